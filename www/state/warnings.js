// @ts-check
/**
 * When a pruned network is no longer one: a layer emptied, one answer for every image, no better than guessing. Says
 * why, and how to get back. Pure.
 */

/** @import { Evaluation } from '../protocol.js' */
/** @import { State } from './state.js' */
import { fixedRatio } from '../ops/method.js';
import { baseNode, curveNow, fineTunedNow, placeNow, pointNow, rankedNow } from './select.js';
import { emptiedLayers } from './trajectory.js';

/** `back`: the ratio that does no such harm, another shape where the ratio has no say, or the run before.
 * @typedef {{ key: string, params: Record<string, string | number | readonly number[]>,
 *             back: { kind: 'ratio', ratio: number } | { kind: 'weights' } | { kind: 'undo' } | { kind: 'rule' } | null }} Warning */

/** What is wrong with an evaluation: all predictions one class (which), no better than guessing, or nothing. */
/** @param {Evaluation} evaluation @returns {{ what: 'oneClass', label: number } | { what: 'chance' } | null} */
export function faultOf({ correct, total, confusion }) {
  const classes = Math.round(Math.sqrt(confusion.length));
  if (total === 0 || classes < 2) return null;
  const read = Array.from({ length: classes }, (_, predicted) => {
    let sum = 0;
    for (let actual = 0; actual < classes; actual += 1) sum += confusion[actual * classes + predicted];
    return sum;
  });
  const used = read.filter((count) => count > 0).length;
  if (used === 1) return { what: 'oneClass', label: read.findIndex((count) => count > 0) };
  // Within three standard errors of what guessing gets right.
  const guessed = total / classes;
  return correct <= guessed + 3 * Math.sqrt(guessed * (1 - 1 / classes)) ? { what: 'chance' } : null;
}

/** What there is to be said of the network at the slider, or of the fine-tuned one that is shown. @param {State} state @returns {Warning | null} */
export function warningOf(state) {
  if (state.run) return null;
  const tuned = fineTunedNow(state);
  if (tuned && state.heat === 'node') {
    const fault = faultOf(tuned.node.result.evaluation);
    return fault && { key: `warn.${fault.what}`, params: paramsOf(fault, state), back: { kind: 'undo' } };
  }
  const ranked = rankedNow(state);
  const place = placeNow(state);
  if (!ranked || place === null) return null;
  if (place > 0 && removesNothing(state, ranked, place))
    return { key: 'warn.kthNothing', params: {}, back: { kind: 'rule' } };
  const emptied = emptiedLayers(ranked, place);
  const point = pointNow(state);
  const fault = point && faultOf(point.evaluation);
  if (emptied.length === 0 && !fault) {
    const layers = place > 0 ? tiedLayers(ranked) : [];
    return layers.length
      ? { key: 'warn.ties', params: { layers: layers.map((layer) => layer + 1) }, back: null }
      : null;
  }
  const back =
    fixedRatio(state.method) === null ? wayBack(state, ranked, place) : /** @type {const} */ ({ kind: 'weights' });
  // A network that was none before cannot be had back by the slider.
  if (back === null) return null;
  if (emptied.length > 0) return { key: 'warn.emptied', params: { layers: emptied.map((layer) => layer + 1) }, back };
  return fault && { key: `warn.${fault.what}`, params: paramsOf(fault, state), back };
}

/** The textbook rule removes what lies strictly below the threshold: of equal scores none.
 * @param {State} state @param {import('./trajectory.js').Ranked} ranked @param {number} place */
function removesNothing({ method }, { layers }, place) {
  return method.rule === 'kth-value' && layers.every(({ removed }) => removed[place] === removed[0]);
}

/** Layers whose scores do not tell weights apart: nine of ten are equal (`src/prune/ranking.rs` shuffles them).
 * @param {import('./trajectory.js').Ranked} ranked @returns {number[]} */
export function tiedLayers({ ratios, layers }) {
  const [low, high] = [0.05, 0.95].map((part) => Math.round(part * (ratios.length - 1)));
  return layers.flatMap(({ threshold, removed }, layer) => {
    const isTied = threshold[low] === threshold[high] && threshold[low] !== 0 && removed[high] > removed[low];
    return isTied ? [layer] : [];
  });
}

/** @param {NonNullable<ReturnType<typeof faultOf>>} fault @param {State} state @returns {Record<string, string | number>} */
function paramsOf(fault, state) {
  return fault.what === 'oneClass' ? { label: String(fault.label) } : { classes: state.data.info?.classes ?? 0 };
}

/**
 * The largest measured ratio below the slider's that leaves a network that works: at least halfway from guessing to what
 * the network could before.
 * @param {State} state
 * @param {import('./trajectory.js').Ranked} ranked
 * @param {number} place
 * @returns {{ kind: 'ratio', ratio: number } | null}
 */
function wayBack(state, ranked, place) {
  const points = curveNow(state)?.points;
  const before = baseNode(state)?.result.evaluation;
  if (!before || faultOf(before)) return null;
  const enough = (before.total / (state.data.info?.classes ?? 1) + before.correct) / 2;
  for (let index = ranked.grid.length - 1; index >= 0; index -= 1) {
    const at = ranked.grid[index];
    const point = at < place ? points?.get(at) : undefined;
    if (point && emptiedLayers(ranked, at).length === 0 && point.evaluation.correct >= enough)
      return { kind: 'ratio', ratio: ranked.ratios[at] };
  }
  return null;
}
