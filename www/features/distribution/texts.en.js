// @ts-check
/** English texts of the feature `distribution`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'hist.empty': 'The histogram appears when a network is trained.',
  'hist.by': 'Shown along the axis',

  'chart.histogram.label': 'Histogram of the weights. Arrow keys read bar after bar.',
  'chart.histogram.weight': 'weight',
  'chart.histogram.count': 'weights per bar (square-root scale)',
  'chart.histogram.negative': 'negative, kept',
  'chart.histogram.positive': 'positive, kept',
  'chart.histogram.removed': 'pruned',
  'chart.histogram.beyond': '{count} weights outside \u00b1{limit} not shown ({kept} kept)',
  'chart.histogram.threshold': 'Threshold',
  'chart.histogram.thresholdValue': '|w| below {threshold}: pruned',
  'chart.histogram.readRange': 'from {from} to {to}',
  'chart.histogram.readCount': '{total} weights, {removed} pruned',
  'chart.histogram.columnTotal': 'weights',
  'chart.histogram.columnRemoved': 'pruned',
  'chart.scores.label': 'Histogram of the scores. Arrow keys read bar after bar.',
  'chart.scores.axis.log': 'log₁₀ of the score',
  'chart.scores.axis.even': 'score',
  'chart.scores.axis.signed': 'score',
  'chart.scores.count': 'neurons per bar (square-root scale)',
  'chart.scores.negative': 'negative, kept',
  'chart.scores.positive': 'kept',
  'chart.scores.columnTotal': 'weights',
  'chart.scores.columnTotal.neurons': 'neurons',
  'chart.scores.readCount': '{total} weights, {removed} pruned',
  'chart.scores.readCount.neurons': '{total} neurons, {removed} pruned',
  'chart.scores.thresholdValue': 'up to {threshold}: pruned',
  'chart.scores.beyond': '{count} not drawn (score 0 or off the scale), {kept} of them kept',
});
