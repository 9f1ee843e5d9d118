// @ts-check
/**
 * Weights under a brush: drag over the picture, or walk with the arrow keys and press space, to cut or restore weights
 * or whole neurons.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { Shape } from '../../charts/heatmap-painter.js' */
/** @import { Cell } from '../../charts/heatmap.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { Edit } from '../../protocol.js' */
/** @import { Brush } from './model.js' */
import { fitFields } from '../../charts/heatmap-painter.js';
import { createHeatmap } from '../../charts/heatmap.js';
import { runNumber } from '../../state/tree.js';
import { h, setAttribute, setHidden, setText } from '../../ui/dom.js';
import { segmented } from '../../ui/fields.js';
import { weight } from '../../words/format.js';
import { neuronOf, stencil } from './model.js';

/** @typedef {{ run: number | null, layers: number, layer: number, image: { width: number, height: number },
 *   heat: { rows: number, columns: number, weights: Float32Array, mask: Uint8Array } | null, palette: Palette,
 *   brush: Brush, fields: boolean, cut: number, restored: number, busy: boolean }} BrushData */

/** @type {Readonly<Record<string, number>>} */
const RADII = Object.freeze({ one: 0, small: 1, large: 3 });
const FIELDS_HEIGHT = 232;
const SCROLLBAR = 16;

/**
 * @param {{ i18n: I18n, onBrush: (brush: Partial<Brush>) => void, onFields: (fields: boolean) => void,
 *   onLayer: (layer: number) => void, onEdits: (edits: Edit[]) => void, onApply: () => void,
 *   onDiscard: () => void }} handlers
 */
