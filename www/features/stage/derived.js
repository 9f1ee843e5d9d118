// @ts-check
/**
 * What follows from a network and is kept while it stays the same: in a frame of the slider it costs next to nothing. Pure.
 */

/** @import { LayerView } from '../../state/network.js' */
/** @import { StageData } from './model.js' */
/** @import { Contribution } from './strands.js' */
import { scaleOf } from '../../charts/colormap.js';
import { isAlive, isDead, lastings } from '../../state/network.js';
import { createMemo } from '../../util/memo.js';
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

/** @type {WeakMap<Float32Array, number>} */
const scales = new WeakMap();

/** @param {Float32Array} weights */
export function scaleNow(weights) {
  const scale = scales.get(weights) ?? scaleOf(weights);
  scales.set(weights, scale);
  return scale;
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

/** Which neurons of a wall are dead. @param {StageData} data @param {number} index @returns {readonly boolean[]} */
export function deadNow({ layers, tiles, templates }, index) {
  const [into, from] = [layers[index], layers[index + 1]];
  if (!into || templates) return NOBODY;
  const until = lastingsMade(into.weights, [into.position, into.mask, from.weights, from.position, from.mask], () =>
    lastings(into, from),
  );
  return deadMade(until, [into.removed, from.removed], () =>
    Array.from({ length: tiles[index] }, (_, neuron) => isDead(until, neuron, into.removed, from.removed)),
  );
}

/** @type {readonly boolean[]} */
const NOBODY = Object.freeze([]);

/** How many weights of a layer are left. @param {LayerView} layer */
export function aliveNow(layer) {
  let alive = 0;
  for (let index = 0; index < layer.weights.length; index += 1) if (isAlive(layer, index)) alive += 1;
  return alive;
}
