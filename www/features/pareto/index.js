// @ts-check
/**
 * Pareto chart: what every run costs against how accurate it is.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const pareto = {
  id: 'pareto',
  workspace: 'compress',
  studies: ['pareto'],
  texts: {
    en: { 'pareto.question': 'Which network is the best trade-off?' },
    zh: { 'pareto.question': '哪个网络的权衡最好？' },
  },
  load: () => import('./panel.js'),
};
