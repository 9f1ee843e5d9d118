// @ts-check
/** Chinese texts of the feature `tune`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'tune.mask': '剪枝掩码',
  'tune.keep': '保留',
  'tune.keep.help': '每一步之后，剪掉的权重重新置零。',
  'tune.forget': '不保留（常见错误）',
  'tune.forget.help': '剪掉的权重重新变为非零：准确率看似很好，稀疏度却丢失了。',
  'tune.sparsity': '稀疏度：',
});
