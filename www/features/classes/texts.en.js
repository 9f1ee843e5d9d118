// @ts-check
/** English texts of the feature `classes`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'classes.view': 'View',
  'classes.bars': 'Accuracy per class',
  'classes.confusion.dense': 'Confusion matrix: dense',
  'classes.confusion.pruned': 'Pruned',
  'classes.confusion.tuned': 'Fine-tuned',
  'classes.dense': 'dense',
  'classes.pruned': 'pruned',
  'classes.tuned': 'fine-tuned',
  'classes.empty': 'Shown once a network is trained.',
  'classes.pending': 'Measuring…',
  'classes.worst': 'Largest drop: class {label}, {from} → {to}.',
  'classes.unharmed': 'No class lost accuracy.',
  'classes.noImages': 'no test images',
  'classes.notMeasured': 'Not measured yet.',
  'classes.corner': 'true \\ predicted',
  'classes.caption': 'Rows: true class. Columns: predicted class. Counts of test images.',
});
