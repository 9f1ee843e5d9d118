// @ts-check
/** Chinese texts of the feature `classes`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'classes.view': '显示方式',
  'classes.bars': '各类别准确率',
  'classes.confusion.dense': '混淆矩阵：稠密',
  'classes.confusion.pruned': '剪枝后',
  'classes.confusion.tuned': '微调后',
  'classes.dense': '稠密',
  'classes.pruned': '剪枝后',
  'classes.tuned': '微调后',
  'classes.empty': '网络训练完成后显示。',
  'classes.pending': '测量中…',
  'classes.worst': '降幅最大：类别 {label}，{from} → {to}。',
  'classes.unharmed': '没有类别的准确率下降。',
  'classes.noImages': '没有测试图像',
  'classes.notMeasured': '尚未测量。',
  'classes.corner': '真值＼预测',
  'classes.caption': '行：真实类别。列：预测类别。数字为测试图像数。',
});
