// @ts-check
/** English texts of the feature `scan`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'compare.title': 'Layer by layer or global?',
  'compare.begin': 'Compare both',
  'compare.done': 'Both curves are in the chart',
  'compare.progress': 'Progress of the other curve',
  'help.compare': 'Adds the curve of the other comparison to the accuracy chart.',
  'scan.begin': 'Scan the layers',
  'scan.done': 'All layers are measured',
  'scan.progress': 'Progress of the scan',
  'scan.layer': 'Layer {layer}',
  'help.scan':
    'Prunes one layer at a time and leaves the others whole: which bears least? Below the guide line fine-tuning seldom helps.',

  'chart.scan.label': 'Accuracy with only one layer pruned. Arrow keys read ratio after ratio.',
  'chart.scan.ratio': 'of this layer removed, %',
  'chart.scan.guide': 'guide {accuracy}',
  'chart.scan.readRatio': '{ratio} of one layer removed',
  'chart.scan.read': 'layer {layer}: {accuracy}',
  'chart.scan.columnRatio': 'removed of the layer',
});
