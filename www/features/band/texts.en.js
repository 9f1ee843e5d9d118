// @ts-check
/** English texts of the feature `band`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'slider.help':
    'Arrow keys move by 1 %, by 0.25 % above 90 % and by 0.1 % above 99 %. Page up and page down move by 10 %.',
  'slider.sweep': 'Play the sweep',
  'slider.sweep.help': 'Move the slider slowly to 100 % and watch the network break.',
  'slider.stop': 'Stop the sweep',
  'slider.label': 'Weights pruned',
  'reading.accuracy': 'test accuracy',
  'reading.sparsity': 'sparsity',
  'reading.points': '{points} points',
  'reading.bytes': 'smallest file',
  'reading.bytes.help': 'The smallest of the dense, CSR and bitmask files: bytes that were written.',
  'reading.macs': 'of the MACs left',
  'reading.macs.help': 'Multiply–accumulate operations per image, as a share of those of the dense network.',
  'granularity.weights': 'Weights',
  'granularity.neurons': 'Neurons',
  'granularity.groups': 'N:M',
  'granularity.weights.help': 'Individual weights (unstructured)',
  'granularity.neurons.help': 'Whole neurons (structured)',
  'granularity.groups.help': 'N of every M consecutive inputs are kept (semi-structured)',
  'slider.words': '{ratio} of the weights removed, accuracy {accuracy}',
  'slider.wordsPending': '{ratio} of the weights removed, accuracy being measured',
  'slider.label.neurons': 'Neurons removed',
  'slider.words.neurons': '{ratio} of the neurons removed, accuracy {accuracy}',
  'slider.wordsPending.neurons': '{ratio} of the neurons removed, accuracy being measured',

  'chart.dot.forget': '(mask forgotten)',
  'chart.accuracy.label': 'Accuracy against sparsity. Arrow keys read point after point.',
  'chart.accuracy.base': 'already gone',
  'chart.accuracy.before': 'before fine-tuning',
  'chart.accuracy.after': 'after fine-tuning',
  'chart.accuracy.others': 'other runs',
  'chart.accuracy.readBefore': '{accuracy} before fine-tuning',
  'chart.accuracy.readAfter': '{accuracy} after fine-tuning {label}',
  'chart.accuracy.now': 'Now {sparsity} of the weights are removed and {accuracy} of the test images are read rightly.',
  'chart.accuracy.columnStage': 'stage',
  'chart.accuracy.columnSparsity': 'sparsity',
  'chart.accuracy.columnAccuracy': 'accuracy',
  'chart.other': 'run {run}, {method}',
});
