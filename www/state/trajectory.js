// @ts-check
/**
 * Look-ups along a trajectory: what is gone at a place of the slider. Nothing here is measured.
 */

/** @import { PruneMethod, Trajectory, TrajectoryLayer } from '../protocol.js' */
import { PLACES } from '../description.js';

/** A layer of a ranked network; `order[j]` is the weight that goes j-th of this layer.
 * @typedef {TrajectoryLayer & { order: Uint32Array }} RankedLayer */
/** @typedef {{ base: number, method: PruneMethod, ratios: Float64Array, grid: Uint32Array, layers: RankedLayer[],
 *             weights: number }} Ranked */

/**
 * @param {number} base
 * @param {PruneMethod} method
 * @param {Trajectory} trajectory
 * @returns {Ranked}
 */
export function rank(base, method, trajectory) {
  const layers = trajectory.layers.map((layer) => ({ ...layer, order: orderOf(layer.position) }));
  const weights = layers.reduce((sum, layer) => sum + layer.weights.length, 0);
  return { base, method, ratios: trajectory.ratios, grid: trajectory.grid, layers, weights };
}

/**
 * The weights of a layer in the order they go.
 * @param {Uint32Array} position  of every weight, each once
 */
export function orderOf(position) {
  const order = new Uint32Array(position.length);
  position.forEach((place, index) => {
    order[place] = index;
  });
  return order;
}

/** The slider place nearest to a ratio. @param {number} ratio */
export function placeOf(ratio) {
  return Math.round(PLACES * Math.min(1, Math.max(0, ratio)));
}

/** The ratio of a slider place. @param {number} place */
export function ratioAt(place) {
  return place / PLACES;
}

/** Index of the ratio of a trajectory that is nearest to a ratio. @param {Float64Array} ratios  ascending @param {number} ratio */
export function indexOf(ratios, ratio) {
  return nearest(ratios, ratio);
}

/**
 * The slider place whose threshold in a layer is nearest to `threshold`; used when the line in the
 * histogram is dragged.
 * @param {RankedLayer} layer
 * @param {number} threshold
 */
export function placeOfThreshold(layer, threshold) {
  return nearest(layer.threshold, threshold);
}

/**
 * Index of the value nearest to the wanted one in an ascending list.
 * @param {Float64Array | Float32Array} values
 * @param {number} wanted
 */
function nearest(values, wanted) {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  const before = low - 1;
  return before >= 0 && wanted - values[before] <= values[low] - wanted ? before : low;
}

/**
 * The ratio nearest to a wanted one that the curve is measured at.
 * @param {Ranked} ranked
 * @param {number} ratio
 */
export function onGrid({ ratios, grid }, ratio) {
  let best = ratio;
  let distance = Infinity;
  for (const place of grid) {
    const off = Math.abs(ratios[place] - ratio);
    if (off < distance) [best, distance] = [ratios[place], off];
  }
  return best;
}

/**
 * The fraction of all weights gone at a slider place.
 * @param {Ranked} ranked
 * @param {number} place
 */
export function sparsityAt(ranked, place) {
  return removedAt(ranked, place) / ranked.weights;
}

/**
 * @param {Ranked} ranked
 * @param {number} place
 */
export function removedAt(ranked, place) {
  let removed = 0;
  for (const layer of ranked.layers) removed += layer.removed[place];
  return removed;
}

/**
 * Layers, counted from 0, of which nothing is left.
 * @param {Ranked} ranked
 * @param {number} place
 */
export function emptiedLayers(ranked, place) {
  return ranked.layers.flatMap((layer, index) => (layer.removed[place] === layer.weights.length ? [index] : []));
}
