// @ts-check
/**
 * The distribution of a layer’s weights or scores, and the threshold in it. Loaded when its tab is chosen.
 */

/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
import { histogramData, layersData, slice } from './model.js';
import { createLayerHistogram } from './view.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} card @param {Parts} parts */
export function mount(card, { store, actions, i18n, charts }) {
  const own = store.slice(slice);
  const histogram = createLayerHistogram(card, {
    i18n,
    charts,
    onLayer(layer) {
      if (own.get().form.all !== (layer === null)) own.change({ all: layer === null });
      if (layer !== null) own.found({ layer });
    },
    onScale: (scale) => own.change({ scale }),
    onThreshold: actions.setThreshold,
    onShow: (hist) => store.dispatch({ type: 'look', look: { hist } }),
  });
  return {
    draw(/** @type {State} */ state) {
      const { form, layer } = own.get();
      histogram.update({ ...histogramData(state), ...form, layer, weights: layersData(state) });
    },
    redraw: histogram.redraw,
  };
}
