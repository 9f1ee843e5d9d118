// @ts-check
/**
 * One layer's weights as a picture: a pixel a weight, removed weights hatched. Moving the slider repaints
 * only the weights that came or went. Point at a cell, or walk with the arrow keys, to read it.
 */

import { scaleOf } from '../colormap.js';
/** @import { Palette } from '../colormap.js' */
/** @import { Layout, Shape } from '../heatmap-painter.js' */
import { h, setAttribute } from '../dom.js';
import { colour, layOut, paintAll, paintRange, weightAt } from '../heatmap-painter.js';

/** Weights in the order they go, of which the first `removed` are gone; or weights with a mask (1 = kept).
 * @typedef {{ weights: Float32Array, shape: Shape, factor: number, palette: Palette } &
 *   ({ order: Uint32Array, removed: number } | { mask: Uint8Array })} HeatmapData */
/** @typedef {{ input: number, output: number, weight: number, removed: boolean }} Cell */

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
  let colours = new Uint32Array(0);
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
    cursor.hidden = true;
    onCell(null);
  }

  /** @param {number} x @param {number} y */
  function goTo(x, y) {
    if (!layout || !data) return;
    const hit = weightAt(layout, x, y);
    if (!hit) return;
    place = { x: Math.floor(x), y: Math.floor(y) };
    showCursor();
    onCell({ input: hit.input, output: hit.output, weight: data.weights[hit.index], removed: isRemoved(hit.index) });
  }

  function showCursor() {
    if (!layout || !place) return;
    const { cell, width, height } = layout;
    cursor.hidden = false;
    cursor.style.left = `${((Math.floor(place.x / cell) * cell) / width) * 100}%`;
    cursor.style.top = `${((Math.floor(place.y / cell) * cell) / height) * 100}%`;
    cursor.style.width = `${(cell / width) * 100}%`;
    cursor.style.height = `${(cell / height) * 100}%`;
  }

  /** @param {number} index */
  function isRemoved(index) {
    if (!data) return false;
    if ('mask' in data) return data.mask[index] === 0;
    const at = data.order.indexOf(index);
    return at >= 0 && at < data.removed;
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
      cursor.hidden = true;
    }
    const fields = next.shape.mode === 'fields';
    frame.style.width = fields ? `${layout.width * next.factor}px` : '';
    frame.style.height = fields ? `${layout.height * next.factor}px` : '';
    return layout;
  }

  /** @param {HeatmapData} next */
  function paint(next) {
    const before = data;
    const sameBefore =
      before &&
      layout &&
      before.weights === next.weights &&
      before.palette === next.palette &&
      sameShape(layout.shape, next.shape);
    const shape = fit(next);
    if (!sameBefore) {
      scale = scaleOf(next.weights);
      colours = colour(next.weights, scale, next.palette);
    }
    if (sameBefore && 'order' in before && 'order' in next && before.order === next.order) {
      const [from, to] = [Math.min(before.removed, next.removed), Math.max(before.removed, next.removed)];
      if (from === to) return;
      paintRange(pixels, shape, colours, next.palette, next.order, from, to, next.removed > before.removed);
    } else if ('mask' in next) {
      if (sameBefore && 'mask' in before && before.mask === next.mask) return;
      paintAll(pixels, shape, colours, next.palette, (index) => next.mask[index] === 0);
    } else {
      paintRange(pixels, shape, colours, next.palette, next.order, 0, next.removed, true);
      paintRange(pixels, shape, colours, next.palette, next.order, next.removed, next.order.length, false);
    }
    if (image) context?.putImageData(image, 0, 0);
  }

  return {
    /** @param {{ heat: HeatmapData, label: string }} next */
    update({ heat, label }) {
      paint(heat);
      data = heat;
      setAttribute(canvas, 'aria-label', label);
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
