// @ts-check
/**
 * Logarithmic axes: round numbers to mark them at, and how far they reach. What has no place on such an axis (zero, what
 * is below it, infinity, NaN) is passed over. Pure.
 */

/** Whether a number has a place on a logarithmic axis; those at the ends of what a number can hold have no room beside them.
 * @param {number} value */
const isPlaced = (value) => value >= 1e-300 && value <= 1e300;

/** Ten to a power that may be beyond what a number can hold. @param {number} power */
const tenTo = (power) => 10 ** Math.min(305, Math.max(-305, power));

/**
 * Digits times powers of ten, in rising order, from the power at or below `low` to the one at or above `high`.
 * @param {number} low  above zero
 * @param {number} high  finite
 * @param {readonly number[]} digits  rising, from 1 to below 10
 */
function roundNumbers(low, high, digits) {
  /** @type {number[]} */
  const numbers = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1)
    numbers.push(...digits.map((digit) => Number(`${digit}e${power}`)));
  return numbers;
}

/**
 * A stretch that holds all of some positive numbers with room on both sides; about 1 where there are none.
 * @param {readonly number[]} values
 * @param {number} room  share of the stretch, of its logarithm, on each side
 * @returns {[number, number]}
 */
export function logRange(values, room) {
  const logs = placedOf(values).map(Math.log10);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  // No shorter than from 1 to 2: what hardly differs must not look far apart.
  const span = Math.max(high - low, Math.log10(2));
  const middle = (low + high) / 2;
  const half = span * (0.5 + room);
  return [tenTo(middle - half), tenTo(middle + half)];
}

/** @param {readonly number[]} values */
function placedOf(values) {
  const placed = values.filter(isPlaced);
  return placed.length > 0 ? placed : [1];
}

/**
 * The lines of a logarithmic axis that has room for all sizes, the smallest a little above its foot: 1, 2 and 5 times
 * powers of ten, or these powers alone where that would be many.
 * @param {readonly number[]} sizes
 * @returns {{ low: number, high: number, ticks: number[] }}
 */
export function sizeAxis(sizes) {
  const placed = placedOf(sizes);
  const [least, most] = [Math.min(...placed) / 1.2, Math.max(...placed)];
  const steps = roundNumbers(least, most, [1, 2, 5]);
  const low = steps.findLast((step) => step <= least) ?? steps[0];
  const high = steps.find((step) => step >= most) ?? steps[steps.length - 1];
  const within = steps.filter((step) => low <= step && step <= high);
  const powers = within.filter((step) => Number.isInteger(Math.log10(step)));
  return { low, high, ticks: within.length > 6 && powers.length > 1 ? powers : within };
}
