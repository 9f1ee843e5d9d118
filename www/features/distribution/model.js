// @ts-check
/**
 * What the histogram shows, out of a state. Pure.
 */

/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { kindOf, rankedLayers } from '../../ops/method.js';
import { rangeOf } from '../../ops/score-scale.js';
import * as select from '../../state/select.js';

/** The scales of the counts, in the order of the choice. */
export const SCALES = /** @type {const} */ (['linear', 'sqrt', 'logCount']);

/** The layer shown, unless all are. @type {Slice<{ form: { scale: typeof SCALES[number], all: boolean }, layer: number }>} */
export const slice = { id: 'distribution', initial: { form: { scale: 'sqrt', all: false }, layer: 0 } };

/**
 * Weights of every layer: all, and those that are left.
 * @param {State} state
 * @returns {{ all: number, kept: number }[]}
 */
export function layersData(state) {
  const snapshot = select.snapshotOf(state);
  if (snapshot)
    return snapshot.layers.map(({ mask }) => ({ all: mask.length, kept: mask.reduce((kept, one) => kept + one, 0) }));
  const [ranked, place] = [select.rankedNow(state), select.placeNow(state)];
  if (!ranked || place === null) return [];
  return ranked.layers.map(({ weights, removed }) => ({ all: weights.length, kept: weights.length - removed[place] }));
}

/** @param {State} state */
export function histogramData(state) {
  const by = state.look.hist;
  const snapshot = select.snapshotOf(state);
  if (snapshot) {
    return {
      by,
      layers: snapshot.layers.map(({ weights, mask }) => ({ weights, mask, threshold: 0 })),
    };
  }
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  if (!ranked || place === null) return { by, layers: [] };
  const { method } = ranked;
  const scores = by === 'scores' ? select.scoresNow(state) : null;
  // Within an output or a group no single score divides the pruned weights from the kept ones.
  const drawn = kindOf(method) !== 'groups' && method.scope !== 'row';
  if (scores) {
    const spread = spreadOf(scores, ranked);
    return {
      by,
      layers: spread.map(({ order, last, ...data }, layer) => ({
        ...data,
        order,
        removed: last ? countBelow(last, ranked.layers[layer].removed[place]) : ranked.layers[layer].removed[place],
        threshold: drawn ? ranked.layers[layer].threshold[place] : null,
      })),
    };
  }
  const plain = drawn && kindOf(method) === 'weights' && method.score === 'magnitude';
  return {
    by,
    layers: ranked.layers.map(({ weights, order, removed, threshold }) => ({
      weights,
      order,
      removed: removed[place],
      threshold: plain ? threshold[place] : null,
    })),
  };
}

/** Of every ranked layer: what is spread along the axis, and in which order it goes. Where neurons go `last` has the
 * position of each one's last weight, in that order.
 * @typedef {{ weights: Float32Array, range: import('../../ops/score-scale.js').ScoreRange, order: Uint32Array,
 *             neurons: boolean, last: Uint32Array | null }} Spread */
/** @type {WeakMap<object, Spread[]>} */
const spreads = new WeakMap();

/** @param {import('../../state/state.js').Scores} scores @param {import('../../state/trajectory.js').Ranked} ranked @returns {Spread[]} */
function spreadOf(scores, ranked) {
  const known = spreads.get(scores);
  if (known) return known;
  const neurons = kindOf(scores.method) === 'neurons';
  const layers = ranked.layers.slice(0, rankedLayers(scores.method, ranked.layers.length));
  const made = layers.map(({ order, position, columns }, layer) => {
    const weights = scores.layers[layer];
    const range = rangeOf(scores.method.score, weights);
    if (!neurons) return { weights, range, order, neurons, last: null };
    // A neuron is gone with the last of the weights that lead to it.
    const lasts = new Uint32Array(columns);
    position.forEach((place, index) => {
      const neuron = index % columns;
      if (place > lasts[neuron]) lasts[neuron] = place;
    });
    const going = Uint32Array.from(lasts.keys()).sort((a, b) => lasts[a] - lasts[b]);
    return { weights, range, order: going, neurons, last: going.map((neuron) => lasts[neuron]) };
  });
  spreads.set(scores, made);
  return made;
}

/** How many of a rising list lie below a value. @param {Uint32Array} rising @param {number} value */
function countBelow(rising, value) {
  let count = 0;
  while (count < rising.length && rising[count] < value) count += 1;
  return count;
}
