// @ts-check
/**
 * Accuracy class by class, before and after pruning.
 */

/** @import { ShownFeature } from '../contract.js' */
import { classesData, slice } from './model.js';
import { createClasses } from './view.js';

/** @type {ShownFeature} */
export const classes = {
  id: 'classes',
  places: ['classes'],
  mount({ store, i18n }, card) {
    const own = store.slice(slice);
    const classes = createClasses(card, { i18n, onView: (view) => own.found({ view }) });
    return {
      draw: (state) => classes.update({ ...classesData(state), view: own.get().view }),
      retext: classes.retext,
    };
  },
};
