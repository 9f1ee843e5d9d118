// @ts-check
/**
 * The distribution of a layer’s weights or scores, and the threshold in it.
 */

/** @import { ShownFeature } from '../contract.js' */
import { histogramData } from './model.js';
import { createLayerHistogram } from './view.js';

/** @type {ShownFeature} */
export const distribution = {
  id: 'distribution',
  places: ['histogram'],
  atOnce: true,
  mount({ store, actions, i18n, charts }, card) {
    const histogram = createLayerHistogram(card, {
      i18n,
      charts,
      onThreshold: actions.setThreshold,
      onShow: (hist) => store.dispatch({ type: 'look', look: { hist } }),
    });
    return {
      draw: (state) => histogram.update(histogramData(state)),
      redraw: histogram.redraw,
      retext: histogram.retext,
    };
  },
};
