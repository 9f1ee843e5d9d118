// @ts-check
/** Chinese texts of the feature `scan`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'scan.method':
    '敏感度扫描：按当前准则每次只剪一层，其余各层保持完整，在整个测试集上测量每个比例。参考线为稠密网络错误率的 1.5 倍。',
  'scan.begin': '扫描各层',
  'scan.done': '所有层都已测量',
  'scan.progress': '扫描进度',
  'scan.layer': '第 {layer} 层',
  'scan.table': '每层可以剪掉多少',
  'scan.column.layer': '层',
  'scan.column.count.weights': '权重数',
  'scan.column.count.neurons': '神经元数',
  'scan.column.ratio': '仍高于参考线的最大比例',
  'scan.answer.weights':
    '第 {most} 层能剪得最多：剪掉其权重的 {mostRatio} 时，准确率仍高于参考线（{guide}）。第 {least} 层最敏感：{leastRatio}。',
  'scan.answer.neurons':
    '第 {most} 层能剪得最多：剪掉其神经元的 {mostRatio} 时，准确率仍高于参考线（{guide}）。第 {least} 层最敏感：{leastRatio}。',
  'scan.answer.one.weights': '第 {most} 层剪掉 {mostRatio} 的权重之前，准确率一直高于参考线（{guide}）。',
  'scan.answer.one.neurons': '第 {most} 层剪掉 {mostRatio} 的神经元之前，准确率一直高于参考线（{guide}）。',
  'scan.limits': '仅一个网络，未微调，每次只剪一层：同时剪多层时损失会叠加。',
  'scan.status': '第 {layer} 层可剪 {ratio}',

  'chart.scan.label': '只剪一层时的准确率。按方向键逐个比例读取。',
  'chart.scan.ratio': '该层已剪枝，%',
  'chart.scan.guide': '参考线 {accuracy}',
  'chart.scan.readRatio': '某一层剪枝 {ratio}',
  'chart.scan.read': '第 {layer} 层：{accuracy}',
  'chart.scan.columnRatio': '该层剪枝比例',
});
