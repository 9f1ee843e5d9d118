// @ts-check
/**
 * What the table of before and after shows, out of a state. Pure.
 */

/** @import { Measured } from '../../state/select.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Subject } from '../../state/times.js' */
import * as select from '../../state/select.js';
import { timeOf } from '../../state/times.js';
import { removedAt } from '../../state/trajectory.js';
import { noticeable, sparsityOf } from '../../state/tree.js';

/** The columns, in their order. */
export const COLUMNS = /** @type {const} */ (['dense', 'pruned', 'tuned']);
/** @typedef {typeof COLUMNS[number]} Column */

/**
 * The network of each column.
 * @param {State} state
 * @returns {Record<Column, Subject | null>}
 */
export function subjectsOf(state) {
  const base = select.baseNode(state);
  const tuned = select.fineTunedNow(state);
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  return {
    dense: base && { node: base, prune: null },
    pruned:
      base && ranked && place !== null
        ? { node: base, prune: { method: ranked.method, ratio: ranked.ratios[place] } }
        : null,
    tuned: tuned && { node: tuned.node, prune: null },
  };
}

/** @param {State} state */
export function tableData(state) {
  const base = select.baseNode(state);
  const tuned = select.fineTunedNow(state);
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  const subjects = subjectsOf(state);
  const pruned = select.measuredAtSlider(state);
  /** @type {Record<Column, Measured | null>} */
  const measured = {
    dense: select.measuredNode(base),
    pruned,
    tuned: select.measuredNode(tuned?.node ?? null),
  };
  return {
    measured,
    times: {
      dense: timeOf(state, subjects.dense),
      pruned: timeOf(state, subjects.pruned),
      tuned: timeOf(state, subjects.tuned),
    },
    prunedPending: base !== null && pruned === null,
    ratio: select.ratioNow(state),
    tunedRatio: tuned?.ratio ?? null,
    prunedKept: ranked && place !== null ? ranked.weights - removedAt(ranked, place) : null,
    baseSparsity: base ? noticeable(sparsityOf(base.result)) : 0,
    tunedForgot: tuned?.forgot ?? false,
    sizes: base?.sizes ?? null,
    job: state.studies.jobs.times,
  };
}

/** @typedef {ReturnType<typeof tableData>} TableData */
