// @ts-check
/**
 * Accuracy class by class, before and after pruning.
 */

/** @import { ShownFeature } from '../contract.js' */
import { classesData } from './model.js';
import { createClasses } from './view.js';

/** @type {ShownFeature} */
export const classes = {
  id: 'classes',
  places: ['classes'],
  mount({ i18n }, card) {
    const classes = createClasses(card, { i18n });
    return { draw: (state) => classes.update(classesData(state)), retext: classes.retext };
  },
};
