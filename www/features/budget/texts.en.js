// @ts-check
/** English texts of the feature `budget`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'budget.title': 'Budget game: a density for each layer',

  'budget.help':
    'Reach the size without missing the accuracy. The sliders start at the lowest density that stays above the guide line in the scan.',
  'budget.layers': 'Weights kept in each layer',
  'budget.layer': 'Layer {layer}',
  'budget.of': '{kept} of {count}',
  'budget.size': 'Weights to keep, at most, %',
  'budget.size.help': 'Of all weights of the network.',
  'budget.accuracy': 'Test accuracy, at least, %',
  'budget.accuracy.help': 'On the whole test set. The guide line is offered.',
  'budget.prefill': 'Sliders from the scan',
  'budget.tune': 'Fine-tune',
  'budget.keep': 'Keep pruned network as a run',
  'budget.keep.tuned': 'Keep pruned and fine-tuned network as a run',
  'budget.progress': 'Progress of the fine-tuning',
  'budget.pruned': 'Pruned, not fine-tuned',
  'budget.tuned': 'Pruned and fine-tuned for {epochs} {epochs?epoch:epochs}',
  'budget.stays': 'of the weights remain',
  'budget.file': 'smallest file',
  'budget.reached': 'Reached.',
  'budget.missed': 'Not reached.',
  'budget.miss.size': '{size} of the weights remain; the budget is {budget}.',
  'budget.miss.accuracy': 'The accuracy is {accuracy}; {wanted} is needed.',
});
