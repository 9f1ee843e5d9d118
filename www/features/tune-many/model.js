// @ts-check
/**
 * What the list of ratios to fine-tune at shows, out of a state. Pure.
 */

/** @import { State } from '../../state/state.js' */
import { readRatios, readTraining } from '../../ops/forms.js';
import * as select from '../../state/select.js';
import { createMemo } from '../../util/memo.js';

/** @type {ReturnType<typeof createMemo<ReturnType<typeof rowsOf>>>} */
const rowsMade = createMemo();

/** @param {State} state */
export function tuneManyData(state) {
  const { ratios, jobs } = state.studies;
  const { fault } = readRatios(ratios);
  return {
    ratios,
    fault,
    enabled: select.isPrunable(state) && !fault && readTraining(state.forms.tune).faults.length === 0,
    canOpen: select.isPrunable(state) && !state.run,
    job: jobs.tune,
    settings: select.sweepNow(state),
    rows: rowsMade(state.studies, select.sweepParts(state), () => rowsOf(state)),
  };
}

/** @param {State} state */
function rowsOf(state) {
  const sweep = select.sweepNow(state);
  return (sweep?.rows ?? []).map(({ ratio, before, after, diverged }) => ({
    ratio,
    before: select.accuracyOf(before),
    after: after && select.accuracyOf(after),
    diverged,
    current: state.current !== null && sweep !== null && select.tunedNode(state, sweep, ratio)?.id === state.current,
  }));
}
