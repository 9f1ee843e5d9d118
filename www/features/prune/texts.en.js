// @ts-check
/** English texts of the feature `prune`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'help.ratio': 'Pruning ratio in percent, the same as the slider.',
  'help.threshold': 'Threshold: weights with |w| up to this value are pruned.',
  'help.pin': 'Use the slider to prune the fine-tuned network further.',
  'help.unpin': 'The slider now prunes the fine-tuned network.',

  'prune.ratio': 'Pruning ratio, %',
  'prune.table': 'Pruned weights per layer',
  'prune.layer': 'Layer',
  'prune.removed': 'Pruned',
  'prune.left': 'Remaining',
  'prune.threshold': 'Threshold',
  'prune.emptied':
    '{layers?Layer:Layers} {layers} {layers?has:have} no weights left: no signal passes, and every image is classified alike.',
  'prune.pin': 'Prune this network further',
  'prune.unpin': 'Back to the dense network',

  'help.ratio.neurons': 'Percent of the hidden neurons, the same as the slider.',
  'help.threshold.score': 'Threshold: the highest score that is pruned.',
});
