// @ts-check
/** Chinese texts of the feature `by-hand`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'hand.title': '手动剪枝',
  'hand.help': '在权重上拖动，或用方向键移动并按空格键。恢复的权重取回剪掉时的值。',
  'hand.action': '笔刷的作用',
  'hand.cut': '剪掉',
  'hand.restore': '恢复',
  'hand.tool': '笔刷大小',
  'hand.tool.one': '单个权重',
  'hand.tool.small': '3 × 3 格',
  'hand.tool.large': '7 × 7 格',
  'hand.tool.neuron': '神经元',
  'hand.cell': '第 {layer} 层：输入 {input} → 神经元 {neuron}，权重 {weight}',
  'hand.cell.removed': '第 {layer} 层：输入 {input} → 神经元 {neuron}，已剪枝',
  'hand.alt': '记录 {run} 第 {layer} 层的权重。方向键移动笔刷，空格键剪掉或恢复。',
  'hand.none': '尚未更改。',
  'hand.pending': '待剪掉：{cut}，待恢复：{restored}。',
  'hand.apply': '应用并测量',
  'hand.discard': '放弃',
  'hand.full': '一次操作最多容纳 {max} 处更改，请先应用。',
});
