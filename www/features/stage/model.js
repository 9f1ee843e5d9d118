// @ts-check
/**
 * What the stage shows, out of a state: the network, the image, what the network answers. Pure.
 */

/** @import { Neuron, OnStage, Picture, Stroke } from '../../state/moment.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { LayerView } from '../../state/network.js' */
/** @import { State } from '../../state/state.js' */
import {
  denseProbabilities,
  imageNow,
  largest,
  momentOf,
  onStage,
  predictionsNow,
  probabilitiesNow,
  UNMEASURED,
} from '../../state/moment.js';
import { layersOnStage } from '../../state/network.js';
import * as select from '../../state/select.js';
import { linesOf } from './geometry.js';

/** Whether misclassified images come first. @type {Slice<{ form: {}, wrongFirst: boolean }>} */
export const slice = { id: 'stage', initial: { form: {}, wrongFirst: false } };

/** `tiles` of every wall; where there is no hidden layer, `templates`: a tile a class.
 * @typedef {{ which: OnStage, layers: readonly LayerView[], sizes: readonly number[],
 *   tiles: readonly number[], templates: boolean, classes: number, image: { width: number, height: number },
 *   picture: Picture | null, drawing: readonly Stroke[] | null, index: number, count: number,
 *   activations: readonly Float32Array[] | null, probabilities: Float32Array | null, dense: Float32Array | null,
 *   neuron: Neuron | null, ratio: number, hasTuned: boolean, held: boolean }} StageData */

/** @param {State} state @returns {StageData | null} */
export function stageData(state) {
  const { info } = state.data;
  if (!info) return null;
  const now = momentOf(state);
  const which = onStage(state);
  const layers = layersOnStage(state, which);
  const sizes =
    layers.length > 0 ? [layers[0].rows, ...layers.map(({ columns }) => columns)] : select.factsOf(state).sizes;
  const templates = sizes.length === 2;
  const { answer } = now;
  const fits = answer !== null && answer.layers.length === sizes.length && sizes.every(isLong(answer.layers));
  return {
    which,
    layers,
    sizes,
    tiles: templates ? [sizes[1]] : sizes.slice(1, -1),
    templates,
    classes: sizes[sizes.length - 1],
    image: { width: info.width, height: info.height },
    picture: now.picture,
    drawing: now.strokes,
    index: imageNow(state),
    count: info.test,
    activations: now.subject && fits ? answer.layers : null,
    probabilities: fits || which === 'pruned' ? probabilitiesNow(state) : null,
    dense: denseProbabilities(state),
    neuron: now.neuron,
    ratio: select.ratioNow(state),
    hasTuned: select.fineTunedNow(state) !== null,
    held: now.held,
  };
}

/** @param {readonly Float32Array[]} layers */
const isLong = (layers) => (/** @type {number} */ size, /** @type {number} */ index) => layers[index].length === size;

/** Classes that have a row, rising: all, or the likeliest with the true one and the dense network's.
 * @param {Pick<StageData, 'classes' | 'probabilities' | 'dense' | 'picture'>} data @returns {number[]} */
export function shownClasses({ classes, probabilities, dense, picture }) {
  const all = Array.from({ length: classes }, (_, index) => index);
  const lines = linesOf(classes);
  if (lines === classes) return all;
  const first = new Set([picture?.label ?? -1, dense ? (largest(dense) ?? -1) : -1]);
  const value = (/** @type {number} */ index) => (first.has(index) ? 2 : (probabilities?.[index] ?? 0));
  return all
    .sort((a, b) => value(b) - value(a) || a - b)
    .slice(0, lines)
    .sort((a, b) => a - b);
}

/** What the network says in a word: the class, how probable, and whether that is right; null without an image.
 * @param {Pick<StageData, 'probabilities' | 'dense' | 'picture'>} data */
export function predictionOf({ probabilities, dense, picture }) {
  const label = probabilities && largest(probabilities);
  if (!probabilities || label === null) return null;
  const first = dense && largest(dense);
  return {
    label,
    probability: probabilities[label],
    truth: picture?.label ?? null,
    dense: dense && first !== null ? { label: first, probability: dense[first] } : null,
  };
}

/**
 * The test image a number of steps further on, in the order in which they are gone through.
 * @param {number} index
 * @param {number} steps
 * @param {number} count
 * @param {ArrayLike<number> | null} order  another order than that of the data set: some of the images
 */
export function stepFrom(index, steps, count, order) {
  if (!order || order.length === 0) return (index + steps + count) % count;
  const at = Array.prototype.indexOf.call(order, index);
  if (at < 0) return steps > 0 ? order[0] : order[order.length - 1];
  return order[(at + steps + order.length) % order.length];
}

/**
 * Test images with those that the network at the slider misclassifies first; null before that is known.
 * @param {State} state
 * @returns {Uint32Array | null}
 */
export function wrongFirst(state) {
  const now = predictionsNow(state);
  if (!now) return null;
  const { predictions, labels, point } = now;
  const count = labels.length;
  const classes = predictions.classes.subarray(point * count, (point + 1) * count);
  if (classes.includes(UNMEASURED)) return null;
  const wrong = (/** @type {number} */ index) => classes[index] !== labels[index];
  const indices = Array.from({ length: count }, (_, index) => index);
  return Uint32Array.from([...indices.filter(wrong), ...indices.filter((index) => !wrong(index))]);
}
