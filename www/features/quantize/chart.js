// @ts-check
/**
 * Weights of a layer before they are rounded, as a histogram, and the values they go to as lines through it. Counts are
 * drawn on a logarithmic scale: a few large weights decide where the levels lie.
 */

import { h, setAttribute } from '../../ui/dom.js';

/** `counts` are of bins from -limit to limit.
 * @typedef {{ counts: Uint32Array, limit: number, levels: readonly number[], label: string,
 *   colours: { bar: string, level: string, axis: string, text: string } }} LevelData */

const HEIGHT = 180;
/** Room below the bars for the numbers of the axis, in CSS pixels. */
const AXIS = 20;

/** @param {{ testid: string, format: (value: number) => string }} options */
export function createLevelChart({ testid, format }) {
  const canvas = h('canvas', { class: 'level-chart', role: 'img', 'data-testid': testid });
  /** @type {LevelData | null} */
  let data = null;

  function draw() {
    const width = canvas.clientWidth;
    const context = canvas.getContext('2d');
    if (!data || width === 0 || !context) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(HEIGHT * ratio);
    const { counts, limit, levels, colours, label } = data;
    setAttribute(canvas, 'aria-label', label);
    setAttribute(canvas, 'data-limit', limit);
    setAttribute(canvas, 'data-levels', levels.length);
    const bottom = canvas.height - Math.round(AXIS * ratio);
    const most = Math.log1p(counts.reduce((max, count) => Math.max(max, count), 0)) || 1;
    /** @param {number} value */
    const at = (value) => ((value + limit) / (2 * limit)) * canvas.width;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = colours.bar;
    counts.forEach((count, bin) => {
      const [from, to] = [bin, bin + 1].map((edge) => Math.round((edge * canvas.width) / counts.length));
      const height = Math.round((Math.log1p(count) / most) * (bottom - 4 * ratio));
      context.fillRect(from, bottom - height, Math.max(1, to - from - (to - from > 3 ? 1 : 0)), height);
    });
    context.fillStyle = colours.level;
    const line = Math.max(1, Math.round(1.5 * ratio));
    for (const level of levels) context.fillRect(Math.round(at(level) - line / 2), 0, line, bottom);
    context.fillStyle = colours.axis;
    context.fillRect(0, bottom, canvas.width, Math.max(1, Math.round(ratio)));
    context.fillStyle = colours.text;
    context.font = `${12 * ratio}px system-ui, sans-serif`;
    context.textBaseline = 'bottom';
    for (const [value, align] of /** @type {const} */ ([
      [-limit, 'left'],
      [0, 'center'],
      [limit, 'right'],
    ])) {
      context.textAlign = align;
      context.fillText(format(value), at(value), canvas.height);
    }
  }

  new ResizeObserver(draw).observe(canvas);
  return {
    element: canvas,
    /** @param {LevelData} next */
    update(next) {
      if (
        data &&
        JSON.stringify([data.levels, data.colours, data.label]) ===
          JSON.stringify([next.levels, next.colours, next.label]) &&
        data.counts === next.counts &&
        data.limit === next.limit
      )
        return;
      data = next;
      draw();
    },
  };
}
