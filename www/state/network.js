// @ts-check
/**
 * The network on the stage, weight by weight: at the slider, dense, fine-tuned or in the making. Pure look-ups.
 */

/** @import { OnStage } from './moment.js' */
/** @import { State } from './state.js' */
import { placeNow, rankedNow, snapshotOf } from './select.js';

/** A layer of a network at the slider: a weight is there while its position is not below `removed`. Of another network: while
 * its mask is 1. A weight that is zero is not there. `order`: the weights in the order they are pruned.
 * @typedef {{ rows: number, columns: number, weights: Float32Array, position: Uint32Array | null,
 *   order: Uint32Array | null, removed: number, mask: Uint8Array | null }} LayerView */

/** The weights of the network on the stage, as far as they are here. @param {State} state @param {OnStage} which
 * @returns {LayerView[]} */
export function layersOnStage(state, which) {
  const snapshot = which === 'live' || which === 'tuned' ? snapshotOf(state) : null;
  if (snapshot)
    return snapshot.layers.map(({ rows, columns, weights, mask }) => ({
      rows,
      columns,
      weights,
      mask,
      position: null,
      order: null,
      removed: 0,
    }));
  const ranked = rankedNow(state) ?? state.ranked;
  const place = which === 'dense' ? null : (placeNow(state) ?? 0);
  return (ranked?.layers ?? []).map(({ rows, columns, weights, position, order, removed }) => ({
    rows,
    columns,
    weights,
    position,
    order,
    mask: null,
    removed: place === null ? 0 : removed[place],
  }));
}

/** The last cut at which a weight is there: -1 where it never is, Infinity where it always is.
 * @param {LayerView} layer @param {number} index */
export function lastAt({ weights, position, mask }, index) {
  if (weights[index] === 0 || (mask && mask[index] === 0)) return -1;
  return position ? position[index] : Infinity;
}

/** Whether a weight is there. @param {LayerView} layer @param {number} index */
export function isAlive(layer, index) {
  return lastAt(layer, index) >= layer.removed;
}

/**
 * For each neuron between two layers, from which cut on nothing leads to it and from which cut on nothing leads from it:
 * one more than the last position of these weights; 0 where there is none.
 * @param {LayerView} into
 * @param {LayerView} from
 * @returns {{ into: Float64Array, from: Float64Array }}
 */
export function lastings(into, from) {
  const before = new Float64Array(into.columns);
  const after = new Float64Array(into.columns);
  for (let index = 0; index < into.weights.length; index += 1) {
    const neuron = index % into.columns;
    before[neuron] = Math.max(before[neuron], lastAt(into, index) + 1);
  }
  for (let index = 0; index < from.weights.length; index += 1) {
    const neuron = Math.floor(index / from.columns);
    after[neuron] = Math.max(after[neuron], lastAt(from, index) + 1);
  }
  return { into: before, from: after };
}

/** Whether a neuron is dead: nothing leads to it or nothing leads from it. @param {ReturnType<typeof lastings>} until
 * @param {number} neuron @param {number} cutInto  weights pruned of the layer before @param {number} cutFrom  of the one behind */
export function isDead({ into, from }, neuron, cutInto, cutFrom) {
  return into[neuron] <= cutInto || from[neuron] <= cutFrom;
}

/** The weights that lead to a neuron, in the order of the inputs; what is pruned is 0. @param {LayerView} layer @param {number} neuron */
export function incoming(layer, neuron) {
  return Float32Array.from({ length: layer.rows }, (_, input) => {
    const index = input * layer.columns + neuron;
    return isAlive(layer, index) ? layer.weights[index] : 0;
  });
}

/** The weights that lead from a neuron; what is pruned is 0. @param {LayerView} layer @param {number} neuron */
export function outgoing(layer, neuron) {
  return Float32Array.from({ length: layer.columns }, (_, output) => {
    const index = neuron * layer.columns + output;
    return isAlive(layer, index) ? layer.weights[index] : 0;
  });
}
