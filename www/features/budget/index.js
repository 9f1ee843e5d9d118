// @ts-check
/**
 * The budget game: a ratio for every layer, against a size and an accuracy. Begins where the sensitivity scan has ended.
 */

/** @import { LoadedFeature } from '../contract.js' */
import { budgetOf } from './model.js';

/** @type {LoadedFeature} */
export const budget = {
  id: 'budget',
  place: 'scan',
  offer: { open: 'budget.open', focus: 'input', when: (state) => budgetOf(state) !== null },
  texts: {
    en: {
      'budget.open': 'Play: reach a size',
    },
    zh: {
      'budget.open': '游戏：达到目标大小',
    },
  },
  load: () => import('./panel.js'),
};
