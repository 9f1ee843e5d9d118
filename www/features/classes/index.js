// @ts-check
/**
 * Accuracy class by class, before and after pruning.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const classes = {
  id: 'classes',
  place: 'classes',
  tab: 'classes.title',
  offer: null,
  texts: {
    en: {
      'classes.title': 'Classes',
    },
    zh: {
      'classes.title': '类别',
    },
  },
  load: () => import('./panel.js'),
};
