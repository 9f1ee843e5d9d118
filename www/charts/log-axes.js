// @ts-check
/**
 * Axes of a chart whose both sides are logarithmic: cost to the right, and upwards accuracy so that equal steps divide
 * the error by equal factors. Otherwise 98 % and 99 % would lie upon each other beside an untrained network's 10 %.
 */

/** @import { Frame, Look } from './chart-surface.js' */
import { logTicks } from '../util/log-scale.js';

/** Room left of the plot, above, right and below, in CSS pixels. */
const [LEFT, TOP, RIGHT, BOTTOM] = [62, 28, 16, 44];
/** CSS pixels from mark to mark. */
const [GAP_X, GAP_Y] = [64, 36];

/** Ends of both axes; `errors`: shares of images read wrongly, the smallest is on top.
 * @typedef {{ costs: [number, number], errors: [number, number] }} Ends */
/** @typedef {{ cost: (value: number) => string, accuracy: (value: number) => string, xTitle: string, yTitle: string }} Words */

/**
 * Draws grid, numbers and titles.
 * @param {HTMLCanvasElement} canvas
 * @param {Look} look
 * @param {number} cssWidth
 * @param {Ends} ends
 * @param {Words} words
 * @returns {Frame}
 */
export function paintLogAxes(canvas, { ratio, fontFamily, fontSize, theme }, cssWidth, ends, words) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const plot = {
    left: LEFT,
    top: TOP,
    width: Math.max(1, cssWidth - LEFT - RIGHT),
    height: Math.max(1, canvas.height / ratio - TOP - BOTTOM),
  };
  const frame = frameOf(plot, ends);
  const [right, bottom] = [plot.left + plot.width, plot.top + plot.height];
  const line = Math.max(1, Math.round(ratio));
  /** @param {number} x @param {number} y @param {number} width @param {number} height  one of both is 0: a line */
  const stroke = (x, y, width, height) =>
    context.fillRect(
      Math.round(x * ratio),
      Math.round(y * ratio),
      width === 0 ? line : width * ratio,
      height === 0 ? line : height * ratio,
    );
  /** @param {string} text @param {number} x @param {number} y @param {CanvasTextAlign} align @param {CanvasTextBaseline} base */
  const write = (text, x, y, align, base) => {
    context.textAlign = align;
    context.textBaseline = base;
    context.fillText(text, x * ratio, y * ratio);
  };

  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = `${fontSize * ratio}px ${fontFamily}`;
  for (const cost of logTicks(...ends.costs, plot.width / GAP_X)) {
    const [x] = frame.toPixel(cost, 0);
    context.fillStyle = theme.grid;
    stroke(x, plot.top, 0, plot.height);
    context.fillStyle = theme.mutedText;
    write(words.cost(cost), x, bottom + 6, 'center', 'top');
  }
  for (const error of logTicks(...ends.errors, plot.height / GAP_Y)) {
    const [, y] = frame.toPixel(ends.costs[0], 1 - error);
    context.fillStyle = theme.grid;
    stroke(plot.left, y, plot.width, 0);
    context.fillStyle = theme.mutedText;
    write(words.accuracy(1 - error), plot.left - 6, y, 'right', 'middle');
  }
  context.fillStyle = theme.text;
  stroke(plot.left, plot.top, 0, plot.height);
  stroke(plot.left, bottom, plot.width, 0);
  write(words.yTitle, 4, 4, 'left', 'top');
  write(words.xTitle, right, bottom + BOTTOM - 4, 'right', 'bottom');
  return frame;
}

/** @param {{ left: number, top: number, width: number, height: number }} plot @param {Ends} ends @returns {Frame} */
function frameOf(plot, { costs, errors }) {
  // By differences of logarithms: a quotient of the ends may be more than a number can hold.
  const fraction = (/** @type {number} */ value, /** @type {[number, number]} */ [low, high]) =>
    (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
  const inverse = (/** @type {number} */ at, /** @type {[number, number]} */ [low, high]) =>
    Math.exp(Math.log(low) + at * (Math.log(high) - Math.log(low)));
  const toPixel = (/** @type {number} */ cost, /** @type {number} */ accuracy) =>
    Float64Array.of(
      plot.left + plot.width * fraction(cost, costs),
      plot.top + plot.height * fraction(Math.max(errors[0], 1 - accuracy), errors),
    );
  return {
    ...plot,
    toPixel,
    toPixelRight: toPixel,
    toData(x, y) {
      const [across, down] = [(x - plot.left) / plot.width, (y - plot.top) / plot.height];
      if (across < 0 || across > 1 || down < 0 || down > 1) return undefined;
      return Float64Array.of(inverse(across, costs), 1 - inverse(down, errors));
    },
    free: () => undefined,
    [Symbol.dispose]: () => undefined,
  };
}
