// @ts-check
/**
 * Sparse training: RigL, SET, a static mask and proximal L1.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const sparse = {
  id: 'sparse',
  place: 'main',
  offer: { as: 'card', title: 'sparse.title', lead: 'sparse.lead', open: 'sparse.open', focus: 'button' },
  load: () => import('./panel.js'),
};