export function createBrushPanel({ i18n, onBrush, onFields, onLayer, onEdits, onApply, onDiscard }) {
  /** @type {BrushData | null} */
  let data = null;
  /** @type {Cell | null} */
  let cell = null;
  let drawing = false;
  let boxWidth = 0;
  let layersFor = '';

  const actions = segmented({
    testId: 'brush-action',
    label: 'hand.action',
    options: [
      { value: 'cut', label: 'hand.cut' },
      { value: 'keep', label: 'hand.restore' },
    ],
    onChange: (value) => onBrush({ keep: value === 'keep' }),
  });
  const tools = segmented({
    testId: 'brush-tool',
    label: 'hand.tool',
    options: ['one', 'small', 'large', 'neuron'].map((value) => ({ value, label: `hand.tool.${value}` })),
    onChange: (value) => onBrush({ tool: /** @type {Brush['tool']} */ (value) }),
  });
  const views = segmented({
    testId: 'brush-view',
    label: 'heat.view',
    options: [
      { value: 'matrix', label: 'heat.matrix' },
      { value: 'fields', label: 'heat.fields' },
    ],
    onChange: (value) => onFields(value === 'fields'),
  });
  const layers = segmented({
    testId: 'brush-layers',
    label: 'pair.layer',
    options: [],
    onChange: (value) => onLayer(Number(value)),
  });
  const section = h('div', { class: 'heatmap-layer' });
  const heat = createHeatmap(section, {
    testId: 'brush-heatmap',
    onCell(next) {
      cell = next;
      if (drawing) paint();
      read();
    },
  });
  const canvas = /** @type {HTMLCanvasElement} */ (section.querySelector('canvas'));
  const readout = h('p', { class: 'read-out', 'aria-live': 'polite', 'data-testid': 'brush-readout' });
  const note = h('p', { role: 'status', 'data-testid': 'brush-note' });
  const apply = h(
    'button',
    { type: 'button', class: 'button primary', 'data-testid': 'brush-apply', onclick: onApply },
    h('span', { i18n: 'hand.apply' }),
  );
  const discard = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'brush-discard', onclick: onDiscard },
    h('span', { i18n: 'hand.discard' }),
  );

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    // A finger has not moved there before: the picture is told where it is.
    canvas.dispatchEvent(new PointerEvent('pointermove', event));
  });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'])
    canvas.addEventListener(end, () => {
      drawing = false;
    });
  canvas.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    paint();
  });

  /** @param {BrushData} now @returns {Shape} */
  function shapeOf({ heat: shown, layer, image }) {
    const { rows, columns } = /** @type {NonNullable<BrushData['heat']>} */ (shown);
    if (!data?.fields || layer !== 0 || rows !== image.width * image.height) return { rows, columns, mode: 'matrix' };
    const { width: imageWidth, height: imageHeight } = image;
    const { across } = fitFields({ imageWidth, imageHeight, columns, boxWidth, boxHeight: FIELDS_HEIGHT });
    return { rows, columns, mode: 'fields', imageWidth, imageHeight, across };
  }

  /** What lies under the brush becomes edits; what is so already is left out. */
  function paint() {
    if (!data?.heat || !cell || data.busy) return;
    const { layer, heat: shown } = data;
    const { keep, tool } = data.brush;
    if (tool === 'neuron') {
      onEdits([{ ...neuronOf(layer, cell, data.layers), keep }]);
      return;
    }
    const wanted = Number(keep);
    onEdits(
      stencil(shapeOf(data), cell, RADII[tool])
        .filter(({ input, output }) => shown.mask[input * shown.columns + output] !== wanted)
        .map((at) => ({ layer, ...at, keep })),
    );
  }

  function read() {
    setAttribute(readout, 'data-value', cell && JSON.stringify(cell));
    if (!cell || !data) {
      setText(readout, i18n.t('heat.hint'));
      return;
    }
    const params = { layer: data.layer + 1, input: String(cell.input), neuron: String(cell.output) };
    setText(
      readout,
      i18n.t(cell.removed ? 'hand.cell.removed' : 'hand.cell', { ...params, weight: weight(cell.weight) }),
    );
  }

  /** @param {BrushData} next */
  function update(next) {
    data = next;
    const { brush, fields } = next;
    actions.update(brush.keep ? 'keep' : 'cut');
    tools.update(brush.tool);
    const { heat: shown, layer, image, palette, cut, restored, busy } = next;
    setHidden(views.element, layer !== 0);
    views.update(fields ? 'fields' : 'matrix');
    const words = `${i18n.language()} ${next.layers}`;
    if (words !== layersFor) {
      layersFor = words;
      layers.setOptions(
        Array.from({ length: next.layers }, (_, index) => ({
          value: String(index),
          text: i18n.t('hist.layer', { layer: index + 1 }),
        })),
      );
      read();
    }
    layers.update(String(layer));
    setHidden(section, !shown);
    const count = cut + restored;
    setAttribute(note, 'data-cut', cut);
    setAttribute(note, 'data-restored', restored);
    setText(note, count === 0 ? i18n.t('hand.none') : i18n.t('hand.pending', { cut, restored }));
    apply.disabled = discard.disabled = count === 0 || busy;
    if (!shown) return;
    const { columns } = shown;
    const { factor } = fitFields({
      imageWidth: image.width,
      imageHeight: image.height,
      columns,
      boxWidth,
      boxHeight: FIELDS_HEIGHT,
    });
    heat.update({
      heat: { weights: shown.weights, mask: shown.mask, shape: shapeOf(next), factor, palette },
      label: i18n.t('hand.alt', { layer: layer + 1, run: runNumber(next.run ?? 0) }),
    });
  }

  const element = h(
    'section',
    { 'aria-labelledby': 'hand-title' },
    h('h3', { id: 'hand-title', i18n: 'hand.title' }),
    h('p', { class: 'help', i18n: 'hand.help' }),
    h('div', { class: 'compare-buttons' }, actions.element, tools.element),
    h('div', { class: 'compare-buttons' }, layers.element, views.element),
    section,
    readout,
    h('div', { class: 'compare-buttons' }, apply, discard, note),
  );
  new ResizeObserver(() => {
    boxWidth = element.clientWidth - SCROLLBAR;
    if (data?.fields) update(data);
  }).observe(element);
  return { element, update };
}
