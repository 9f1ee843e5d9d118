// @ts-check
/**
 * The data dialog: built-in digits, files, downloads. Opened from the header.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const data = {
  id: 'data',
  place: 'dialogs',
  offer: null,
  load: () => import('./panel.js'),
};
