// @ts-check
/**
 * Pareto chart: what every run costs against how accurate it is.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const pareto = {
  id: 'pareto',
  workspace: 'experiments',
  studies: ['times'],
  texts: {
    en: { 'pareto.question': 'Which network is the best trade-off?' },
    zh: { 'pareto.question': '哪个网络的权衡最优？' },
  },
  charts: true,
  load: () => import('./panel.js'),
};
