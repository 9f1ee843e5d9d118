// A small lab for models: images of 2 x 2 pixels, runs, and look-ups that are made here one weight at a time.
import './module.js';
import { initialState, reduce } from '../../www/state/state.js';

/** @import { DatasetInfo, Evaluation, Op, PruneMethod, RunNode, TrainConfig, Trajectory } from '../../www/protocol.js' */
/** @import { PageEvent, State } from '../../www/state/state.js' */
/** @import { WorkerEvent } from '../../www/protocol.js' */

/** Widths from pixels to classes. */
export const SIZES = [4, 3, 2];
/** @type {TrainConfig} */
export const config = { epochs: 2, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };
/** @type {PruneMethod} */
export const magnitude = { score: 'magnitude', scope: 'layer', rule: 'exact' };
/** @type {DatasetInfo} */
export const info = {
  name: 'small',
  spec: { source: 'digits', train: 100, test: 50, seed: 1 },
  train: 100,
  test: 50,
  height: 2,
  width: 2,
  classes: 2,
  testSplitOff: false,
  splitByClass: false,
  trainCounts: [50, 50],
  testCounts: [25, 25],
};
/** Every tenth of the slider. */
export const RATIOS = Float64Array.from({ length: 11 }, (_, place) => place / 10);

/** @param {number} correct @param {number} [total] @returns {Evaluation} */
export function evaluation(correct, total = 50) {
  const wrong = total - correct;
  return { correct, total, loss: 0.1, confusion: Uint32Array.of(correct, 0, wrong, 0) };
}

/**
 * A run of the list.
 * @param {number} id
 * @param {number | null} parent
 * @param {Op} op
 * @param {{ correct?: number, kept?: number, losses?: number }} [figures]
 * @returns {RunNode}
 */
export function run(id, parent, op, { correct = 45, kept = 18, losses = 0 } = {}) {
  const result = {
    evaluation: evaluation(correct),
    weights: 18,
    kept,
    layerWeights: [12, 6],
    layerKept: [Math.min(12, kept), Math.max(0, kept - 12)],
    macs: kept,
    deadNeurons: 0,
    deadPixels: 0,
    shrunk: SIZES,
    bytes: 92,
    format: /** @type {const} */ ('dense'),
    denseBytes: 92,
  };
  return { id, parent, op, sizes: SIZES, result, losses: new Float32Array(losses), epochs: [] };
}

/** @type {Op} */
export const INIT = { op: 'init', hidden: [3], seed: 1 };
/** @type {Op} */
export const TRAIN = { op: 'train', config };
/** @param {number} ratio @returns {Op} */
export const prune = (ratio) => ({ op: 'prune', method: magnitude, ratio });
/** @param {'keep' | 'forget'} [mask] @returns {Op} */
export const tune = (mask = 'keep') => ({ op: 'fineTune', config, mask });

/** Weights of both layers, no two of one size. @type {readonly Float32Array[]} */
export const WEIGHTS = [
  Float32Array.from({ length: 12 }, (_, at) => (((at * 7) % 12) + 1) * (at % 2 ? -0.1 : 0.1)),
  Float32Array.from({ length: 6 }, (_, at) => (((at * 5) % 6) + 1) * (at % 3 ? -0.2 : 0.2)),
];

/**
 * The order of removal by size, layer by layer; or of neurons, by the sum of the sizes of what leads to them, where a
 * neuron's weights go one after another.
 * @param {'weights' | 'neurons'} [kind]
 * @returns {Trajectory}
 */
export function trajectory(kind = 'weights') {
  const layers = WEIGHTS.map((weights, layer) => {
    const columns = SIZES[layer + 1];
    const sizes = weights.map(Math.abs);
    const sums = new Float32Array(columns);
    sizes.forEach((size, at) => {
      sums[at % columns] += size;
    });
    const key = (/** @type {number} */ at) => (kind === 'weights' ? sizes[at] : sums[at % columns]);
    const order = [...weights.keys()].sort((a, b) => key(a) - key(b) || a - b);
    const position = new Uint32Array(weights.length);
    order.forEach((at, place) => {
      position[at] = place;
    });
    const removed = Uint32Array.from(RATIOS, (ratio) => Math.floor(ratio * weights.length));
    const threshold = Float32Array.from(removed, (count) => (count ? sizes[order[count - 1]] : 0));
    return { rows: SIZES[layer], columns, weights, position, removed, threshold };
  });
  return { ratios: RATIOS, grid: Uint32Array.from(RATIOS.keys()), layers };
}

/**
 * What these events make of a page that has just got its data set.
 * @param {...(WorkerEvent | PageEvent)} events
 * @returns {State}
 */
export function after(...events) {
  return [{ type: 'booted' }, { type: 'dataset', info }, ...events].reduce(
    (state, event) => reduce(state, /** @type {any} */ (event)),
    initialState(),
  );
}

/** Events of runs that follow one another, each from its parent. @param {...RunNode} nodes @returns {(WorkerEvent | PageEvent)[]} */
export function done(...nodes) {
  return nodes.flatMap((node) => [
    { type: /** @type {const} */ ('runWanted'), runId: node.id, parent: node.parent, ops: [node.op] },
    { type: /** @type {const} */ ('node'), runId: node.id, node },
    { type: /** @type {const} */ ('runEnded'), runId: node.id, complete: true, failed: false },
  ]);
}

/** Look-ups for the slider. @param {number} base @param {PruneMethod} [method] @param {'weights' | 'neurons'} [kind]
 * @returns {PageEvent} */
export const ranking = (base, method = magnitude, kind = 'weights') => ({
  type: 'trajectory',
  base,
  method,
  trajectory: trajectory(kind),
});

/** A point of the curve. @param {number} base @param {number} ratio @param {number} correct @param {PruneMethod} [method]
 * @returns {WorkerEvent} */
export const point = (base, ratio, correct, method = magnitude) => ({
  type: 'point',
  base,
  method,
  ratio,
  evaluation: evaluation(correct),
  result: null,
});
