// @ts-check
/** Chinese texts of the feature `compare`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'chart.compare.label': '所比较曲线的准确率随稀疏度的变化。按方向键逐个比例读取。',
  'chart.compare.read': '测试准确率 {accuracy}',
  'chart.compare.readRatio': '剪枝 {ratio}',
  'chart.compare.readName': '{name}，准确率 {accuracy}',
  'chart.compare.columnRatio': '剪枝',

  'cmp.method': '对当前网络用每种准则从 0 剪到 100%，在整个测试集上测量每一步，不做微调。微调之后的排名可能不同。',
  'cmp.allWeights': '全部准则：权重',
  'cmp.allNeurons': '全部准则：神经元',
  'cmp.allScopes': '当前准则的全部范围',
  'cmp.lamp': '在同一层之内，LAMP 对权重的排序与幅值相同，因此一条曲线代表两者。',
  'cmp.scope': '排序范围',
  'cmp.run': '记录',
  'cmp.addRun': '加入其曲线',
  'cmp.run.help': '使用第 2 步的准则与范围。',
  'cmp.other': '把另一种范围加到准确率图中',
  'cmp.other.there': '另一种范围已在准确率图中',
  'cmp.progress': '曲线的进度',
  'cmp.there': '这些曲线已在图中。',
  'cmp.legend': '显示哪些曲线',
  'cmp.caption': '剪枝 {ratio} 处（滑块位置），最好的在前',
  'cmp.columnCurve': '曲线',
  'cmp.columnSparsity': '稀疏度',
  'cmp.clear': '移除所有曲线',
  'cmp.ofRun': '记录 {run}：{name}',
  'cmp.answer': '剪枝 {ratio} 且不微调时，{best} 最好：测试准确率 {accuracy}，比 {second} 高 {difference} 个百分点。',
  'cmp.answer.one': '剪枝 {ratio} 且不微调时，{best} 的测试准确率为 {accuracy}。',
  'cmp.limits': '仅一个网络：小于标准误差 {error} 个百分点的差异不说明问题。比例由“探索”中的滑块设定。',
  'cmp.status': '{ratio} 处 {score} 最好：{accuracy}',
});
