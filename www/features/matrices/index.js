// @ts-check
/**
 * The weights of every layer as pictures.
 */

/** @import { ShownFeature } from '../contract.js' */
import { paletteFor } from '../../charts/colormap.js';
import { heatmapsData, slice } from './model.js';
import { createHeatmaps } from './view.js';

/** @type {ShownFeature} */
export const matrices = {
  id: 'matrices',
  places: ['heatmaps'],
  tab: 'heat.title',
  atOnce: true,
  mount({ store, i18n, theme }, card) {
    const own = store.slice(slice);
    const heatmaps = createHeatmaps(card, {
      i18n,
      onMode: (mode) => own.found({ mode }),
      onSource: (heat) => store.dispatch({ type: 'heat', heat }),
      onColour: (heat) => store.dispatch({ type: 'look', look: { heat } }),
    });
    return {
      draw: (state) => heatmaps.update({ ...heatmapsData(state, paletteFor(theme.resolved())), mode: own.get().mode }),
    };
  },
};
