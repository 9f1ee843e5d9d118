// @ts-check
/** Chinese texts of the feature `tune`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'tune.mask': '掩码',
  'tune.keep': '保持掩码',
  'tune.keep.help': '每一步之后，被剪除的权重仍为零。这才是正确做法。',
  'tune.forget': '忘记掩码',
  'tune.forget.help': '陷阱：被剪除的权重重新长出，准确率看似很好，稀疏度却悄悄消失。',
  'tune.sparsity': '当前稀疏度：',
});
