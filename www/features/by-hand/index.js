// @ts-check
/**
 * Pruning and restoring weights by hand, below their pictures.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const byHand = {
  id: 'by-hand',
  place: 'heatmaps',
  offer: { open: 'hand.open', focus: 'button' },
  texts: {
    en: {
      'hand.open': 'Prune by hand',
    },
    zh: {
      'hand.open': '手动剪枝',
    },
  },
  load: () => import('./panel.js'),
};
