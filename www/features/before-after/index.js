// @ts-check
/**
 * Before and after in figures: the dense, the pruned and the fine-tuned network.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const beforeAfter = {
  id: 'before-after',
  place: 'before-after',
  tab: 'table.title',
  offer: null,
  atOnce: true,
  texts: {
    en: { 'table.title': 'Before and after' },
    zh: { 'table.title': '前后对比' },
  },
  load: () => import('./panel.js'),
};
