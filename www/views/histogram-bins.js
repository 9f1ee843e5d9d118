// @ts-check
/**
 * Counting one layer's weights in bins. The bin of each weight is found once per weights array, so that
 * a slider move is one pass over two integer arrays.
 */

/** Share of weights by size that must lie inside the drawn range; the few beyond are counted, not drawn. */
const INSIDE = 0.998;
const FINE = 4096;

/** @typedef {{ limit: number, largest: number, bins: number, binOf: Uint16Array, total: Uint32Array }} Binned
 * `total` has `bins + 1` counts: the last is of the weights beyond ±limit. */

/** @param {Float32Array} weights @param {number} bins  even, so that zero is an edge @returns {Binned} */
export function binWeights(weights, bins) {
  let largest = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const size = Math.abs(weights[i]);
    if (size > largest && size < Infinity) largest = size;
  }
  const limit = limitOf(weights, largest);
  const binOf = new Uint16Array(weights.length);
  const total = new Uint32Array(bins + 1);
  const scale = bins / (2 * limit);
  for (let i = 0; i < weights.length; i += 1) {
    const weight = weights[i];
    const inside = weight >= -limit && weight <= limit;
    const bin = inside ? Math.min(bins - 1, Math.floor((weight + limit) * scale)) : bins;
    binOf[i] = bin;
    total[bin] += 1;
  }
  return { limit, largest, bins, binOf, total };
}

/** Counts into `removed` (length `bins + 1`) the weights with `position < cut`.
 * @param {Binned} binned @param {Uint32Array | null} position  below 2^31 @param {number} cut @param {Uint32Array} removed */
export function countRemoved({ binOf }, position, cut, removed) {
  removed.fill(0);
  if (!position || cut <= 0) return;
  const length = Math.min(binOf.length, position.length);
  for (let i = 0; i < length; i += 1) {
    // The sign bit of the difference: 1 when position < cut. A branch here would be guessed wrongly
    // for every other weight and cost five times as much.
    removed[binOf[i]] += (position[i] - cut) >>> 31;
  }
}

/** Half the drawn range: round, so that the axis keeps still while training.
 * @param {Float32Array} weights @param {number} largest */
function limitOf(weights, largest) {
  if (largest === 0) return 1;
  const sizes = new Uint32Array(FINE);
  const scale = (FINE - 1) / largest;
  for (let i = 0; i < weights.length; i += 1) {
    const size = Math.abs(weights[i]);
    if (size <= largest) sizes[Math.floor(size * scale)] += 1;
  }
  let left = weights.length * INSIDE;
  let bin = 0;
  while (bin < FINE - 1 && left > sizes[bin]) {
    left -= sizes[bin];
    bin += 1;
  }
  const wanted = (bin + 1) / scale;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= wanted) ?? 10;
  return step * power;
}
