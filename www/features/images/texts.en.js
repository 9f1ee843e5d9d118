// @ts-check
/** English texts of the feature `images`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'images.groups': 'Dense vs. pruned network',
  'images.newlyWrong': 'Newly wrong',
  'images.newlyRight': 'Newly right',
  'images.bothWrong': 'Wrong in both',
  'images.bothRight': 'Right in both',
  'images.class': 'Class',
  'images.allClasses': 'All classes',
  'images.ofClass': 'Class {label}',
  'images.save': 'Save as CSV',
  'images.note': 'At {ratio} pruned, sorted by the ratio at which the prediction changes.',
  'images.waiting': 'Measuring the predictions…',
  'images.none': 'No test images in this group at this ratio.',
  'images.more': 'More ({left} left)',
  'images.never': 'never',
  'images.item':
    'Test image {number}, label {label}, classified as {predicted}; changes at {at}. Click to show it on the stage.',
  'images.item.never': 'Test image {number}, label {label}, classified as {predicted}. Click to show it on the stage.',
});
