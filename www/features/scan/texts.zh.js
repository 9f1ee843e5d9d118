// @ts-check
/** Chinese texts of the feature `scan`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'compare.title': '逐层还是全局？',
  'compare.begin': '两者比较',
  'compare.done': '两条曲线都在图中',
  'compare.progress': '另一条曲线的进度',
  'help.compare': '把另一种比较范围的曲线加到准确率图中。',
  'scan.begin': '扫描各层',
  'scan.done': '所有层都已测量',
  'scan.progress': '扫描的进度',
  'scan.layer': '第 {layer} 层',
  'help.scan': '每次只剪一层，其余各层保持完整：哪一层最经不起剪？低于参考线时，微调往往难以挽回。',

  'chart.scan.label': '只剪一层时的准确率。按方向键逐个比例读取。',
  'chart.scan.ratio': '该层已剪除，%',
  'chart.scan.guide': '参考线 {accuracy}',
  'chart.scan.readRatio': '某一层剪除 {ratio}',
  'chart.scan.read': '第 {layer} 层：{accuracy}',
  'chart.scan.columnRatio': '该层剪除比例',
});
