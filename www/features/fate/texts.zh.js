// @ts-check
/** Chinese texts of the feature `fate`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'fate.none': '尚不知道当前图像在各剪枝比例下的预测。',
  'fate.alt': '当前图像在各剪枝比例下的预测：',
  'fate.stretch': '{from} 至 {to} 为 {label}',
  'fate.right': '预测为 {label}：正确',
  'fate.wrong': '预测为 {label}：错误',
  'fate.as': '预测为 {label}',
});
