// @ts-check
/**
 * One layer's weights as a picture: a pixel a weight, removed weights hatched. Moving the slider repaints
 * only the weights that came or went. Point at a cell, or walk with the arrow keys, to read it.
 */

import { scaleOf } from './colormap.js';
/** @import { Palette } from './colormap.js' */
/** @import { Layout, Shape } from './heatmap-painter.js' */
import { h, setAttribute, setHidden } from '../ui/dom.js';
import { layOut, leaving, paintCut, paintRange, pictures, weightAt } from './heatmap-painter.js';

/** Weights in the order they go, of which the first `removed` are gone: those whose position lies below it; or weights with a mask (1 = kept).
 * `colours` stand in for the weights where other values are shown.
 * @typedef {{ weights: Float32Array, colours?: Float32Array } &
 *   ({ order: Uint32Array, removed: number, position: Uint32Array } | { mask: Uint8Array })} Weights */
/** @typedef {Weights & { shape: Shape, factor: number, palette: Palette }} HeatmapData */
/** @typedef {{ input: number, output: number, weight: number, removed: boolean }} Cell */

/** More weights than this are painted faster all together than one by one. */
const FEW = 20_000;

/**
 * @param {HTMLElement} element
 * @param {{ testId: string, onCell: (cell: Cell | null) => void }} handlers
 */
