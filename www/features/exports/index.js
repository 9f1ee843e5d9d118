// @ts-check
/**
 * The export dialog: networks, results and charts as files. Opened from the header.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const exports = {
  id: 'exports',
  place: 'dialogs',
  offer: null,
  load: () => import('./panel.js'),
};
