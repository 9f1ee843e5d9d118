// @ts-check
/** Chinese texts of the feature `by-hand`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'hand.title': '手动',
  'hand.help': '在当前运行的权重上拖动，或用方向键移动并按空格键。恢复的权重取回被剪时的值。',
  'hand.action': '笔刷的作用',
  'hand.cut': '剪除',
  'hand.restore': '恢复',
  'hand.tool': '笔刷覆盖的范围',
  'hand.tool.one': '单个权重',
  'hand.tool.small': '3 × 3 格',
  'hand.tool.large': '7 × 7 格',
  'hand.tool.neuron': '神经元',
  'hand.hint': '指向一个权重。',
  'hand.cell': '第 {layer} 层：输入 {input} → 神经元 {neuron}，权重 {weight}',
  'hand.cell.removed': '第 {layer} 层：输入 {input} → 神经元 {neuron}，已剪除',
  'hand.alt': '运行 {run} 第 {layer} 层的权重。方向键移动笔刷，空格键剪除或恢复。',
  'hand.none': '尚未更改。',
  'hand.pending': '待剪除：{cut}，待恢复：{restored}。',
  'hand.apply': '应用并测量',
  'hand.discard': '放弃',
  'hand.full': '一次操作最多容纳 {max} 处更改，请先应用。',
});
