// @ts-check
/** English texts of the feature `band`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'slider.help':
    'Arrow keys move by 1 %, by 0.25 % above 90 % and by 0.1 % above 99 %. Page up and page down move by 10 %.',
  'slider.sweep': 'Animate',
  'slider.sweep.help': 'Move the slider slowly to 100 %.',
  'slider.stop': 'Stop',
  'slider.label': 'Weights pruned',
  'reading.accuracy': 'test accuracy',
  'reading.sparsity': 'sparsity',
  'reading.points': '{points} points',
  'reading.bytes': 'smallest file',
  'reading.bytes.help': 'The smallest of the dense, CSR and bitmask files: bytes that were written.',
  'reading.macs': 'MACs left',
  'reading.macs.help': 'Multiply–accumulate operations per image, as a share of those of the dense network.',
  'granularity.weights': 'Weights',
  'granularity.neurons': 'Neurons',
  'granularity.groups': 'N:M',
  'granularity.weights.help': 'Individual weights (unstructured)',
  'granularity.neurons.help': 'Whole neurons (structured)',
  'granularity.groups.help': 'N of every M consecutive inputs are kept (semi-structured)',
  'slider.words': '{ratio} of the weights pruned, test accuracy {accuracy}',
  'slider.wordsPending': '{ratio} of the weights pruned, test accuracy being measured',
  'slider.label.neurons': 'Neurons pruned',
  'slider.words.neurons': '{ratio} of the neurons pruned, test accuracy {accuracy}',
  'slider.wordsPending.neurons': '{ratio} of the neurons pruned, test accuracy being measured',

  'chart.dot.forget': '(mask dropped)',
  'chart.accuracy.label': 'Accuracy against sparsity. Arrow keys read point after point.',
  'chart.accuracy.base': 'pruned earlier',
  'chart.accuracy.before': 'pruned',
  'chart.accuracy.after': 'fine-tuned',
  'chart.accuracy.others': 'other runs',
  'chart.accuracy.readBefore': '{accuracy} pruned',
  'chart.accuracy.readAfter': '{accuracy} fine-tuned {label}',
  'chart.accuracy.now': 'With {sparsity} of the weights pruned, the test accuracy is {accuracy}.',
  'chart.accuracy.columnStage': 'stage',
  'chart.accuracy.columnSparsity': 'sparsity',
  'chart.accuracy.columnAccuracy': 'accuracy',
  'chart.other': 'run {run}, {method}',
});
