// @ts-check
/** Chinese texts of the feature `prune`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'help.ratio': '剪除权重的百分比，与滑块一致。',
  'help.threshold': '阈值：绝对值比它更接近零的权重被剪除。',
  'help.pin': '让滑块改为在这个微调后的网络上继续剪枝。',
  'help.unpin': '滑块正在对微调后的网络剪枝。',

  'prune.ratio': '比例（%）',
  'prune.table': '各层的剪除情况',
  'prune.layer': '层',
  'prune.removed': '剪除',
  'prune.left': '保留',
  'prune.threshold': '阈值',
  'prune.emptied': '第 {layers} 层已被剪空：信号无法通过，网络对所有图像给出相同的答案。',
  'prune.pin': '从这里继续剪枝',
  'prune.unpin': '回到剪枝前的网络',

  'help.ratio.neurons': '剪除隐藏神经元的百分比，与滑块一致。',
  'help.threshold.score': '阈值：被剪除者中的最高得分。',
});
