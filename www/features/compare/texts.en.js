// @ts-check
/** English texts of the feature `compare`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'chart.compare.label': 'Accuracy against sparsity of the compared curves. Arrow keys read ratio after ratio.',
  'chart.compare.read': 'test accuracy {accuracy}',
  'chart.compare.readRatio': '{ratio} pruned',
  'chart.compare.readName': '{name}, accuracy {accuracy}',
  'chart.compare.columnRatio': 'pruned',

  'cmp.method':
    'Prunes the current network from 0 to 100 % by each score and measures every step on the whole test set, before any fine-tuning. The ranking after fine-tuning can be another.',
  'cmp.allWeights': 'All scores, weights',
  'cmp.allNeurons': 'All scores, neurons',
  'cmp.allScopes': 'All scopes of the current score',
  'cmp.lamp': 'Within a layer LAMP ranks weights as magnitude does, so one curve stands for both.',
  'cmp.scope': 'Scope',
  'cmp.run': 'Run',
  'cmp.addRun': 'Add its curve',
  'cmp.run.help': 'With the score and scope of step 2.',
  'cmp.other': 'Add the other scope to the accuracy chart',
  'cmp.other.there': 'The other scope is in the accuracy chart',
  'cmp.progress': 'Progress of the curves',
  'cmp.there': 'These curves are in the chart already.',
  'cmp.legend': 'Curves to show',
  'cmp.caption': 'Pruned at {ratio} (the slider), the best first',
  'cmp.columnCurve': 'Curve',
  'cmp.columnSparsity': 'Sparsity',
  'cmp.clear': 'Remove all curves',
  'cmp.ofRun': 'run {run}: {name}',
  'cmp.answer':
    'With {ratio} pruned and no fine-tuning, {best} is best: {accuracy} test accuracy, {difference} points more than {second}.',
  'cmp.answer.one': 'With {ratio} pruned and no fine-tuning, {best} has {accuracy} test accuracy.',
  'cmp.limits':
    'One network, one order of the images: differences below the standard error of {error} points say nothing. The slider of Explore sets the ratio.',
  'cmp.status': '{score} is best at {ratio}: {accuracy}',
});
