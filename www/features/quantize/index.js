// @ts-check
/**
 * Quantizing and weight sharing: networks of few values.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const quantize = {
  id: 'quantize',
  place: 'main',
  offer: { as: 'card', title: 'quant.title', lead: 'quant.lead', open: 'quant.open', focus: 'button' },
  load: () => import('./panel.js'),
};
