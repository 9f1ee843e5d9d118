// @ts-check
/**
 * Before and after in figures: the dense, the pruned and the fine-tuned network.
 */

/** @import { ShownFeature } from '../contract.js' */
import { tableData } from './model.js';
import { createResultTable } from './view.js';

/** @type {ShownFeature} */
export const results = {
  id: 'results',
  places: ['results'],
  tab: 'table.title',
  atOnce: true,
  mount({ i18n }, card) {
    const table = createResultTable(card, { i18n });
    return { draw: (state) => table.update(tableData(state)) };
  },
};
