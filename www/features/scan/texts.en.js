// @ts-check
/** English texts of the feature `scan`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'scan.method':
    'Sensitivity scan: prunes one layer at a time by the current score, leaves the others whole, and measures each ratio on the whole test set. The guide line is 1.5 \u00d7 the error of the dense network.',
  'scan.begin': 'Scan the layers',
  'scan.done': 'All layers are measured',
  'scan.progress': 'Progress of the scan',
  'scan.layer': 'Layer {layer}',
  'scan.table': 'What each layer can lose',
  'scan.column.layer': 'Layer',
  'scan.column.count.weights': 'Weights',
  'scan.column.count.neurons': 'Neurons',
  'scan.column.ratio': 'Highest ratio above the guide line',
  'scan.answer.weights':
    'Layer {most} can lose most: with up to {mostRatio} of its weights pruned the accuracy stays above the guide line ({guide}). Layer {least} is the most sensitive: {leastRatio}.',
  'scan.answer.neurons':
    'Layer {most} can lose most: with up to {mostRatio} of its neurons pruned the accuracy stays above the guide line ({guide}). Layer {least} is the most sensitive: {leastRatio}.',
  'scan.answer.one.weights':
    'Layer {most} can lose {mostRatio} of its weights before the accuracy falls below the guide line ({guide}).',
  'scan.answer.one.neurons':
    'Layer {most} can lose {mostRatio} of its neurons before the accuracy falls below the guide line ({guide}).',
  'scan.limits': 'One network, not fine-tuned, one layer pruned at a time: the losses of several layers add up.',
  'scan.status': 'Layer {layer} can lose {ratio}',

  'chart.scan.label': 'Accuracy with only one layer pruned. Arrow keys read ratio after ratio.',
  'chart.scan.ratio': 'of this layer pruned, %',
  'chart.scan.guide': 'guide {accuracy}',
  'chart.scan.readRatio': '{ratio} of one layer pruned',
  'chart.scan.read': 'layer {layer}: {accuracy}',
  'chart.scan.columnRatio': 'pruned of the layer',
});
