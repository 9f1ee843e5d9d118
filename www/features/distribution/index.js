// @ts-check
/**
 * The distribution of a layer’s weights or scores, and the threshold in it.
 */

/** @import { ShownFeature } from '../contract.js' */
import { histogramData, slice } from './model.js';
import { createLayerHistogram } from './view.js';

/** @type {ShownFeature} */
export const distribution = {
  id: 'distribution',
  places: ['histogram'],
  atOnce: true,
  mount({ store, actions, i18n, charts }, card) {
    const own = store.slice(slice);
    const histogram = createLayerHistogram(card, {
      i18n,
      charts,
      onLayer: (layer) => own.found({ layer }),
      onThreshold: actions.setThreshold,
      onShow: (hist) => store.dispatch({ type: 'look', look: { hist } }),
    });
    return {
      draw: (state) => histogram.update({ ...histogramData(state), layer: own.get().layer }),
      redraw: histogram.redraw,
      retext: histogram.retext,
    };
  },
};
