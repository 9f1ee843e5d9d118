// @ts-check
/**
 * Compression pipeline: stages put together and run one after another.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const pipeline = {
  id: 'pipeline',
  workspace: 'compress',
  texts: {
    en: { 'pipeline.question': 'How small does a whole pipeline make it?' },
    zh: { 'pipeline.question': '完整的压缩流水线能压到多小？' },
  },
  charts: true,
  load: () => import('./panel.js'),
};
