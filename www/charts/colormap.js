// @ts-check
/**
 * Colours of weights: negative orange, zero neutral, positive blue, on a scale symmetric about zero.
 * Removed weights are a two-tone hatch. Pure; a colour is one 32-bit word as ImageData stores it.
 */

export const STEPS = 255;
const HALF = (STEPS - 1) / 2;
/** So many times the end of the scale are far beyond it. */
const FAR = 100;

/** @typedef {{ lut: Uint32Array, hatch: readonly [number, number], gap: number }} Palette */
/** @typedef {{ negative: readonly string[], positive: readonly string[], neutral: string, hatch: readonly [string, string] }} Stops */

/** Colours from near zero to the far end, for each theme. @type {Readonly<Record<'light' | 'dark', Stops>>} */
export const STOPS = Object.freeze({
  light: {
    neutral: '#fbfaf8',
    negative: ['#f6b26b', '#c2500a', '#6e2700'],
    positive: ['#8dbbe8', '#1f66b8', '#0a2f63'],
    hatch: ['#c3c7cf', '#e2e5ea'],
  },
  dark: {
    neutral: '#0d1015',
    negative: ['#8a4a12', '#f08a24', '#ffd9a8'],
    positive: ['#1d4f8c', '#4f9df0', '#cfe6ff'],
    hatch: ['#3a414d', '#262c36'],
  },
});

const bytes = new Uint8Array(4);
const word = new Uint32Array(bytes.buffer);

/** @param {number} r @param {number} g @param {number} b @param {number} [a] */
export function pack(r, g, b, a = 255) {
  bytes.set([r, g, b, a]);
  return word[0];
}

/** "#rrggbb" -> [r, g, b] @param {string} hex @returns {[number, number, number]} */
export function rgb(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** @param {'light' | 'dark'} theme @returns {Palette} */
export function palette(theme) {
  const stops = STOPS[theme];
  const lut = new Uint32Array(STEPS);
  for (let step = 0; step < STEPS; step += 1) {
    const at = (step - HALF) / HALF;
    lut[step] = pack(...blend([stops.neutral, ...(at < 0 ? stops.negative : stops.positive)], Math.abs(at)));
  }
  return { lut, hatch: [pack(...rgb(stops.hatch[0])), pack(...rgb(stops.hatch[1]))], gap: pack(0, 0, 0, 0) };
}

/**
 * The colour at a place (0 to 1) along equally spaced stops.
 * @param {readonly string[]} stops
 * @param {number} at
 * @returns {[number, number, number]}
 */
function blend(stops, at) {
  const scaled = at * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(scaled));
  const from = rgb(stops[index]);
  const to = rgb(stops[index + 1]);
  const part = scaled - index;
  /** @param {number} c */
  const mix = (c) => Math.round(from[c] + (to[c] - from[c]) * part);
  return [mix(0), mix(1), mix(2)];
}

/** Which step of the table a weight falls on. @param {number} weight @param {number} scale  |w| of the far ends */
export function stepOf(weight, scale) {
  if (!(scale > 0)) return HALF;
  const at = weight / scale;
  return at >= 1 ? STEPS - 1 : at <= -1 ? 0 : Math.round((at + 1) * HALF);
}

/**
 * The value that a fraction of |w| lies at or below, to one part in 2,000 of the largest, or of a smaller range where a few
 * weights are larger than all others by far: the ends of the scale.
 * @param {Float32Array} weights
 * @param {number} [fraction]
 */
export function scaleOf(weights, fraction = 0.995) {
  let largest = 0;
  for (const value of weights) {
    const size = Math.abs(value);
    if (size > largest && size !== Infinity) largest = size;
  }
  if (largest === 0) return 0;
  const bins = new Uint32Array(2000);
  for (let top = largest; ; top /= bins.length) {
    bins.fill(0);
    let hasLower = false;
    for (const value of weights) {
      const bin = Math.floor((Math.abs(value) / top) * bins.length);
      bins[bin < bins.length ? bin : bins.length - 1] += 1;
      hasLower ||= bin === 0 && value !== 0;
    }
    let left = Math.ceil(weights.length * fraction);
    let found = -1;
    while (left > 0 && found < bins.length - 1) left -= bins[(found += 1)];
    if (found > 0 || !hasLower) return ((found + 1) / bins.length) * top;
  }
}

/**
 * How many weights lie far beyond the ends of the scale, and the largest of them.
 * @param {Float32Array} weights @param {number} scale
 */
export function outliersOf(weights, scale) {
  let count = 0;
  let largest = 0;
  for (const value of weights) {
    if (!(Math.abs(value) > FAR * scale)) continue;
    count += 1;
    if (Math.abs(value) > Math.abs(largest)) largest = value;
  }
  return { count: scale > 0 ? count : 0, largest };
}

/** @type {WeakMap<Float32Array, number>} */
const scales = new WeakMap();

/** The same, found once for weights that are shown in several places. @param {Float32Array} weights */
export function scaleFor(weights) {
  const scale = scales.get(weights) ?? scaleOf(weights);
  scales.set(weights, scale);
  return scale;
}

/** @type {Map<string, Palette>} */
const palettes = new Map();

/** @param {'light' | 'dark'} theme @returns {Palette} */
export function paletteFor(theme) {
  const known = palettes.get(theme) ?? palette(theme);
  palettes.set(theme, known);
  return known;
}
