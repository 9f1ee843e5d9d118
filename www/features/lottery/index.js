// @ts-check
/**
 * Lottery tickets: four ways to go on from a mask, over rounds of pruning. Opened from the schedules.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const lottery = {
  id: 'lottery',
  place: 'lottery',
  offer: null,
  load: () => import('./panel.js'),
};
