// @ts-check
/** English texts of the feature `images`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'images.groups': 'Dense network and pruned network',
  'images.newlyWrong': 'Newly wrong',
  'images.newlyRight': 'Newly right',
  'images.bothWrong': 'Wrong in both',
  'images.bothRight': 'Right in both',
  'images.class': 'Class',
  'images.allClasses': 'All classes',
  'images.ofClass': 'Class {label}',
  'images.save': 'Save as CSV',
  'images.note': 'At {ratio} pruned, by the ratio at which they break.',
  'images.waiting': 'The predictions are being measured.',
  'images.none': 'No test image at this ratio.',
  'images.more': 'More ({left} left)',
  'images.never': 'never',
  'images.item': 'Test image {number}, label {label}, classified as {predicted}; breaks at {at}. Show it on the stage.',
  'images.item.never': 'Test image {number}, label {label}, classified as {predicted}. Show it on the stage.',
});
