// @ts-check
/** Chinese texts of the feature `pareto`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'pareto.help':
    '若一次运行的代价不更高、准确率不更低，且至少一项更好，它就支配另一次运行。不被任何运行支配的构成帕累托前沿。纵轴上相等的步长使错误率按相等的倍数缩小。点击标记或下方的名称即可打开该运行。',
  'pareto.axis': '代价',
  'help.pareto.axis': '字节数是每次运行真正写出的紧凑文件的长度，全部计入。',
  'pareto.axis.bytes': '紧凑文件的字节数',
  'pareto.axis.ms': '每 1,000 张图像的毫秒数',
  'pareto.axis.accuracy': '测试图像上的准确率',
  'pareto.time': '测量所有运行',
  'pareto.progress': '测量进度',
  'help.pareto.time':
    '所有运行的所有内核轮流回答相同的测试图像，共七遍。每次运行取答案与之相同的最快内核的中位数；旁边是最慢与最快的一遍。小于这一范围的差异没有意义。',
  'pareto.caption': '所有运行，代价最低的在前',
  'pareto.run': '运行',
  'pareto.standing': '帕累托前沿',
  'pareto.front': '在前沿上',
  'pareto.legend.front': '帕累托前沿（实心）',
  'pareto.legend.dominated': '被支配（空心）',
  'pareto.by': '被 {runs} 支配',
  'pareto.untimed': '未测量',
  'pareto.unwritten': '尚未写出',
  'pareto.rounded': '输入经过舍入：这里没有内核支持',
  'pareto.ms': '{ms} 毫秒',
  'pareto.bytes': '{bytes} 字节',
  'pareto.column.bytes': '文件',
  'pareto.column.ms': '每 1,000 张图像',
  'pareto.timed': '{ms} 毫秒（{spread}），{kernel}',
  'pareto.words.bytes': '{count} 次运行中有 {front} 次在前沿上：没有其他运行同样小且同样准确。',
  'pareto.words.ms': '{count} 次运行中有 {front} 次在前沿上：没有其他运行同样快且同样准确。',
  'pareto.words.untimed': '有 {count} 次运行未测量。',
  'pareto.words.writing': '正在写出文件。',
  'pareto.current.front': '当前的运行 {run} 在其中，代价为 {cost}。',
  'pareto.current.dominated':
    '当前的运行 {run} 被运行 {by}（{words}）支配：{byCost} 而非 {cost}，准确率相差 {gain} 个百分点。',
  'chart.pareto.label': '所有运行的代价与准确率。方向键逐个移动，回车键打开。数字见下表。',
});
