// @ts-check
/**
 * Results: a table of all runs, and any two of them side by side.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const results = {
  id: 'results',
  place: 'experiments',
  offer: { as: 'card', title: 'results.title', lead: 'results.lead', open: 'results.open', focus: 'input' },
  texts: {
    en: {
      'results.title': 'Results: all runs',
      'results.lead': 'Every run with its figures, to sort, filter and copy, and any two side by side.',
      'results.open': 'Open the results',
    },
    zh: {
      'results.title': '结果：全部记录',
      'results.lead': '每条记录及其各项指标，可排序、筛选、复制；任意两条可并排对照。',
      'results.open': '打开结果',
    },
  },
  load: () => import('./panel.js'),
};
