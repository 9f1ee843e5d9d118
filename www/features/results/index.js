// @ts-check
/**
 * Results: a table of all runs, and any two of them side by side.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const results = {
  id: 'results',
  workspace: 'experiments',
  texts: {
    en: { 'results.question': 'Results: all runs' },
    zh: { 'results.question': '结果：全部记录' },
  },
  load: () => import('./panel.js'),
};
