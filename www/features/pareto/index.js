// @ts-check
/**
 * Pareto chart: what every run costs against how accurate it is.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const pareto = {
  id: 'pareto',
  place: 'compress',
  offer: { as: 'card', title: 'pareto.title', lead: 'pareto.lead', open: 'pareto.open', focus: 'select' },
  texts: {
    en: {
      'pareto.title': 'Bytes, time and accuracy',
      'pareto.lead': 'All runs by what they cost and how well they read: which of them beat which?',
      'pareto.open': 'Open the Pareto chart',
    },
    zh: {
      'pareto.title': '字节、时间与准确率',
      'pareto.lead': '所有运行的代价与准确率：谁胜过谁？',
      'pareto.open': '打开帕累托图',
    },
  },
  load: () => import('./panel.js'),
};
