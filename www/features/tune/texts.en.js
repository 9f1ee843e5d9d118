// @ts-check
/** English texts of the feature `tune`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'tune.mask': 'Pruning mask',
  'tune.keep': 'Keep',
  'tune.keep.help': 'Pruned weights are reset to zero after every step.',
  'tune.forget': 'Drop (common mistake)',
  'tune.forget.help': 'Pruned weights become non-zero again: accuracy looks fine, but the sparsity is lost.',
  'tune.sparsity': 'Sparsity:',
});
