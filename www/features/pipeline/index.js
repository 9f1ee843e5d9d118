// @ts-check
/**
 * Compression pipeline: stages put together and run one after another.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const pipeline = {
  id: 'pipeline',
  place: 'main',
  offer: { as: 'card', title: 'pipe.title', lead: 'pipe.lead', open: 'pipe.open', focus: 'button' },
  load: () => import('./panel.js'),
};