export function createHeatmap(element, { testId, onCell }) {
  const canvas = h('canvas', { class: 'heatmap', role: 'img', tabindex: '0', 'data-testid': testId });
  const cursor = h('div', { class: 'heatmap-cursor', hidden: true });
  const frame = h('div', { class: 'heatmap-frame' }, canvas, cursor);
  const box = h('div', { class: 'heatmap-box' }, frame);
  element.append(box);
  const context = canvas.getContext('2d');
  /** @type {HeatmapData | null} */
  let data = null;
  /** @type {Layout | null} */
  let layout = null;
  /** @type {ImageData | null} */
  let image = null;
  let pixels = new Uint32Array(0);
  /** @type {ReturnType<typeof pictures>} */
  let both = { kept: pixels, gone: pixels };
  /** When each pixel's weight goes, and for which positions or mask that was worked out. */
  let ranks = new Int32Array(0);
  /** @type {ArrayLike<number> | null} */
  let ranksFor = null;
  let scale = 0;
  /** @type {{ x: number, y: number } | null} */
  let place = null;

  canvas.addEventListener('pointermove', (event) => {
    const shown = canvas.getBoundingClientRect();
    if (!layout || shown.width === 0) return;
    goTo(
      ((event.clientX - shown.left) / shown.width) * layout.width,
      ((event.clientY - shown.top) / shown.height) * layout.height,
    );
  });
  canvas.addEventListener('pointerleave', () => {
    if (document.activeElement !== canvas) leave();
  });
  canvas.addEventListener('blur', leave);
  canvas.addEventListener('focus', () => {
    if (!place && canvas.matches(':focus-visible')) goTo(0, 0);
  });
  canvas.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!by || !layout || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const stride = layout.cell * (event.shiftKey ? 10 : 1);
    const from = place ?? { x: 0, y: 0 };
    let [x, y] = [from.x + by[0] * stride, from.y + by[1] * stride];
    // Step over the gap between two receptive fields.
    if (!weightAt(layout, x, y)) [x, y] = [x + by[0], y + by[1]];
    if (weightAt(layout, x, y)) goTo(x, y);
  });

  function leave() {
    place = null;
    setHidden(cursor, true);
    onCell(null);
  }

  /** @param {number} x @param {number} y */
  function goTo(x, y) {
    if (!layout || !weightAt(layout, x, y)) return;
    place = { x: Math.floor(x), y: Math.floor(y) };
    showCursor();
    read();
  }

  /** Reads the cell under the cursor. */
  function read() {
    const hit = layout && place && weightAt(layout, place.x, place.y);
    if (!hit || !data) return;
    onCell({ input: hit.input, output: hit.output, weight: data.weights[hit.index], removed: isRemoved(hit.index) });
  }

  function showCursor() {
    if (!layout || !place) return;
    const { cell, width, height } = layout;
    setHidden(cursor, false);
    cursor.style.left = `${((Math.floor(place.x / cell) * cell) / width) * 100}%`;
    cursor.style.top = `${((Math.floor(place.y / cell) * cell) / height) * 100}%`;
    cursor.style.width = `${(cell / width) * 100}%`;
    cursor.style.height = `${(cell / height) * 100}%`;
  }

  /** @param {number} index */
  function isRemoved(index) {
    if (!data) return false;
    return 'mask' in data ? data.mask[index] === 0 : data.position[index] < data.removed;
  }

  /** @param {HeatmapData} next */
  function fit(next) {
    if (!layout || !sameShape(layout.shape, next.shape) || !image) {
      layout = layOut(next.shape);
      canvas.width = layout.width;
      canvas.height = layout.height;
      image = new ImageData(layout.width, layout.height);
      pixels = new Uint32Array(image.data.buffer);
      setAttribute(frame, 'data-mode', next.shape.mode);
      setAttribute(frame, 'data-small', layout.cell > 1);
      place = null;
      setHidden(cursor, true);
    }
    const fields = next.shape.mode === 'fields';
    setSize('width', fields ? `${layout.width * next.factor}px` : '');
    setSize('height', fields ? `${layout.height * next.factor}px` : '');
    return layout;
  }

  /** @param {'width' | 'height'} side @param {string} length */
  function setSize(side, length) {
    if (frame.style[side] !== length) frame.style[side] = length;
  }

  /** @param {HeatmapData} next */
  function paint(next) {
    const before = data;
    const shapeBefore = layout?.shape;
    const shape = fit(next);
    const stays = shapeBefore === shape.shape;
    if (
      !stays ||
      !before ||
      before.weights !== next.weights ||
      before.colours !== next.colours ||
      before.palette !== next.palette
    ) {
      scale = scaleOf(next.colours ?? next.weights);
      both = pictures(next.colours ?? next.weights, shape, scale, next.palette);
      ranksFor = stays ? ranksFor : null;
    } else if ('mask' in next ? 'mask' in before && before.mask === next.mask : paintMove(before, next, shape)) return;
    const position = 'mask' in next ? next.mask : next.position;
    if (ranksFor !== position) {
      ranks = leaving(shape, position);
      ranksFor = position;
    }
    paintCut(pixels, ranks, both, 'mask' in next ? 1 : next.removed);
    put(0, shape.height);
  }

  /**
   * Paints only the weights between the cut before and the cut now; false when they are too many, or not to be known.
   * @param {HeatmapData} before @param {HeatmapData} next @param {Layout} shape
   */
  function paintMove(before, next, shape) {
    if (!('order' in before && 'order' in next && before.order === next.order)) return false;
    const [from, to] = [Math.min(before.removed, next.removed), Math.max(before.removed, next.removed)];
    if (to - from > FEW) return false;
    const picture = next.removed > before.removed ? both.gone : both.kept;
    const { top, bottom } = paintRange(pixels, shape, picture, next.order, from, to);
    if (top < bottom) put(top, bottom);
    return true;
  }

  /** @param {number} top @param {number} bottom  rows of pixels */
  function put(top, bottom) {
    if (image) context?.putImageData(image, 0, 0, 0, top, image.width, bottom - top);
  }

  return {
    /** @param {{ heat: HeatmapData, label: string }} next */
    update({ heat, label }) {
      paint(heat);
      data = heat;
      read();
      setAttribute(canvas, 'aria-label', label);
      setAttribute(canvas, 'data-value', `${heat.shape.rows}x${heat.shape.columns}`);
    },
    /** The |w| at the ends of the colour scale. */
    scale: () => scale,
  };
}

/** @param {Shape} a @param {Shape} b */
function sameShape(a, b) {
  return (
    a.mode === b.mode &&
    a.rows === b.rows &&
    a.columns === b.columns &&
    (a.mode === 'matrix' || (b.mode === 'fields' && a.across === b.across && a.imageWidth === b.imageWidth))
  );
}
