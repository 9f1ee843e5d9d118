// @ts-check
/**
 * The test images that pruning classifies otherwise.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const images = {
  id: 'images',
  place: 'images',
  tab: 'images.title',
  offer: null,
  texts: {
    en: {
      'images.title': 'Images',
    },
    zh: {
      'images.title': '图像',
    },
  },
  load: () => import('./panel.js'),
};
