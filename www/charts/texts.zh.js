// @ts-check
/** Chinese texts of a data set at a glance. */

/** @type {import('../i18n/index.js').Table} */
export const zh = Object.freeze({
  'loaded.samples': '九张训练图像及其标签',
  'loaded.counts': '{classes} 个类别，每类 {low} 到 {high} 张训练图像',
  'loaded.count': '类别 {label}：{train} 张训练图像，{test} 张测试图像',
  'loaded.empty': '没有图像的类别：{classes}。这些类别保留一个永远不是答案的输出。',
  'loaded.emnist': 'EMNIST 文件中的图像行列互换。如果数字是躺着的，请转置图像。',
  'loaded.turn': '转置图像',
});
