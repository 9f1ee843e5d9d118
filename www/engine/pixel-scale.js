// @ts-check
/** Whether a network reads clearly better at another scale of pixels than at that of the images. */

/** @import { ReadNetwork } from '../protocol.js' */

/** By so much accuracy at least. */
const LEAST = 0.05;

/**
 * The best of the other scales, with both accuracies in percent; null where none is clearly better: by five percent of the
 * images, and by three standard deviations of such a difference.
 * @param {ReadNetwork['scales']} scales  that of the images first
 */
export function betterScale([own, ...others]) {
  if (!own) return null;
  const best = others.reduce((best, other) => (other.correct > best.correct ? other : best), own);
  const gain = (best.correct - own.correct) / own.total;
  if (gain < Math.max(LEAST, 3 * Math.sqrt(0.5 / own.total))) return null;
  const percent = (/** @type {number} */ correct) => Math.round((1000 * correct) / own.total) / 10;
  return { scale: best.scale, now: percent(own.correct), then: percent(best.correct) };
}
