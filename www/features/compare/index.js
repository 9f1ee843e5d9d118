// @ts-check
/**
 * Comparison: curves of several scores and runs in one chart, and two runs side by side.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const compare = {
  id: 'compare',
  workspace: 'experiments',
  studies: ['methods', 'compare'],
  texts: {
    en: { 'compare.question': 'Which score is best, layer-wise or global?' },
    zh: { 'compare.question': '哪种准则最好，逐层还是全局？' },
  },
  charts: true,
  load: () => import('./panel.js'),
};
