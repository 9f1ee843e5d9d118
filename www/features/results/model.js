// @ts-check
/**
 * What the table of before and after shows, out of a state. Pure.
 */

/** @import { State } from '../../state/state.js' */
import * as select from '../../state/select.js';
import { removedAt } from '../../state/trajectory.js';
import { noticeable, sparsityOf } from '../../state/tree.js';

/** @param {State} state */
export function tableData(state) {
  const base = select.baseNode(state);
  const tuned = select.fineTunedNow(state);
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  const pruned = select.measuredAtSlider(state);
  return {
    dense: select.measuredNode(base),
    pruned,
    prunedPending: base !== null && pruned === null,
    tuned: select.measuredNode(tuned?.node ?? null),
    ratio: select.ratioNow(state),
    tunedRatio: tuned?.ratio ?? null,
    prunedKept: ranked && place !== null ? ranked.weights - removedAt(ranked, place) : null,
    baseSparsity: base ? noticeable(sparsityOf(base.result)) : 0,
    tunedForgot: tuned?.forgot ?? false,
    sizes: base?.sizes ?? null,
  };
}
