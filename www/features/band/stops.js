// @ts-check
/**
 * Where the slider stops: 0 to 100 in twentieths, coarser steps at first, finer near 100. Pure.
 */

/** @param {number} value  percent */
export function stepSize(value) {
  return value < 90 ? 1 : value < 99 ? 0.25 : 0.1;
}

/** To the slider's twentieths. @param {number} value */
export function twentieths(value) {
  return Math.min(100, Math.max(0, Math.round(value * 20 + 1e-9) / 20));
}

/**
 * The next stop in a direction: whole percents below 90, quarters up to 99, then tenths.
 * @param {number} value  percent
 * @param {1 | -1} direction
 */
export function nextStop(value, direction) {
  const size = stepSize(direction > 0 ? value : value - 1e-6);
  const units = value / size;
  const noise = 1e-6;
  let stop = direction > 0 ? (Math.floor(units + noise) + 1) * size : (Math.ceil(units - noise) - 1) * size;
  if (twentieths(stop) === twentieths(value)) stop += direction * size;
  return twentieths(stop);
}

/** @param {number} value  percent */
function nearestStop(value) {
  const size = stepSize(value);
  return twentieths(Math.round(value / size) * size);
}

/**
 * What a key does to the slider; null for keys it does not know.
 * @param {string} key
 * @param {number} value  percent
 * @returns {number | null}
 */
export function keyStop(key, value) {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return nextStop(value, 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return nextStop(value, -1);
    case 'PageUp':
      return nearestStop(value + 10);
    case 'PageDown':
      return nearestStop(value - 10);
    case 'Home':
      return 0;
    case 'End':
      return 100;
    default:
      return null;
  }
}
