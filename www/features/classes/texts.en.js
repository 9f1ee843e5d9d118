// @ts-check
/** English texts of the feature `classes`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'classes.view': 'View',
  'classes.bars': 'Per class',
  'classes.confusion.dense': 'Mix-ups: before',
  'classes.confusion.pruned': 'Mix-ups: pruned',
  'classes.confusion.tuned': 'Mix-ups: fine-tuned',
  'classes.dense': 'before',
  'classes.pruned': 'pruned',
  'classes.tuned': 'fine-tuned',
  'classes.empty': 'Appears when a network is trained.',
  'classes.pending': 'Being measured\u2026',
  'classes.worst': '{label} suffers most: from {from} to {to} recognised.',
  'classes.unharmed': 'No class is worse off yet.',
  'classes.notMeasured': 'Not measured yet.',
  'classes.corner': 'is \\ read',
  'classes.caption': 'Rows: what it is. Columns: what the network reads. Numbers of test images.',
});
