// @ts-check
/** Chinese texts of the feature `prune`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'help.ratio': '剪枝比例（百分比），与滑块一致。',
  'help.threshold': '阈值：|w| 不超过此值的权重被剪掉。',
  'help.pin': '用滑块对微调后的网络继续剪枝。',
  'help.unpin': '滑块正在对微调后的网络剪枝。',

  'prune.ratio': '剪枝比例（%）',
  'prune.table': '各层剪掉的权重',
  'prune.layer': '层',
  'prune.removed': '已剪枝',
  'prune.left': '剩余',
  'prune.threshold': '阈值',
  'prune.emptied': '第 {layers} 层已没有权重：信号无法通过，所有图像的预测都相同。',
  'prune.pin': '继续剪枝该网络',
  'prune.unpin': '回到稠密网络',

  'help.ratio.neurons': '隐藏神经元的剪枝比例（百分比），与滑块一致。',
  'help.threshold.score': '阈值：被剪掉的最高得分。',
});
