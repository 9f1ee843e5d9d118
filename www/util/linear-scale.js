// @ts-check
/** Linear axes from zero: round numbers to mark them at. Pure. */

/**
 * 1, 2 or 5 times a power of ten, the smallest that is no less than `least`.
 * @param {number} least  above zero
 */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

/**
 * Marks of an axis from zero to `top`: multiples of a round step, at most `most` of them above zero; zero alone where the
 * axis has no length that can be divided.
 * @param {number} top
 * @param {number} most
 * @returns {number[]}
 */
export function linearTicks(top, most) {
  if (!(top >= 1e-300 && top <= 1e300 && most >= 1)) return [0];
  const step = niceStep(top / Math.floor(most));
  const count = Math.min(Math.floor(most), Math.floor(top / step + 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
