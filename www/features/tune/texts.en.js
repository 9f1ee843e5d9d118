// @ts-check
/** English texts of the feature `tune`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'tune.mask': 'The mask',
  'tune.keep': 'Keep it',
  'tune.keep.help': 'Removed weights stay zero after every step. This is how it is done.',
  'tune.forget': 'Forget it',
  'tune.forget.help': 'The trap: removed weights regrow, accuracy looks fine, and the sparsity melts away.',
  'tune.sparsity': 'Sparsity now:',
});
