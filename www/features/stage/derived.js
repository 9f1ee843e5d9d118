// @ts-check
/**
 * What follows from a network and is kept while it stays the same: in a frame of the slider it costs next to nothing. Pure.
 */

/** @import { LayerView } from '../../state/network.js' */
/** @import { StageData } from './model.js' */
/** @import { Contribution } from './strands.js' */
import { isAlive, isDead, lastings } from '../../state/network.js';
import { createMemo, sameParts } from '../../util/memo.js';
import { contributionsOf, sampleOf } from './strands.js';

/** Contributions that are drawn between two layers. */
const CONTRIBUTIONS = 120;

/** @type {Map<number, Uint32Array>} */
const samples = new Map();

/** @param {number} total */
export function sampleNow(total) {
  const sample = samples.get(total) ?? sampleOf(total);
  samples.set(total, sample);
  return sample;
}

/** @type {ReturnType<typeof createMemo<readonly Contribution[]>>} */
const contributionsMade = createMemo();

/** @param {LayerView} layer @param {Float32Array} activations */
export function largestOf(layer, activations) {
  return contributionsMade(layer.weights, [layer.position, layer.mask, layer.removed, activations], () =>
    contributionsOf(layer, activations, CONTRIBUTIONS),
  );
}

/** @type {ReturnType<typeof createMemo<ReturnType<typeof lastings>>>} */
const lastingsMade = createMemo();
/** @type {ReturnType<typeof createMemo<readonly boolean[]>>} */
const deadMade = createMemo();

/** @type {WeakMap<object, readonly boolean[]>} */
const deadBefore = new WeakMap();

/** Which neurons of a wall are dead. @param {StageData} data @param {number} index @returns {readonly boolean[]} */
export function deadNow({ layers, tiles, templates }, index) {
  const [into, from] = [layers[index], layers[index + 1]];
  if (!into || templates) return NOBODY;
  const until = lastingsMade(into.weights, [into.position, into.mask, from.weights, from.position, from.mask], () =>
    lastings(into, from),
  );
  return deadMade(until, [into.removed, from.removed], () => {
    const dead = Array.from({ length: tiles[index] }, (_, neuron) => isDead(until, neuron, into.removed, from.removed));
    // The same list as long as nobody dies, so that what shows it need not be painted again.
    const before = deadBefore.get(until);
    if (before && sameParts(before, dead)) return before;
    deadBefore.set(until, dead);
    return dead;
  });
}

/** @type {readonly boolean[]} */
const NOBODY = Object.freeze([]);

/** How many weights of a layer are left. @param {LayerView} layer */
export function aliveNow(layer) {
  let alive = 0;
  for (let index = 0; index < layer.weights.length; index += 1) if (isAlive(layer, index)) alive += 1;
  return alive;
}
