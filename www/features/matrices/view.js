// @ts-check
/**
 * The weights of all layers, with the choice of view, the legend and the read-out.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { Cell } from '../../charts/heatmap.js' */
/** @import { Weights } from '../../charts/weight-pixels.js' */
/** @import { I18n } from '../../i18n/index.js' */
import { html, nothing, render } from 'lit-html';
import { outliersOf, scaleFor } from '../../charts/colormap.js';
import { fitFields } from '../../charts/heatmap-painter.js';
import { createHeatmap } from '../../charts/heatmap.js';
import { segments } from '../../ui/form.js';
import { percent, weight } from '../../words/format.js';

/** @typedef {Weights & { rows: number, columns: number, scores?: Float32Array }} LayerData */
/** @typedef {'matrix' | 'fields'} Mode */
/** @typedef {{ mode: Mode, layers: readonly LayerData[], palette: Palette, image: { width: number, height: number },
 *   source: 'live' | 'slider' | 'node', hasNode: boolean, by: 'weights' | 'scores',
 *   scale: { at: (value: number) => number, signed: boolean } | null }} HeatmapsData  `scale`: the score `at` a value of
 *   `colours`, and whether these lie on both sides of zero */

/** The box receptive fields are fitted into, in CSS pixels; charts/style.css knows it too. */
const FIELDS_HEIGHT = 232;
const SCROLLBAR = 16;

/** Before there is a network. @type {Omit<HeatmapsData, 'palette'>} */
const NOTHING = Object.freeze({
  mode: 'matrix',
  layers: [],
  image: { width: 1, height: 1 },
  source: 'slider',
  hasNode: false,
  by: 'weights',
  scale: null,
});

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onMode: (mode: Mode) => void, onSource: (source: 'slider' | 'node') => void, onColour: (by: 'weights' | 'scores') => void }} handlers
 */
