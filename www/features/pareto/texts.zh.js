// @ts-check
/** Chinese texts of the feature `pareto`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'pareto.help':
    '若一个网络的代价不更高、准确率不更低，且至少一项更优，则称它支配另一个网络。不被任何网络支配的构成帕累托前沿。纵轴上相等的间距表示错误率按相等的倍数变化。点击标记或表中的名称即可打开该记录。',
  'pareto.status': '{count}个训练过的网络',
  'pareto.axis': '代价',
  'help.pareto.axis': '字节数为每条记录实际写出的紧凑文件的大小，包含全部内容。',
  'pareto.axis.bytes': '紧凑文件的字节数',
  'pareto.axis.ms': '每 1,000 张图像的毫秒数',
  'pareto.axis.accuracy': '测试准确率',
  'pareto.time': '测量全部耗时',
  'pareto.progress': '测量耗时的进度',
  'help.pareto.time':
    '所有网络的所有算子实现轮流处理相同的测试图像，各七遍。耗时取结果一致的最快实现的中位数，并给出最快与最慢的一遍。小于该范围的差异没有意义。',
  'pareto.caption': '全部记录，按代价从低到高',
  'pareto.run': '记录',
  'pareto.standing': '帕累托前沿',
  'pareto.front': '位于前沿',
  'pareto.legend.front': '帕累托前沿（实心）',
  'pareto.legend.dominated': '被支配（空心）',
  'pareto.by': '被 {runs} 支配',
  'pareto.untimed': '未与这些网络一同测量',
  'pareto.untrained': '不参与比较：权重是随机的',
  'pareto.unwritten': '尚未写出',
  'pareto.rounded': '激活值已量化：此处没有支持它的算子实现',
  'pareto.ms': '{ms} 毫秒',
  'pareto.bytes': '{bytes} 字节',
  'pareto.column.bytes': '文件',
  'pareto.column.ms': '每 1,000 张图像：中位数（范围）',
  'pareto.words.bytes': '{count} 个训练过的网络中有 {front} 个位于前沿：没有其他网络同样小且同样准确。',
  'pareto.words.ms': '{count} 个测过耗时的网络中有 {front} 个位于前沿：没有其他网络同样快且同样准确。',
  'pareto.words.untimed': '有 {count} 个网络未与其他网络一同测量，耗时无法比较。请重新测量全部耗时。',
  'pareto.words.writing': '正在写出文件。',
  'pareto.current.untrained': '当前记录 {run} 的权重是随机的，不参与比较。',
  'pareto.current.front': '当前记录 {run} 位于前沿，代价为 {cost}。',
  'pareto.current.dominated':
    '当前记录 {run} 被记录 {by}（{words}）支配：{byCost}，而它为 {cost}；准确率相差 {gain} 个百分点。',
  'chart.pareto.label': '所有训练过的网络的代价与准确率。方向键逐个移动，回车键打开。数字见表格。',
});
