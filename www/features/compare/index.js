// @ts-check
/**
 * Comparison: curves of several scores and runs in one chart, and two runs side by side.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const compare = {
  id: 'compare',
  place: 'experiments',
  offer: { as: 'card', title: 'cmp.title', lead: 'cmp.lead', open: 'cmp.open', focus: 'button' },
  texts: {
    en: {
      'cmp.lead': 'Curves of all scores and of several runs in one chart, and any two runs side by side.',
      'cmp.open': 'Open the comparison',
    },
    zh: {
      'cmp.lead': '所有打分方法和多次运行的曲线画在一张图中，任意两次运行并排对照。',
      'cmp.open': '打开比较',
    },
  },
  load: () => import('./panel.js'),
};
