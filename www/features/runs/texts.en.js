// @ts-check
/** English texts of the feature `runs`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'runs.help': 'Select a run to go back to it.',
  'runs.empty': 'No runs yet.',
  'runs.pruned': '{sparsity} pruned',
});
