// @ts-check
/**
 * Quantizing and weight sharing: networks of few values.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const quantize = {
  id: 'quantize',
  place: 'compress',
  offer: { as: 'card', title: 'quant.title', lead: 'quant.lead', open: 'quant.open', focus: 'button' },
  texts: {
    en: {
      'quant.title': 'Quantise and share',
      'quant.lead': 'Round weights to a few levels, or let them share a few values: what is left of the accuracy?',
      'quant.open': 'Open quantising and sharing',
    },
    zh: {
      'quant.title': '量化与共享',
      'quant.lead': '把权重舍入到少数几级，或让它们共用少数几个值：准确率还剩多少？',
      'quant.open': '打开量化与共享',
    },
  },
  load: () => import('./panel.js'),
};
