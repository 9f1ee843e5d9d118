// @ts-check
/**
 * Compression pipeline: stages put together and run one after another.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const pipeline = {
  id: 'pipeline',
  place: 'compress',
  offer: { as: 'card', title: 'pipe.title', lead: 'pipe.lead', open: 'pipe.open', focus: 'button' },
  texts: {
    en: {
      'pipe.title': 'Compression pipeline',
      'pipe.lead': 'Prune, heal, round, share, one after another, and see what each stage saves in bytes.',
      'pipe.open': 'Open the pipeline',
    },
    zh: {
      'pipe.title': '压缩流水线',
      'pipe.lead': '剪枝、微调、量化、共享，一步接一步，看每一步省下多少字节。',
      'pipe.open': '打开流水线',
    },
  },
  load: () => import('./panel.js'),
};
