// @ts-check
/**
 * Step 2: what is pruned, by which score and within which scope.
 */

/** @import { ShownFeature } from '../contract.js' */
import { methodData } from './model.js';
import { createMethodPanel } from './view.js';

/** @type {ShownFeature} */
export const score = {
  id: 'score',
  places: ['panel-score'],
  mount({ actions, i18n }, panel) {
    const method = createMethodPanel({ i18n, onMethod: actions.setMethod, onNote: actions.noteMovement });
    panel.append(method.element);
    return { draw: (state) => method.update(methodData(state)) };
  },
};
