// @ts-check
/**
 * The lesson: a guided tour in seven steps. Opened from the header.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const learn = {
  id: 'learn',
  place: 'lesson',
  offer: null,
  load: () => import('./panel.js'),
};
