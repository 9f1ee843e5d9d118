// @ts-check
/** English texts of the feature `fate`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'fate.none': 'The prediction for this image at each pruning ratio is not known yet.',
  'fate.alt': 'Prediction for this image at each pruning ratio:',
  'fate.stretch': '{label} from {from} to {to}',
  'fate.right': 'Classified as {label}: correct',
  'fate.wrong': 'Classified as {label}: incorrect',
  'fate.as': 'Classified as {label}',
});
