// @ts-check
/**
 * Which weights are drawn as strands: a fixed sample of a layer, and the weights that contribute most to what comes after
 * them. Pure.
 */

/** @import { LayerView } from '../../state/network.js' */
import { isAlive, lastAt } from '../../state/network.js';

/** Sampled weights, those that are pruned last first: the first `aliveAt` of them are alive.
 * @typedef {{ of: Uint32Array, positions: Float64Array }} Strands */

/** How many weights of the first layer are drawn, at most. */
export const SAMPLE = 1500;
const SEED = 0x9e3779b9;

/** Numbers from 0 to 1, the same from the same seed (mulberry32). @param {number} seed */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * `count` different numbers below `total`, each as likely as any (Floyd's algorithm), the same every time.
 * @param {number} total
 * @param {number} [count]
 */
export function sampleOf(total, count = SAMPLE) {
  if (count >= total) return Uint32Array.from({ length: total }, (_, index) => index);
  const random = randomNumbers(SEED);
  /** @type {Set<number>} */
  const chosen = new Set();
  for (let top = total - count; top < total; top += 1) {
    const wanted = Math.floor(random() * (top + 1));
    chosen.add(chosen.has(wanted) ? top : wanted);
  }
  return Uint32Array.from(chosen);
}

/**
 * The sample in the order in which it is drawn. Weights that are not there whatever the slider says come last, with
 * position -1.
 * @param {LayerView} layer
 * @param {Uint32Array} sample
 * @returns {Strands}
 */
export function strandsOf(layer, sample) {
  const at = (/** @type {number} */ index) => lastAt(layer, index);
  const of = Uint32Array.from(sample).sort((a, b) => at(b) - at(a) || a - b);
  return { of, positions: Float64Array.from(of, at) };
}

/** How many of the strands are alive when `removed` of the layer's weights are pruned. @param {Strands} strands @param {number} removed */
export function aliveAt({ positions }, removed) {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle] >= removed) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A weight and what it adds to the neuron or class it leads to: activation x weight.
 * @typedef {{ from: number, to: number, value: number }} Contribution */

/**
 * The largest contributions of a layer, by size, the largest first.
 * @param {LayerView} layer
 * @param {ArrayLike<number>} activations  of what the layer's weights come from
 * @param {number} count
 * @returns {Contribution[]}
 */
export function contributionsOf(layer, activations, count) {
  const { rows, columns, weights } = layer;
  const heap = createSmallest(count);
  for (let from = 0; from < rows; from += 1) {
    const activation = activations[from];
    if (!activation) continue;
    for (let to = 0, index = from * columns; to < columns; to += 1, index += 1) {
      const size = Math.abs(activation * weights[index]);
      if (size > heap.least() && isAlive(layer, index)) heap.add(size, index);
    }
  }
  return heap
    .indices()
    .map((index) => {
      const from = Math.floor(index / columns);
      return { from, to: index % columns, value: activations[from] * weights[index] };
    })
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.from - b.from || a.to - b.to);
}

/** Keeps the `count` largest of many: a heap whose root is the smallest of these. @param {number} count */
function createSmallest(count) {
  const sizes = new Float64Array(count);
  const indices = new Uint32Array(count);
  let filled = 0;

  /** @param {number} a @param {number} b */
  function swap(a, b) {
    [sizes[a], sizes[b]] = [sizes[b], sizes[a]];
    [indices[a], indices[b]] = [indices[b], indices[a]];
  }

  function sink() {
    for (let at = 0; ;) {
      let child = 2 * at + 1;
      if (child >= filled) return;
      if (child + 1 < filled && sizes[child + 1] < sizes[child]) child += 1;
      if (sizes[at] <= sizes[child]) return;
      swap(at, child);
      at = child;
    }
  }

  return {
    /** What is not larger is not kept. */
    least: () => (filled < count ? 0 : count === 0 ? Infinity : sizes[0]),
    /** @param {number} size @param {number} index */
    add(size, index) {
      if (filled === count) {
        sizes[0] = size;
        indices[0] = index;
        sink();
        return;
      }
      let at = filled;
      filled += 1;
      sizes[at] = size;
      indices[at] = index;
      while (at > 0 && sizes[(at - 1) >> 1] > sizes[at]) {
        swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    },
    indices: () => [...indices.subarray(0, filled)],
  };
}
