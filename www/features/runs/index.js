// @ts-check
/**
 * The runs so far; choosing one goes back to it.
 */

/** @import { ShownFeature } from '../contract.js' */
import { runListData } from './model.js';
import { createRunList } from './view.js';

/** @type {ShownFeature} */
export const runs = {
  id: 'runs',
  places: ['runs'],
  mount({ actions, i18n }, card) {
    const runs = createRunList(card, { i18n, onSelect: actions.select });
    return { draw: (state) => runs.update(runListData(state)) };
  },
};
