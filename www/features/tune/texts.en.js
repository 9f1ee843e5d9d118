// @ts-check
/** English texts of the feature `tune`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'tune.mask': 'Pruning mask',
  'tune.keep': 'Enforce',
  'tune.keep.help': 'Pruned weights are set to zero again after every step.',
  'tune.forget': 'Drop (common mistake)',
  'tune.forget.help': 'Pruned weights become non-zero again: accuracy looks fine, sparsity is lost.',
  'tune.sparsity': 'Sparsity:',
});
