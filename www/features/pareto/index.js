// @ts-check
/**
 * Pareto chart: what every run costs against how accurate it is.
 */

/** @import { LoadedFeature } from '../contract.js' */

/** @type {LoadedFeature} */
export const pareto = {
  id: 'pareto',
  place: 'main',
  offer: { as: 'card', title: 'pareto.title', lead: 'pareto.lead', open: 'pareto.open', focus: 'select' },
  load: () => import('./panel.js'),
};
