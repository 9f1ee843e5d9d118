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
import { html, nothing, render } from 'lit-html';
import { fitFields } from '../../charts/heatmap-painter.js';
import { createHeatmap } from '../../charts/heatmap.js';
import { runNumber } from '../../state/tree.js';
import { find } from '../../ui/dom.js';
import { segments } from '../../ui/form.js';
import { layerSegments } from '../../ui/layers.js';
import { weight } from '../../words/format.js';
import { neuronOf, stencil } from './model.js';

/** @typedef {{ run: number | null, layers: number, layer: number, image: { width: number, height: number },
 *   heat: { rows: number, columns: number, weights: Float32Array, mask: Uint8Array } | null, palette: Palette,
 *   brush: Brush, fields: boolean, cut: number, restored: number, busy: boolean }} BrushData */

/** @type {Readonly<Record<string, number>>} */
const RADII = Object.freeze({ one: 0, small: 1, large: 3 });
const TOOLS = /** @type {const} */ (['one', 'small', 'large', 'neuron']);
const FIELDS_HEIGHT = 232;
const SCROLLBAR = 16;

/** Before there is anything to show. */
const NOTHING = Object.freeze({
  brush: { keep: false, tool: 'small' },
  fields: true,
  layer: 0,
  layers: 0,
  cut: 0,
  restored: 0,
  busy: false,
});

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onBrush: (brush: Partial<Brush>) => void, onFields: (fields: boolean) => void,
 *   onLayer: (layer: number) => void, onEdits: (edits: Edit[]) => void, onApply: () => void,
 *   onDiscard: () => void }} handlers
 */
export function createBrushPanel(element, { i18n, onBrush, onFields, onLayer, onEdits, onApply, onDiscard }) {
  const { t } = i18n;
  /** @type {BrushData | null} */
  let data = null;
  /** @type {Cell | null} */
  let cell = null;
  let drawing = false;
  let boxWidth = 0;

  render(frame(), element);
  const section = find('.heatmap-layer', HTMLElement, element);
  const heat = createHeatmap(section, {
    testId: 'brush-heatmap',
    onCell(next) {
      cell = next;
      if (drawing) paint();
      render(frame(), element);
    },
  });
  const canvas = find('canvas', HTMLCanvasElement, section);

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

  /** What is pointed at, in words. */
  function reading() {
    if (!cell || !data) return t('heat.hint');
    const params = { layer: data.layer + 1, input: String(cell.input), neuron: String(cell.output) };
    return t(cell.removed ? 'hand.cell.removed' : 'hand.cell', { ...params, weight: weight(cell.weight) });
  }

  /** What stands around the picture. */
  function frame() {
    const { brush, fields, layer, layers, cut, restored, busy } = data ?? NOTHING;
    const count = cut + restored;
    return html`<section aria-labelledby="hand-title">
      <h3 id="hand-title">${t('hand.title')}</h3>
      <p class="help">${t('hand.help')}</p>
      <div class="compare-buttons">
        ${segments({
          testId: 'brush-action',
          label: t('hand.action'),
          value: brush.keep ? 'keep' : 'cut',
          options: [
            { value: 'cut', label: t('hand.cut') },
            { value: 'keep', label: t('hand.restore') },
          ],
          onChange: (value) => onBrush({ keep: value === 'keep' }),
        })}
        ${segments({
          testId: 'brush-tool',
          label: t('hand.tool'),
          value: brush.tool,
          options: TOOLS.map((value) => ({ value, label: t(`hand.tool.${value}`) })),
          onChange: (value) => onBrush({ tool: /** @type {Brush['tool']} */ (value) }),
        })}
      </div>
      <div class="compare-buttons">
        ${layerSegments(i18n, { testId: 'brush-layers', label: t('pair.layer'), count: layers, layer, onLayer })}
        ${
          layer === 0
            ? segments({
                testId: 'brush-view',
                label: t('heat.view'),
                value: fields ? 'fields' : 'matrix',
                options: [
                  { value: 'matrix', label: t('heat.matrix') },
                  { value: 'fields', label: t('heat.fields') },
                ],
                onChange: (value) => onFields(value === 'fields'),
              })
            : nothing
        }
      </div>
      <div class="heatmap-layer" ?hidden=${!data?.heat}></div>
      <p
        class="read-out"
        aria-live="polite"
        data-testid="brush-readout"
        data-value=${cell ? JSON.stringify(cell) : nothing}
      >
        ${reading()}
      </p>
      <div class="compare-buttons">
        <button
          type="button"
          class="button primary"
          data-testid="brush-apply"
          ?disabled=${count === 0 || busy}
          @click=${onApply}
        >
          ${t('hand.apply')}
        </button>
        <button
          type="button"
          class="button"
          data-testid="brush-discard"
          ?disabled=${count === 0 || busy}
          @click=${onDiscard}
        >
          ${t('hand.discard')}
        </button>
        <p role="status" data-testid="brush-note" data-cut=${cut} data-restored=${restored}>
          ${count === 0 ? t('hand.none') : t('hand.pending', { cut, restored })}
        </p>
      </div>
    </section>`;
  }

  /** @param {BrushData} next */
  function update(next) {
    data = next;
    render(frame(), element);
    const { heat: shown, layer, image, palette } = next;
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
      label: t('hand.alt', { layer: layer + 1, run: runNumber(next.run ?? 0) }),
    });
  }

  new ResizeObserver(() => {
    boxWidth = element.clientWidth - SCROLLBAR;
    if (data?.fields) update(data);
  }).observe(element);
  return { update };
}
