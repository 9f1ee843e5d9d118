// @ts-check
/** English texts of the feature `budget`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'budget.title': 'The budget game',

  'budget.help': 'How much of each layer should stay? The sliders begin at the least that stays above the guide line.',
  'budget.layers': 'What stays of each layer',
  'budget.layer': 'Layer {layer}',
  'budget.size': 'Size to reach, %',
  'budget.size.help': 'Of all weights, how many may stay.',
  'budget.accuracy': 'Accuracy to keep, %',
  'budget.accuracy.help': 'On the whole test set. The guide line is offered.',
  'budget.prefill': 'Sliders from the scan',
  'budget.tune': 'Fine-tune it',
  'budget.keep': 'Keep as a run',
  'budget.progress': 'Progress of the fine-tuning',
  'budget.pruned': 'Pruned',
  'budget.tuned': 'Pruned and fine-tuned',
  'budget.stays': 'of the weights stay',
  'budget.file': 'as a file',
  'budget.reached': 'Reached.',
  'budget.missed': 'Not reached.',
  'budget.miss.size': '{size} of the weights stay, {budget} may.',
  'budget.miss.accuracy': 'Accuracy is {accuracy}, {wanted} is wanted.',
});
