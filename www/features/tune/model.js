// @ts-check
/**
 * What the fine-tuning form shows, out of a state. Pure.
 */

/** @import { State } from '../../state/state.js' */
import { readTraining } from '../../ops/forms.js';
import * as select from '../../state/select.js';
import { sparsityOf } from '../../state/tree.js';

/** @param {State} state */
export function tuneData(state) {
  const { tune } = state.forms;
  return { form: tune, faults: readTraining(tune).faults, sparsity: tuneSparsity(state) };
}

/** The sparsity of the network being fine-tuned, or of the fine-tuned one. @param {State} state */
function tuneSparsity(state) {
  if (select.busyStep(state) === 'tune') return select.lastEpoch(state)?.sparsity ?? select.sparsityNow(state);
  const tuned = select.fineTunedNow(state);
  return tuned ? sparsityOf(tuned.node.result) : select.sparsityNow(state);
}
