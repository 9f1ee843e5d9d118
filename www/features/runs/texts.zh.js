// @ts-check
/** Chinese texts of the feature `runs`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'runs.help': '选择一条即可回到当时。',
  'runs.empty': '还没有记录。',
  'runs.pruned': '已剪枝 {sparsity}',
});
