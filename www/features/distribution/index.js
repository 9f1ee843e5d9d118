// @ts-check
/**
 * The distribution of a layer’s weights or scores, and the threshold in it.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const distribution = {
  id: 'distribution',
  place: 'histogram',
  tab: 'hist.title',
  atOnce: true,
  offer: null,
  texts: {
    en: {
      'hist.title': 'Distribution',
    },
    zh: {
      'hist.title': '权重分布',
    },
  },
  charts: true,
  load: () => import('./panel.js'),
};
