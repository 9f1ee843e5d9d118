// @ts-check
/**
 * The distribution panel: what is shown of which layer on which scale, the chart or a small one of every layer, and the
 * parameters of the layers.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { CountScale, HistogramData } from './chart.js' */
import { html, nothing, render } from 'lit-html';
import { newPart, setHidden } from '../../ui/dom.js';
import { segments } from '../../ui/form.js';
import { layerOptions } from '../../ui/layers.js';
import { createHistogram } from './chart.js';
import { layersView } from './layers-view.js';
import { SCALES } from './model.js';

/** @typedef {{ layers: readonly HistogramData[], by: 'weights' | 'scores', layer: number, all: boolean, scale: CountScale,
 *   weights: readonly { all: number, kept: number }[] }} LayerHistogramData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onLayer: (layer: number | null) => void, onScale: (scale: CountScale) => void,
 *   onThreshold: (layer: number, threshold: number) => void, onShow: (by: 'weights' | 'scores') => void }} handlers  `onLayer`
 *   with null: all of them
 */
export function createLayerHistogram(element, { i18n, charts, onLayer, onScale, onThreshold, onShow }) {
  const { t } = i18n;
  /** @type {LayerHistogramData} */
  let last = { layers: [], by: 'weights', layer: 0, all: false, scale: 'sqrt', weights: [] };
  const [head, mount, many, foot] = ['panel-head', 'chart-mount', 'layer-charts', 'layer-weights'].map((name) => {
    const part = newPart(element);
    part.className = name;
    return part;
  });
  const chart = createHistogram(mount, { charts, onThreshold: (threshold) => onThreshold(layerNow(), threshold) });
  /** Made when all layers are asked for. @type {ReturnType<typeof createHistogram>[]} */
  let small = [];

  /** Another network may have fewer. */
  const layerNow = () => Math.max(0, Math.min(last.layer, last.layers.length - 1));
  const isAll = () => last.all && last.layers.length > 1;

  function renderHead() {
    const { layers, by, scale } = last;
    const all = layers.length > 1 ? [{ value: 'all', label: t('hist.all') }] : [];
    render(
      html`<h2>${t('hist.title')}</h2>
        ${
          layers.length === 0
            ? html`<p class="empty">${t('hist.empty')}</p>`
            : [
                segments({
                  testId: 'histogram-by',
                  label: t('hist.by'),
                  value: by,
                  options: ['weights', 'scores'].map((value) => ({ value, label: t(`hist.${value}`) })),
                  onChange: (value) => onShow(value === 'scores' ? 'scores' : 'weights'),
                }),
                segments({
                  testId: 'histogram-layers',
                  label: t('hist.layers'),
                  value: isAll() ? 'all' : String(layerNow()),
                  options: [...layerOptions(i18n, layers.length), ...all],
                  onChange: (value) => onLayer(value === 'all' ? null : Number(value)),
                }),
                segments({
                  testId: 'histogram-scale',
                  label: t('hist.scale'),
                  value: scale,
                  options: SCALES.map((value) => ({ value, label: t(`hist.scale.${value}`) })),
                  onChange: (value) => onScale(SCALES.find((one) => one === value) ?? 'sqrt'),
                }),
              ]
        }`,
      head,
    );
    render(layers.length === 0 ? nothing : layersView(i18n, last.weights), foot);
  }

  /** A chart a layer, as many as there are layers. */
  function fitSmall() {
    if (small.length === last.layers.length) return;
    many.replaceChildren();
    small = last.layers.map((_, layer) => {
      const place = newPart(many);
      place.className = 'layer-chart';
      return createHistogram(place, {
        charts,
        name: `-${layer + 1}`,
        title: () => t('hist.layer', { layer: layer + 1 }),
        onThreshold: (threshold) => onThreshold(layer, threshold),
      });
    });
  }

  return {
    /** @param {LayerHistogramData} data */
    update(data) {
      last = data;
      renderHead();
      const all = isAll();
      setHidden(mount, data.layers.length === 0 || all);
      setHidden(many, !all);
      if (all) {
        fitSmall();
        small.forEach((one, layer) => one.update({ ...data.layers[layer], scale: data.scale }));
      } else if (data.layers.length > 0) chart.update({ ...data.layers[layerNow()], scale: data.scale });
    },
    redraw() {
      chart.redraw();
      for (const one of small) one.redraw();
    },
  };
}
