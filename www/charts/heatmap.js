// @ts-check
/**
 * One layer's weights as a picture: a pixel a weight, removed weights hatched. Point at a cell, or walk with the arrow
 * keys, to read it.
 */

/** @import { Layout } from './heatmap-painter.js' */
/** @import { WeightsPicture } from './weight-pixels.js' */
import { newElement, setAttribute, setHidden } from '../ui/dom.js';
import { weightAt } from './heatmap-painter.js';
import { createWeightPixels } from './weight-pixels.js';

/** @typedef {WeightsPicture & { factor: number }} HeatmapData */
/** @typedef {{ input: number, output: number, weight: number, removed: boolean }} Cell */

/**
 * @param {HTMLElement} element
 * @param {{ testId: string, onCell: (cell: Cell | null) => void }} handlers
 */
export function createHeatmap(element, { testId, onCell }) {
  const canvas = newElement('canvas', { class: 'heatmap', role: 'img', tabindex: '0', 'data-testid': testId });
  const cursor = newElement('div', { class: 'heatmap-cursor', hidden: true });
  const frame = newElement('div', { class: 'heatmap-frame' });
  const box = newElement('div', { class: 'heatmap-box' });
  frame.append(canvas, cursor);
  box.append(frame);
  element.append(box);
  const pixels = createWeightPixels(canvas);
  /** @type {HeatmapData | null} */
  let data = null;
  /** @type {Layout | null} */
  let layout = null;
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

  /** Another shape: nothing is pointed at any more. @param {Layout} next @param {HeatmapData} heat */
  function fit(next, { shape, factor }) {
    if (next !== layout) {
      layout = next;
      setAttribute(frame, 'data-mode', shape.mode);
      setAttribute(frame, 'data-small', next.cell > 1);
      place = null;
      setHidden(cursor, true);
    }
    const fields = shape.mode === 'fields';
    setSize('width', fields ? `${next.width * factor}px` : '');
    setSize('height', fields ? `${next.height * factor}px` : '');
  }

  /** @param {'width' | 'height'} side @param {string} length */
  function setSize(side, length) {
    if (frame.style[side] !== length) frame.style[side] = length;
  }

  return {
    /** @param {{ heat: HeatmapData, label: string }} next */
    update({ heat, label }) {
      fit(pixels.update(heat), heat);
      data = heat;
      read();
      setAttribute(canvas, 'aria-label', label);
      setAttribute(canvas, 'data-value', `${heat.shape.rows}x${heat.shape.columns}`);
    },
    /** The |w| at the ends of the colour scale. */
    scale: pixels.scale,
  };
}
