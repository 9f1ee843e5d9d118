// @ts-check
/**
 * The x axis that the slider, the accuracy curve and the fate strip share: where a ratio lies on it, as a fraction of its
 * length. Zoomed, it begins at 90 %. Pure.
 */

/** Where the zoomed axis begins. */
export const ZOOM_FROM = 0.9;

/** `from` is the ratio at the left end; `ticks` are the ratios that are written below it.
 * @typedef {{ from: number, at: (ratio: number) => number, ratioAt: (position: number) => number,
 *   ticks: readonly number[] }} RatioAxis */

/** @param {number} from @param {readonly number[]} ticks @returns {RatioAxis} */
function linear(from, ticks) {
  const clamped = (/** @type {number} */ value) => Math.min(1, Math.max(0, value));
  return Object.freeze({
    from,
    at: (/** @type {number} */ ratio) => clamped((ratio - from) / (1 - from)),
    ratioAt: (/** @type {number} */ position) => from + clamped(position) * (1 - from),
    ticks,
  });
}

// Steps that the chart's grid has, too: its own are 1, 2 or 5 times a power of ten.
const WHOLE = linear(0, [0, 0.2, 0.4, 0.6, 0.8, 1]);
const ZOOMED = linear(ZOOM_FROM, [0.9, 0.92, 0.94, 0.96, 0.98, 1]);

/** @param {boolean} zoomed */
export function ratioAxis(zoomed) {
  return zoomed ? ZOOMED : WHOLE;
}
