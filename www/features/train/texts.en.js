// @ts-check
/** English texts of the feature `train`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'help.seed': 'Seed of all randomness: the same seed gives the same numbers.',
  'help.trainOn': 'Train the current network for more epochs.',

  'train.on': 'Continue training',

  'chart.learning.label': 'Learning curves. Arrow keys read epoch by epoch.',
  'chart.learning.epochs': 'epochs',
  'chart.learning.loss': 'loss (square-root scale)',
  'chart.learning.percent': 'percent',
  'chart.learning.lossOf': 'training loss',
  'chart.learning.accuracy': 'test accuracy',
  'chart.learning.sparsity': 'sparsity',
  'chart.learning.readBatch': 'epoch {epoch}, batch {batch}: loss {loss}',
  'chart.learning.readEpoch': 'after epoch {epoch}: accuracy {accuracy}',
  'chart.learning.readSparsity': 'sparsity {sparsity}',
  'chart.learning.columnAccuracy': 'test accuracy',
  'chart.learning.columnTrainLoss': 'training loss',
  'chart.learning.columnSparsity': 'sparsity',
});
