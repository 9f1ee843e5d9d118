// @ts-check
/**
 * Step 2: what is pruned, by which score and within which scope.
 */

/** @import { ShownFeature } from '../contract.js' */
import { newPart } from '../../ui/dom.js';
import { sameParts } from '../../util/memo.js';
import { methodData } from './model.js';
import { createMethodPanel } from './view.js';

/** @type {ShownFeature} */
export const score = {
  id: 'score',
  places: ['panel-score'],
  mount({ actions, i18n }, panel) {
    const method = createMethodPanel(newPart(panel), {
      i18n,
      onMethod: actions.setMethod,
      onNote: actions.noteMovement,
    });
    /** @type {readonly unknown[]} */
    let shown = [];
    return {
      draw(state) {
        const data = methodData(state);
        const parts = [...Object.values(data), i18n.language()];
        if (!sameParts(parts, shown)) method.update(data);
        shown = parts;
      },
    };
  },
};
