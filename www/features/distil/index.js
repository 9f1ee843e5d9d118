// @ts-check
/**
 * Distillation: a student that is taught by a larger network, beside one that learns alone.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const distil = {
  id: 'distil',
  place: 'main',
  offer: { as: 'card', title: 'distil.title', lead: 'distil.lead', open: 'distil.open', focus: 'select' },
  load: () => import('./panel.js'),
};
