// @ts-check
/**
 * The image of the moment: a test image or what a person draws, and what networks answer to it. A slice that the stage,
 * the fate strip and the images share. Pure.
 */

/** @import { Pruning, Subject } from '../protocol.js' */
/** @import { Slice } from './slices.js' */
/** @import { State } from './state.js' */
/** @import { Subject as TimedSubject } from './times.js' */
/** @import { Ranked } from './trajectory.js' */
import { fixedRatio } from '../ops/method.js';
import {
  activeOp,
  baseId,
  baseNode,
  currentNode,
  fineTunedNow,
  isOtherLab,
  placeNow,
  rankedNow,
  snapshotOf,
} from './select.js';
import { sliceOf } from './slices.js';

/** Points of the drawing surface, x and y one after the other, from 0 to 1. @typedef {Float32Array} Stroke */
/** `pixels` as they are given to the network; `label` of a test image.
 * @typedef {{ subject: Subject, pixels: Uint8Array, label: number | null }} Picture */
/** What a network answers: its input, every hidden layer, its logits; and the classes' probabilities.
 * @typedef {{ layers: readonly Float32Array[], probabilities: Float32Array }} Answer */
/** The probability of each class at each grid point of a ranking. @typedef {{ ranked: Ranked, subject: Subject,
 *   probabilities: Float32Array }} Fate */
/** The class of each test image at each grid point, and that of the network before pruning.
 * @typedef {{ ranked: Ranked, classes: Uint8Array, dense: Uint8Array }} Predictions */
/** Which network is on the stage: the dense one, the one at the slider, or the fine-tuned one; or the one in the making.
 * @typedef {'dense' | 'pruned' | 'tuned' | 'live'} OnStage */

/** A neuron of a hidden layer, both from 0; where there is no hidden layer, a class. `across`: columns of its weights as a field.
 * @typedef {{ layer: number, neuron: number, across: number }} Neuron */

/** `strokes`: what is drawn, null: the test image that the page names is on the stage; `wish`: predictions of all images are wanted;
 * `dense`: the dense network is chosen; `held`: it is compared with for as long as a key or button is held; `neuron`: the one
 * that is looked at.
 * @typedef {{ form: {}, strokes: readonly Stroke[] | null, subject: Subject | null, picture: Picture | null,
 *   answer: Answer | null, fate: Fate | null, wish: boolean, predictions: Predictions | null, labels: Uint8Array | null,
 *   dense: boolean, held: boolean, neuron: Neuron | null }} Moment */

/** What stands for a class that is not measured yet. */
export const UNMEASURED = 255;

/** @type {Moment} */
const initial = {
  form: {},
  strokes: null,
  subject: null,
  picture: null,
  answer: null,
  fate: null,
  wish: false,
  predictions: null,
  labels: null,
  dense: false,
  held: false,
  neuron: null,
};

/** @type {Slice<Moment>} */
export const moment = {
  id: 'moment',
  initial,
  reduce(own, event, state, before) {
    if (isOtherLab(state, before)) return { ...initial, wish: own.wish };
    // Whoever moves the slider or chooses a network wants to see it.
    const moved = event.type === 'ratio' || event.type === 'heat' || event.type === 'runWanted';
    const next = moved && own.dense ? { ...own, dense: false } : own;
    const sizes = next.neuron && sizesOnStage(state);
    const isThere = !next.neuron || !sizes || next.neuron.neuron < (sizes[next.neuron.layer + 1] ?? 0);
    return isThere ? next : { ...next, neuron: null };
  },
};

/** @param {State} state */
export const momentOf = (state) => sliceOf(state, moment);

/** The test image that is on the stage where nothing is drawn: the page's, or the first where there are not so many.
 * @param {State} state */
export function imageNow({ page, data }) {
  return page.image < (data.info?.test ?? 0) ? page.image : 0;
}

/** The test image on the stage; null where something is drawn. @param {State} state */
export function testImageNow(state) {
  return momentOf(state).strokes === null ? imageNow(state) : null;
}

/** @param {State} state @returns {OnStage} */
export function onStage(state) {
  const { dense, held } = momentOf(state);
  if (state.run && state.live && activeOp(state)) return held && baseNode(state) ? 'dense' : 'live';
  if (dense || held) return 'dense';
  return state.heat === 'node' && fineTunedNow(state) ? 'tuned' : 'pruned';
}

/** The network on the stage as the engine knows it; `node` null: the one in the making.
 * @param {State} state @returns {{ node: number | null, prune: Pruning | null } | null} */
