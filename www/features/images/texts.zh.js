// @ts-check
/** Chinese texts of the feature `images`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'images.groups': '稠密网络与剪枝网络',
  'images.newlyWrong': '新增错误',
  'images.newlyRight': '新增正确',
  'images.bothWrong': '均错误',
  'images.bothRight': '均正确',
  'images.class': '类别',
  'images.allClasses': '所有类别',
  'images.ofClass': '类别 {label}',
  'images.save': '保存为 CSV',
  'images.note': '剪枝 {ratio} 时，按预测发生变化的剪枝比例排序。',
  'images.waiting': '正在测量预测结果…',
  'images.none': '此比例下没有这类测试图像。',
  'images.more': '更多（还有 {left} 张）',
  'images.never': '从不',
  'images.item': '测试图像 {number}，标签 {label}，预测为 {predicted}；在 {at} 处改变。点击可在上方显示。',
  'images.item.never': '测试图像 {number}，标签 {label}，预测为 {predicted}。点击可在上方显示。',
});
