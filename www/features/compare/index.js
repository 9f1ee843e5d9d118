// @ts-check
/**
 * Comparison: curves of several scores and runs in one chart, and two runs side by side.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const compare = {
  id: 'compare',
  place: 'main',
  offer: { as: 'card', title: 'cmp.title', lead: 'cmp.lead', open: 'cmp.open', focus: 'button' },
  load: () => import('./panel.js'),
};
