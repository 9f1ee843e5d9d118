// @ts-check
/** English texts of the feature `prune`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'help.ratio': 'Percent of the weights, as the slider.',
  'help.threshold': 'Threshold: weights nearer to zero than this are gone.',
  'help.pin': 'Let the slider prune the fine-tuned network.',
  'help.unpin': 'The slider prunes the fine-tuned network now.',

  'prune.ratio': 'Ratio, %',
  'prune.table': 'What is removed from each layer',
  'prune.layer': 'Layer',
  'prune.removed': 'Removed',
  'prune.left': 'Left',
  'prune.threshold': 'Threshold',
  'prune.emptied':
    'Nothing is left of layer {layers}: no signal gets through, so the network gives every image the same answer.',
  'prune.pin': 'Prune on from here',
  'prune.unpin': 'Back to the network before',

  'help.ratio.neurons': 'Percent of the hidden neurons, as the slider.',
  'help.threshold.score': 'Threshold: the highest score that goes.',
});
