// @ts-check
/**
 * Drawings to choose from, for those who do not draw: strokes as a pen makes them, x and y from 0 to 1. Pure.
 */

/** Points on an arc; angles in turns, clockwise from the right. @param {number} x @param {number} y @param {number} rx
 * @param {number} ry @param {number} from @param {number} to @returns {number[]} */
function arc(x, y, rx, ry, from, to) {
  const steps = Math.max(4, Math.ceil(24 * Math.abs(to - from)));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = 2 * Math.PI * (from + ((to - from) * step) / steps);
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  }).flat();
}

/** By digit: its strokes. @type {readonly (readonly (readonly number[])[])[]} */
const DIGITS = [
  [arc(0.5, 0.5, 0.2, 0.3, -0.2, 0.84)],
  [[0.42, 0.3, 0.53, 0.2, 0.53, 0.4, 0.52, 0.6, 0.52, 0.8]],
  [[...arc(0.49, 0.37, 0.18, 0.17, -0.5, 0.08), 0.52, 0.6, 0.31, 0.79, 0.5, 0.78, 0.71, 0.78]],
  [[...arc(0.47, 0.35, 0.17, 0.15, -0.42, 0.22), ...arc(0.48, 0.64, 0.19, 0.16, -0.22, 0.42)]],
  [
    [0.4, 0.2, 0.34, 0.38, 0.29, 0.54, 0.5, 0.54, 0.72, 0.53],
    [0.6, 0.24, 0.59, 0.5, 0.57, 0.82],
  ],
  [[0.68, 0.2, 0.4, 0.21, 0.37, 0.45, ...arc(0.48, 0.61, 0.19, 0.18, -0.28, 0.4)]],
  [[0.6, 0.18, 0.46, 0.3, 0.37, 0.48, 0.33, 0.62, ...arc(0.49, 0.64, 0.16, 0.17, 0.5, 1.52)]],
  [[0.29, 0.23, 0.5, 0.22, 0.7, 0.22, 0.6, 0.42, 0.51, 0.6, 0.45, 0.82]],
  [[...arc(0.5, 0.35, 0.15, 0.15, 0.23, -0.75), ...arc(0.5, 0.65, 0.17, 0.16, -0.25, 0.75)]],
  [[...arc(0.49, 0.36, 0.16, 0.16, 0, -1), 0.65, 0.36, 0.63, 0.6, 0.58, 0.82]],
];

/** How many there are to choose from. */
export const SAMPLES = DIGITS.length;

/** @param {number} digit */
export function sampleStrokes(digit) {
  return DIGITS[digit].map((points) => Float32Array.from(points));
}
