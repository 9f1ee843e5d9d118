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
  'chart.histogram.removed': 'removed',
  'chart.histogram.beyond': '{count} beyond \u00b1{limit} not drawn, {kept} of them kept',
  'chart.histogram.threshold': 'Threshold',
  'chart.histogram.thresholdValue': 'smaller than {threshold}: removed',
  'chart.histogram.readRange': 'from {from} to {to}',
  'chart.histogram.readCount': '{total} weights, {removed} removed',
  'chart.histogram.columnRange': 'weight',
  'chart.histogram.columnTotal': 'weights',
  'chart.histogram.columnRemoved': 'removed',
  'chart.scores.label': 'Histogram of the scores. Arrow keys read bar after bar.',
  'chart.scores.axis.log': 'log₁₀ of the score',
  'chart.scores.axis.even': 'score',
  'chart.scores.axis.signed': 'score',
  'chart.scores.count': 'neurons per bar (square-root scale)',
  'chart.scores.negative': 'negative, kept',
  'chart.scores.positive': 'kept',
  'chart.scores.columnTotal': 'weights',
  'chart.scores.columnTotal.neurons': 'neurons',
  'chart.scores.readCount': '{total} weights, {removed} removed',
  'chart.scores.readCount.neurons': '{total} neurons, {removed} removed',
  'chart.scores.thresholdValue': 'up to {threshold}: removed',
  'chart.scores.beyond': '{count} not drawn (score 0 or off the scale), {kept} of them kept',
});
