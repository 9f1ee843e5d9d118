// @ts-check
/**
 * Comparison: curves of several scores and runs in one chart, and two runs side by side.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const compare = {
  id: 'compare',
  workspace: 'experiments',
  studies: ['methods'],
  texts: {
    en: { 'compare.question': 'Which score is best?' },
    zh: { 'compare.question': '哪种重要性准则最好？' },
  },
  load: () => import('./panel.js'),
};
