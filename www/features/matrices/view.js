// @ts-check
/**
 * The weights of all layers, with the choice of view, the legend and the read-out.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { Cell } from '../../charts/heatmap.js' */
/** @import { Weights } from '../../charts/weight-pixels.js' */
/** @import { I18n } from '../../i18n/index.js' */
import { fitFields } from '../../charts/heatmap-painter.js';
import { createHeatmap } from '../../charts/heatmap.js';
import { h, setAttribute, setHidden, setText } from '../../ui/dom.js';
import { segmented } from '../../ui/fields.js';
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

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onMode: (mode: Mode) => void, onSource: (source: 'slider' | 'node') => void, onColour: (by: 'weights' | 'scores') => void }} handlers
 */
export function createHeatmaps(element, { i18n, onMode, onSource, onColour }) {
  /** @type {HeatmapsData | null} */
  let last = null;
  /** @type {{ element: HTMLElement, title: HTMLElement, view: ReturnType<typeof createHeatmap> }[]} */
  let maps = [];
  /** Asked for only when it changed: the answer costs a layout in the middle of a frame. */
  let boxWidth = 0;

  const modes = segmented({
    testId: 'heatmaps-view',
    label: 'heat.view',
    onChange: (value) => onMode(value === 'fields' ? 'fields' : 'matrix'),
    options: [
      { value: 'matrix', label: 'heat.matrix' },
      { value: 'fields', label: 'heat.fields' },
    ],
  });
  const sources = segmented({
    testId: 'heatmaps-source',
    label: 'heat.source',
    onChange: (value) => onSource(value === 'node' ? 'node' : 'slider'),
    options: [
      { value: 'slider', label: 'heat.slider' },
      { value: 'node', label: 'heat.node' },
    ],
  });
  const colours = segmented({
    testId: 'heatmaps-by',
    label: 'heat.by',
    onChange: (value) => onColour(value === 'scores' ? 'scores' : 'weights'),
    options: [
      { value: 'weights', label: 'hist.weights' },
      { value: 'scores', label: 'hist.scores' },
    ],
  });
  const live = h('span', { class: 'live-badge', i18n: 'heat.live' });
  const readout = h('p', { class: 'read-out heat-read', 'aria-live': 'polite', 'data-testid': 'heatmaps-readout' });
  const legend = [h('span', { class: 'number' }), h('span', { class: 'number' })];
  const bar = h('span', { class: 'legend-bar', 'aria-hidden': 'true' });
  const body = h('div', { class: 'heatmaps' });
  const empty = h('p', { class: 'empty', i18n: 'heat.empty' });
  element.append(
    h(
      'div',
      { class: 'panel-head' },
      h('h2', { i18n: 'heat.title' }),
      live,
      sources.element,
      colours.element,
      modes.element,
    ),
    body,
    empty,
    h(
      'div',
      { class: 'heat-foot' },
      h(
        'div',
        { class: 'legend' },
        legend[0],
        bar,
        legend[1],
        h('span', { class: 'legend-hatch', 'aria-hidden': 'true' }),
        h('span', { i18n: 'heat.removed' }),
      ),
      readout,
    ),
  );

  /** @param {number} count */
  function fit(count) {
    if (maps.length === count) return;
    maps = Array.from({ length: count }, (_, index) => {
      const title = h('h3', {});
      const section = h('section', { class: 'heatmap-layer' }, title);
      return {
        element: section,
        title,
        view: createHeatmap(section, { testId: `heatmap-${index + 1}`, onCell: (cell) => read(index, cell) }),
      };
    });
    body.replaceChildren(...maps.map((map) => map.element));
  }

  /** @param {number} layer @param {Cell | null} cell */
  function read(layer, cell) {
    if (!cell || !last) {
      setText(readout, i18n.t('heat.hint'));
      setAttribute(readout, 'data-value', null);
      return;
    }
    const { width } = last.image;
    const from =
      layer === 0
        ? i18n.t('heat.pixel', { x: cell.input % width, y: Math.floor(cell.input / width) })
        : i18n.t('heat.input', { n: cell.input });
    const words = i18n.t(cell.removed ? 'heat.cell.removed' : 'heat.cell.kept', {
      layer: layer + 1,
      from,
      neuron: String(cell.output),
      weight: weight(cell.weight),
    });
    const { scores, columns } = last.layers[layer];
    const score = scores?.[cell.input * columns + cell.output];
    setAttribute(readout, 'data-value', JSON.stringify({ layer: layer + 1, ...cell, score }));
    setText(readout, score === undefined ? words : i18n.t('heat.score', { words, score: weight(score) }));
  }

  /** @param {HeatmapsData} data */
  function update(data) {
    last = data;
    const { mode } = data;
    fit(data.layers.length);
    setHidden(empty, data.layers.length > 0);
    setAttribute(body, 'data-mode', mode);
    modes.update(mode);
    setHidden(sources.element, !data.hasNode || data.source === 'live');
    sources.update(data.source);
    colours.update(data.by);
    setHidden(colours.element, data.layers.length === 0 || data.source !== 'slider');
    setHidden(live, data.source !== 'live');
    const language = i18n.language();
    data.layers.forEach((layer, index) => {
      const { rows, columns } = layer;
      const fields = index === 0 && mode === 'fields' && rows === data.image.width * data.image.height;
      const { width: imageWidth, height: imageHeight } = data.image;
      const { across, factor } = fitFields({
        imageWidth,
        imageHeight,
        columns,
        boxWidth,
        boxHeight: FIELDS_HEIGHT,
      });
      const shape = fields
        ? { rows, columns, mode: /** @type {const} */ ('fields'), imageWidth, imageHeight, across }
        : { rows, columns, mode: /** @type {const} */ ('matrix') };
      const removed = 'order' in layer ? layer.removed : countRemoved(layer.mask);
      const share = percent(removed / layer.weights.length, language);
      const { title, view } = maps[index];
      setText(title, i18n.t('heat.layer', { layer: index + 1, rows, columns, share }));
      view.update({
        heat: { ...layer, shape, factor, palette: data.palette },
        label: i18n.t('heat.alt', { layer: index + 1, rows, columns, share }),
      });
    });
    const scale = maps[0]?.view.scale() ?? 0;
    const { scale: scores } = data;
    setAttribute(bar, 'data-half', scores !== null && !scores.signed);
    if (scores) {
      setText(legend[0], weight(scores.at(scores.signed ? -scale : 0)));
      setText(legend[1], weight(scores.at(scale)));
    } else {
      setText(legend[0], scale > 0 ? weight(-scale) : '\u2212');
      setText(legend[1], scale > 0 ? `+${weight(scale)}` : '+');
    }
    if (readout.textContent === '') read(0, null);
  }
  new ResizeObserver(() => {
    boxWidth = body.clientWidth - SCROLLBAR;
    if (last?.mode === 'fields') update(last);
  }).observe(body);

  return {
    update,
    /** After the language changed. */
    retext() {
      read(0, null);
    },
  };
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
