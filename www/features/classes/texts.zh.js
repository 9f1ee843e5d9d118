// @ts-check
/** Chinese texts of the feature `classes`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'classes.view': '显示方式',
  'classes.bars': '各类准确率',
  'classes.confusion.dense': '混淆矩阵：剪枝前',
  'classes.confusion.pruned': '混淆矩阵：剪枝后',
  'classes.confusion.tuned': '混淆矩阵：微调后',
  'classes.dense': '剪枝前',
  'classes.pruned': '剪枝后',
  'classes.tuned': '微调后',
  'classes.empty': '网络训练完成后显示。',
  'classes.pending': '正在测量…',
  'classes.worst': '受损最重的是 {label}：识别率从 {from} 降到 {to}。',
  'classes.unharmed': '目前没有类别受损。',
  'classes.notMeasured': '尚未测量。',
  'classes.corner': '真值＼判为',
  'classes.caption': '行：真实类别。列：网络的判断。数字为测试图像数。',
});