export function networkOnStage(state) {
  const ranked = rankedNow(state);
  const base = baseId(state);
  switch (onStage(state)) {
    case 'live':
      return { node: null, prune: null };
    case 'tuned':
      return state.current === null ? null : { node: state.current, prune: null };
    case 'dense':
      return base === null ? null : { node: base, prune: null };
    case 'pruned':
      return (
        ranked && {
          node: ranked.base,
          prune: { method: ranked.method, ratio: ranked.ratios[placeNow(state) ?? 0] },
        }
      );
  }
}

/** The network on the stage as a run and how it is pruned; null while one is in the making.
 * @param {State} state @returns {TimedSubject | null} */
export function subjectOnStage(state) {
  const at = networkOnStage(state);
  const node = at && at.node !== null ? state.nodes.get(at.node) : undefined;
  if (!at || !node) return null;
  const { prune } = at;
  return { node, prune: prune && (prune.ratio > 0 || fixedRatio(prune.method) !== null) ? prune : null };
}

/** The class with the largest value, the first of equals; null without any. @param {ArrayLike<number>} values */
export function largest(values) {
  let best = -1;
  for (let index = 0; index < values.length; index += 1) if (best < 0 || values[index] > values[best]) best = index;
  return best < 0 ? null : best;
}

/** The grid point at the slider, or the one nearest to it. @param {State} state @returns {{ point: number, exact: boolean } | null} */
export function gridPointNow(state) {
  const ranked = rankedNow(state);
  const place = placeNow(state);
  if (!ranked || place === null) return null;
  const { grid } = ranked;
  let point = 0;
  for (let index = 1; index < grid.length; index += 1)
    if (Math.abs(grid[index] - place) < Math.abs(grid[point] - place)) point = index;
  return { point, exact: grid[point] === place };
}

/** What is known about all test images at the slider; null before it is. @param {State} state */
export function predictionsNow(state) {
  const { predictions, labels } = momentOf(state);
  const at = gridPointNow(state);
  if (!predictions || !labels || !at || predictions.ranked !== rankedNow(state)) return null;
  return { predictions, labels, point: at.point };
}

/** What is known about the image of the moment along the ranking at work. @param {State} state */
export function fateNow(state) {
  const { fate, subject } = momentOf(state);
  return fate && fate.subject === subject && fate.ranked === rankedNow(state) ? fate : null;
}

/** The probabilities at a grid point. @param {Fate} fate @param {number} point */
export function fateAt({ ranked, probabilities }, point) {
  const classes = probabilities.length / ranked.grid.length;
  return probabilities.subarray(point * classes, (point + 1) * classes);
}

/** The class at each grid point. @param {Fate} fate */
export function fateClasses(fate) {
  return Array.from(fate.ranked.grid, (_, point) => largest(fateAt(fate, point)) ?? 0);
}

/** What the dense network says, where that is known. @param {State} state @returns {Float32Array | null} */
export function denseProbabilities(state) {
  const fate = fateNow(state);
  return fate && fateAt(fate, 0);
}

/**
 * What the network on the stage says: looked up where it was measured along the slider, so that it is there in the frame
 * of a move, and else the last answer. Null where nothing is drawn, or before the first answer.
 * @param {State} state
 * @returns {Float32Array | null}
 */
export function probabilitiesNow(state) {
  const { subject, answer } = momentOf(state);
  if (!subject) return null;
  const which = onStage(state);
  const fate = fateNow(state);
  if (fate && which === 'dense') return fateAt(fate, 0);
  const at = which === 'pruned' ? gridPointNow(state) : null;
  if (fate && at?.exact) return fateAt(fate, at.point);
  return answer?.probabilities ?? null;
}

/** The widths of the network on the stage, or of the one that will be. @param {State} state @returns {readonly number[] | null} */
function sizesOnStage(state) {
  const snapshot = snapshotOf(state);
  if (snapshot) return sizesOf(snapshot.layers);
  const ranked = rankedNow(state) ?? state.ranked;
  if (ranked) return sizesOf(ranked.layers);
  return currentNode(state)?.sizes ?? null;
}

/** @param {readonly { rows: number, columns: number }[]} layers */
function sizesOf(layers) {
  return layers.length === 0 ? null : [layers[0].rows, ...layers.map(({ columns }) => columns)];
}

/** Whether two subjects are the same image. @param {Subject | null} a @param {Subject | null} b */
export function sameSubject(a, b) {
  if (a === b) return true;
  return a?.kind === 'test' && b?.kind === 'test' && a.index === b.index;
}
