// @ts-check
/**
 * The fate strip: what the image of the moment is classified as at every ratio, on the slider's own axis.
 */

/** @import { ShownFeature } from '../contract.js' */
import { ratioAxis } from '../../util/ratio-axis.js';
import { fateData } from './model.js';
import { createFate } from './view.js';

/** @type {ShownFeature} */
export const fate = {
  id: 'fate',
  places: ['fate'],
  atOnce: true,
  mount({ actions, i18n }, element) {
    const view = createFate(element, { i18n, onRatio: actions.slideTo });
    return {
      draw: (state) => view.update({ ...fateData(state), axis: ratioAxis(state.page.zoomed) }),
      retext: view.retext,
    };
  },
};
