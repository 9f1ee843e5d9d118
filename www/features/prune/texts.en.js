// @ts-check
/** English texts of the feature `prune`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'help.ratio': 'Pruning ratio in percent, the same as the slider.',
  'help.threshold': 'Threshold: weights with |w| up to this are pruned.',
  'help.pin': 'The slider then prunes the fine-tuned network further.',
  'help.unpin': 'The slider now prunes the fine-tuned network.',

  'prune.ratio': 'Pruning ratio, %',
  'prune.table': 'Pruned weights per layer',
  'prune.layer': 'Layer',
  'prune.removed': 'Pruned',
  'prune.left': 'Remaining',
  'prune.threshold': 'Threshold',
  'prune.emptied': 'No weight is left in layer {layers}: no signal passes, and every image gets the same answer.',
  'prune.pin': 'Prune this network further',
  'prune.unpin': 'Back to the dense network',

  'help.ratio.neurons': 'Percent of the hidden neurons, the same as the slider.',
  'help.threshold.score': 'Threshold: the highest score that is pruned.',
});
