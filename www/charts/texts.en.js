// @ts-check
/** English texts of a data set at a glance. */

/** @type {import('../i18n/index.js').Table} */
export const en = Object.freeze({
  'loaded.samples': 'Nine of the training images, with their labels',
  'loaded.counts': '{classes} classes; training images in each: {low} to {high}',
  'loaded.count': 'Class {label}: training {train}, test {test}',
  'loaded.empty': 'No images of: {classes}. These classes keep an output that is never the answer.',
  'loaded.emnist':
    'EMNIST’s files store images with rows and columns exchanged. If the digits lie on their side, transpose them.',
  'loaded.turn': 'Transpose images',
});
