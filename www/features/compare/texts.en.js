// @ts-check
/** English texts of the feature `compare`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'chart.compare.label': 'Accuracy against sparsity of the compared curves. Arrow keys read ratio after ratio.',
  'chart.compare.read': '{accuracy} read rightly',
  'chart.compare.readRatio': '{ratio} removed',
  'chart.compare.readName': '{name}, accuracy {accuracy}',
  'chart.compare.columnRatio': 'removed',

  'cmp.curves': 'Curves in one chart',
  'cmp.curves.help': 'Each is measured on the whole test set, in the background, from the network the slider prunes.',
  'cmp.allWeights': 'All scores: single weights',
  'cmp.allNeurons': 'All scores: neurons',
  'cmp.run': 'Run',
  'cmp.addRun': 'Add its curve',
  'cmp.run.help': 'With the score and scope chosen in step 2.',
  'cmp.progress': 'Progress of the curves',
  'cmp.there': 'These curves are in the chart already.',
  'cmp.legend': 'Curves to show',
  'cmp.caption': 'Where {ratio} are removed, the best first',
  'cmp.columnCurve': 'Curve',
  'cmp.columnSparsity': 'Weights gone',
  'cmp.save': 'Save as CSV',
  'cmp.clear': 'Remove all curves',
  'cmp.ofRun': 'run {run}: {name}',
});
