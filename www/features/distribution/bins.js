// @ts-check
/**
 * Counting one layer's weights in bins. The bin of each weight is found once per weights array, and who leaves a bin
 * when once per order of removal, so that a slider move costs a search a bin, however many weights it moves.
 */

/** @import { ScoreRange } from '../../ops/score-scale.js' */
import { placeIn } from '../../ops/score-scale.js';

/** Share of weights by size that must lie inside the drawn range; the few beyond are counted, not drawn. */
const INSIDE = 0.998;
/** Bits of a float that are left out when sizes are counted: classes of size are less than 1 % wide. */
const COARSE = 16;
const INFINITE = 0x7f80_0000 >>> COARSE;

/** @typedef {{ from: number, limit: number, largest: number, bins: number, binOf: Uint16Array, total: Uint32Array }} Binned
 * `total` has `bins + 2` counts: the last but one is of what is not drawn, weights beyond ±limit and scores outside their
 * range; the last of weights that are zero, pruned before, which would hide the others. */

/** @param {Float32Array} weights @param {number} bins  even, so that zero is an edge @returns {Binned} */
export function binWeights(weights, bins) {
  let largest = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const size = Math.abs(weights[i]);
    if (size > largest && size < Infinity) largest = size;
  }
  const limit = limitOf(weights, largest);
  const binOf = new Uint16Array(weights.length);
  const total = new Uint32Array(bins + 2);
  const scale = bins / (2 * limit);
  for (let i = 0; i < weights.length; i += 1) {
    const weight = weights[i];
    const inside = weight >= -limit && weight <= limit;
    const drawn = inside ? Math.min(bins - 1, Math.floor((weight + limit) * scale)) : bins;
    const bin = weight === 0 ? bins + 1 : drawn;
    binOf[i] = bin;
    total[bin] += 1;
  }
  return { from: -limit, limit, largest, bins, binOf, total };
}

/**
 * Scores in bins along their range.
 * @param {Float32Array} scores
 * @param {number} bins
 * @param {ScoreRange} range
 * @returns {Binned}
 */
export function binScores(scores, bins, range) {
  const { from, to, largest } = range;
  const binOf = new Uint16Array(scores.length);
  const total = new Uint32Array(bins + 2);
  const scale = bins / (to - from);
  for (let i = 0; i < scores.length; i += 1) {
    const place = placeIn(range, scores[i]);
    const bin = place >= from && place <= to ? Math.min(bins - 1, Math.floor((place - from) * scale)) : bins;
    binOf[i] = bin;
    total[bin] += 1;
  }
  return { from, limit: to, largest, bins, binOf, total };
}

/** Who goes when, bin by bin: `ranks[starts[b]..starts[b + 1]]` are the places in the order of bin b's weights, rising.
 * @typedef {{ starts: Uint32Array, ranks: Uint32Array }} Departures */

/**
 * Sorts an order of removal into bins: one pass, after which the counts at any cut are look-ups.
 * @param {Binned} binned
 * @param {Uint32Array} order  every weight once, in the order they go
 * @returns {Departures}
 */
export function departures({ binOf, total }, order) {
  const starts = new Uint32Array(total.length + 1);
  for (let bin = 0; bin < total.length; bin += 1) starts[bin + 1] = starts[bin] + total[bin];
  const next = starts.slice();
  const ranks = new Uint32Array(binOf.length);
  for (let rank = 0; rank < order.length; rank += 1) ranks[next[binOf[order[rank]]]++] = rank;
  return { starts, ranks };
}

/**
 * Of every bin, how many are among the first `cut` of the order: a search in each bin.
 * @param {Departures} departures
 * @param {number} cut
 * @param {Uint32Array} removed  the counts, as many as `total` has
 */
export function countGone({ starts, ranks }, cut, removed) {
  for (let bin = 0; bin < removed.length; bin += 1) {
    let low = starts[bin];
    let high = starts[bin + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ranks[middle] < cut) low = middle + 1;
      else high = middle;
    }
    removed[bin] = low - starts[bin];
  }
}

/** Of every bin, how many weights a mask (1 = kept) leaves out.
 * @param {Binned} binned @param {Uint8Array} mask @param {Uint32Array} removed  the counts, as many as `total` has */
export function countMasked({ binOf }, mask, removed) {
  removed.fill(0);
  // Without a branch, which would be guessed wrongly for every other weight.
  for (let i = 0; i < binOf.length; i += 1) removed[binOf[i]] += 1 - mask[i];
}

/** Half the drawn range: round, so that the axis keeps still while training. By a quantile of the sizes, zeros aside, so
 * that one weight of 1e30 does not blank all others.
 * @param {Float32Array} weights @param {number} largest */
function limitOf(weights, largest) {
  if (largest === 0) return 1;
  // The bits of positive floats are in the order of their values.
  const bits = new Uint32Array(weights.buffer, weights.byteOffset, weights.length);
  const sizes = new Uint32Array(INFINITE);
  let left = 0;
  for (let i = 0; i < bits.length; i += 1) {
    const size = (bits[i] & 0x7fff_ffff) >>> COARSE;
    if (size >= INFINITE || weights[i] === 0) continue;
    sizes[size] += 1;
    left += INSIDE;
  }
  let size = 0;
  while (size < INFINITE - 1 && left > sizes[size]) {
    left -= sizes[size];
    size += 1;
  }
  const [upper] = new Float32Array(Uint32Array.of((size + 1) << COARSE).buffer);
  const wanted = Math.min(largest, upper);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= wanted) ?? 10;
  return Math.min(3e38, step * power);
}
