// @ts-check
/**
 * Storage and speed: how many bytes the network takes in every format, and how fast each kernel runs it.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const storage = {
  id: 'storage',
  place: 'main',
  offer: { as: 'card', title: 'size.title', lead: 'size.lead', open: 'size.open', focus: 'select' },
  load: () => import('./panel.js'),
};