export function createHeatmaps(element, { i18n, onMode, onSource, onColour }) {
  const { t } = i18n;
  /** @type {HeatmapsData | null} */
  let last = null;
  /** @type {ReturnType<typeof createHeatmap>[]} */
  let maps = [];
  /** What is pointed at. @type {{ layer: number, cell: Cell } | null} */
  let pointed = null;
  /** Asked for only when it changed: the answer costs a layout in the middle of a frame. */
  let boxWidth = 0;
  /** @type {HTMLElement | null} */
  let body = null;

  /** Weights of a layer that are pruned, as a fraction. @param {LayerData} layer */
  const sharePruned = (layer) =>
    ('order' in layer ? layer.removed : countRemoved(layer.mask)) / Math.max(1, layer.weights.length);

  /** @param {LayerData} layer @param {number} index */
  const words = (layer, index) => ({
    layer: index + 1,
    rows: layer.rows,
    columns: layer.columns,
    share: percent(sharePruned(layer), i18n.language()),
  });

  /** Of weights that lie far beyond the color scale. @param {Float32Array} weights */
  function far(weights) {
    const { count, largest } = outliersIn(weights);
    return count ? ` \u00b7 ${t('heat.outliers', { count, largest: weight(largest) })}` : '';
  }

  /** What is pointed at, in words, and for scripts. @param {Pick<HeatmapsData, 'layers' | 'image'>} data */
  function reading({ layers, image: { width } }) {
    const layer = pointed && layers[pointed.layer];
    if (!pointed || !layer) return { value: nothing, text: t('heat.hint') };
    const { cell } = pointed;
    const number = pointed.layer + 1;
    const from =
      number === 1
        ? t('heat.pixel', { x: cell.input % width, y: Math.floor(cell.input / width) })
        : t('heat.input', { n: cell.input });
    const told = t(cell.removed ? 'heat.cell.removed' : 'heat.cell.kept', {
      layer: number,
      from,
      neuron: String(cell.output),
      weight: weight(cell.weight),
    });
    const score = layer.scores?.[cell.input * layer.columns + cell.output];
    return {
      value: JSON.stringify({ layer: number, ...cell, score }),
      text: score === undefined ? told : t('heat.score', { words: told, score: weight(score) }),
    };
  }

  /** What stands at the ends of the colour bar. @param {Pick<HeatmapsData, 'scale'>} data */
  function ends({ scale: scores }) {
    const scale = maps[0]?.scale() ?? 0;
    if (scores) return [weight(scores.at(scores.signed ? -scale : 0)), weight(scores.at(scale))];
    return scale > 0 ? [weight(-scale), `+${weight(scale)}`] : ['\u2212', '+'];
  }

  /** @param {Omit<HeatmapsData, 'palette'>} data */
  function template(data) {
    const { mode, layers, source, hasNode, by, scale } = data;
    const { value, text } = reading(data);
    const [low, high] = ends(data);
    return html`<div class="panel-head">
        <h2>${t('heat.title')}</h2>
        ${source === 'live' ? html`<span class="live-badge">${t('heat.live')}</span>` : nothing}
        ${
          hasNode && source !== 'live'
            ? segments({
                testId: 'heatmaps-source',
                label: t('heat.source'),
                value: source,
                options: [
                  { value: 'slider', label: t('heat.slider') },
                  { value: 'node', label: t('heat.node') },
                ],
                onChange: (chosen) => onSource(chosen === 'node' ? 'node' : 'slider'),
              })
            : nothing
        }
        ${
          layers.length > 0 && source === 'slider'
            ? segments({
                testId: 'heatmaps-by',
                label: t('heat.by'),
                value: by,
                options: [
                  { value: 'weights', label: t('hist.weights') },
                  { value: 'scores', label: t('hist.scores') },
                ],
                onChange: (chosen) => onColour(chosen === 'scores' ? 'scores' : 'weights'),
              })
            : nothing
        }
        ${segments({
          testId: 'heatmaps-view',
          label: t('heat.view'),
          value: mode,
          options: [
            { value: 'matrix', label: t('heat.matrix') },
            { value: 'fields', label: t('heat.fields') },
          ],
          onChange: (chosen) => onMode(chosen === 'fields' ? 'fields' : 'matrix'),
        })}
      </div>
      <div class="heatmaps" data-mode=${mode}>
        ${layers.map(
          (layer, index) =>
            html`<section class="heatmap-layer">
              <h3 data-outliers=${outliersIn(layer.weights).count}>
                ${t('heat.layer', words(layer, index))}${far(layer.weights)}
              </h3>
            </section>`,
        )}
      </div>
      <p class="empty" ?hidden=${layers.length > 0}>${t('heat.empty')}</p>
      <div class="heat-foot">
        <div class="legend">
          <span class="number">${low}</span>
          <span class="legend-bar" aria-hidden="true" ?data-half=${scale !== null && !scale.signed}></span>
          <span class="number">${high}</span>
          <span class="legend-hatch" aria-hidden="true"></span>
          <span>${t('heat.removed')}</span>
        </div>
        <p class="read-out heat-read" aria-live="polite" data-testid="heatmaps-readout" data-value=${value}>${text}</p>
      </div>`;
  }

  /** Draws what stands around the pictures. */
  function renderFrame() {
    if (last) render(template(last), element);
  }

  /** A picture in each section that has none yet. */
  function fit() {
    const sections = element.querySelectorAll('.heatmap-layer');
    maps = Array.from(sections, (section, index) => {
      const kept = section.querySelector('canvas') ? maps[index] : undefined;
      return (
        kept ??
        createHeatmap(/** @type {HTMLElement} */ (section), {
          testId: `heatmap-${index + 1}`,
          onCell(cell) {
            if (!cell && !pointed) return;
            pointed = cell && { layer: index, cell };
            renderFrame();
          },
        })
      );
    });
  }

  /** @param {HeatmapsData} data */
  function paint({ layers, mode, image, palette }) {
    layers.forEach((layer, index) => {
      const { rows, columns } = layer;
      const { width: imageWidth, height: imageHeight } = image;
      const fields = index === 0 && mode === 'fields' && rows === imageWidth * imageHeight;
      const box = { imageWidth, imageHeight, columns, boxWidth, boxHeight: FIELDS_HEIGHT };
      const { across, factor } = fitFields(box);
      const shape = fields
        ? { rows, columns, mode: /** @type {const} */ ('fields'), imageWidth, imageHeight, across }
        : { rows, columns, mode: /** @type {const} */ ('matrix') };
      maps[index].update({ heat: { ...layer, shape, factor, palette }, label: t('heat.alt', words(layer, index)) });
    });
  }

  /** Of the first layer, which may have others beside it. */
  function measure() {
    boxWidth = (body?.firstElementChild?.clientWidth ?? 0) - SCROLLBAR;
  }

  /** @param {HeatmapsData} data */
  function update(data) {
    last = data;
    const before = maps.length;
    renderFrame();
    if (before !== data.layers.length) {
      fit();
      measure();
    }
    const scale = maps[0]?.scale();
    paint(data);
    // The colour scale is known once the pictures are painted.
    if (maps[0]?.scale() !== scale) renderFrame();
    if (body) return;
    body = /** @type {HTMLElement} */ (element.querySelector('.heatmaps'));
    new ResizeObserver(() => {
      measure();
      if (last?.mode === 'fields') update(last);
    }).observe(body);
  }

  // What else stands at this place comes after it.
  render(template(NOTHING), element);
  return { update };
}

/** @type {WeakMap<Float32Array, ReturnType<typeof outliersOf>>} */
const outliers = new WeakMap();

/** @param {Float32Array} weights */
function outliersIn(weights) {
  const found = outliers.get(weights) ?? outliersOf(weights, scaleFor(weights));
  outliers.set(weights, found);
  return found;
}

/** @type {WeakMap<Uint8Array, number>} */
const counts = new WeakMap();

/** @param {Uint8Array} mask */
function countRemoved(mask) {
  let count = counts.get(mask);
  if (count === undefined) {
    count = 0;
    for (const kept of mask) if (kept === 0) count += 1;
    counts.set(mask, count);
  }
  return count;
}
