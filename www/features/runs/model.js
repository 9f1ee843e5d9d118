// @ts-check
/**
 * What the list of runs shows, out of a state. Pure.
 */

/** @import { State } from '../../state/state.js' */
import { listRuns } from '../../state/tree.js';

/** @param {State} state */
export function runListData(state) {
  return { runs: listRuns(state.nodes), current: state.current, busy: state.run !== null };
}
