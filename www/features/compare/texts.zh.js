// @ts-check
/** Chinese texts of the feature `compare`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'chart.compare.label': '所比较曲线的准确率随稀疏度的变化。按方向键逐个比例读取。',
  'chart.compare.read': '读对 {accuracy}',
  'chart.compare.readRatio': '剪除 {ratio}',
  'chart.compare.readName': '{name}，准确率 {accuracy}',
  'chart.compare.columnRatio': '剪除',

  'cmp.curves': '同一张图中的曲线',
  'cmp.curves.help': '每条曲线都从滑块所剪的网络出发，在后台用整个测试集测得。',
  'cmp.allWeights': '全部打分：单个权重',
  'cmp.allNeurons': '全部打分：神经元',
  'cmp.run': '运行',
  'cmp.addRun': '加入其曲线',
  'cmp.run.help': '使用第 2 步所选的打分和比较范围。',
  'cmp.progress': '曲线的进度',
  'cmp.there': '这些曲线已在图中。',
  'cmp.legend': '显示哪些曲线',
  'cmp.caption': '剪除 {ratio} 处，最好的在前',
  'cmp.columnCurve': '曲线',
  'cmp.columnSparsity': '已剪权重',
  'cmp.save': '保存为 CSV',
  'cmp.clear': '移除所有曲线',
  'cmp.ofRun': '运行 {run}：{name}',
});
