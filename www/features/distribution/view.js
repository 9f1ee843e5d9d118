// @ts-check
/**
 * The histogram panel: the choice of layer above the chart of its weights.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { HistogramData } from './chart.js' */
import { h, setHidden } from '../../ui/dom.js';
import { segmented } from '../../ui/fields.js';
import { createHistogram } from './chart.js';

/** @typedef {{ layers: readonly HistogramData[], by: 'weights' | 'scores', layer: number }} LayerHistogramData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onLayer: (layer: number) => void, onThreshold: (layer: number, threshold: number) => void,
 *   onShow: (by: 'weights' | 'scores') => void }} handlers
 */
export function createLayerHistogram(element, { i18n, charts, onLayer, onThreshold, onShow }) {
  let layers = 0;
  /** @type {LayerHistogramData} */
  let last = { layers: [], by: 'weights', layer: 0 };
  const choice = segmented({
    testId: 'histogram-layers',
    label: 'hist.layers',
    options: [],
    onChange: (value) => onLayer(Number(value)),
  });
  const shown = segmented({
    testId: 'histogram-by',
    label: 'hist.by',
    onChange: (value) => onShow(value === 'scores' ? 'scores' : 'weights'),
    options: [
      { value: 'weights', label: 'hist.weights' },
      { value: 'scores', label: 'hist.scores' },
    ],
  });
  const mount = h('div', { class: 'chart-mount' });
  const empty = h('p', { class: 'empty', i18n: 'hist.empty' });
  element.append(
    h('div', { class: 'panel-head' }, h('h2', { i18n: 'hist.title' }), shown.element, choice.element),
    mount,
    empty,
  );
  const chart = createHistogram(mount, { charts, onThreshold: (threshold) => onThreshold(layerNow(), threshold) });

  /** Another network may have fewer. */
  const layerNow = () => Math.max(0, Math.min(last.layer, last.layers.length - 1));

  /** @param {LayerHistogramData} data */
  function update(data) {
    last = data;
    setHidden(empty, data.layers.length > 0);
    shown.update(data.by);
    for (const part of [mount, choice.element, shown.element]) setHidden(part, data.layers.length === 0);
    if (data.layers.length === 0) return;
    if (layers !== data.layers.length) {
      layers = data.layers.length;
      retext();
    }
    choice.update(String(layerNow()));
    chart.update(data.layers[layerNow()]);
  }

  function retext() {
    choice.setOptions(
      Array.from({ length: layers }, (_, index) => ({
        value: String(index),
        text: i18n.t('hist.layer', { layer: index + 1 }),
      })),
    );
    choice.update(String(layerNow()));
  }
  return { update, retext, redraw: () => chart.redraw() };
}
