// @ts-check
/**
 * Quantizing and weight sharing: networks of few values.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const quantize = {
  id: 'quantize',
  workspace: 'compress',
  studies: ['quantize'],
  texts: {
    en: { 'quantize.question': 'How few bits or values are enough?' },
    zh: { 'quantize.question': '多少位、多少个取值就够了？' },
  },
  charts: true,
  load: () => import('./panel.js'),
};
