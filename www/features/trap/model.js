// @ts-check
/** The trap: fine-tuning with the mask and without, and the weights that became non-zero because nothing held their zeros. Pure. */

/** @import { EpochPoint, PruneMethod } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { readTraining } from '../../ops/forms.js';
import { fixedRatio } from '../../ops/method.js';
import { baseId, isOtherLab, isPrunable, ratioNow } from '../../state/select.js';
import { sliceOf } from '../../state/slices.js';

/**
 * A layer of a network that was fine-tuned: `values` are its weights where they had been zero after pruning, and zero
 * elsewhere; `mask` is 0 where they still are zero; `count` how many came back.
 * @typedef {{ rows: number, columns: number, values: Float32Array, mask: Uint8Array, count: number }} Revived */

/**
 * @param {readonly number[]} sizes  widths from inputs to classes
 * @param {readonly Float32Array[]} pruned  weights after pruning, layer by layer
 * @param {readonly Float32Array[]} tuned  and after fine-tuning
 * @returns {Revived[]}
 */
export function revivedWeights(sizes, pruned, tuned) {
  return tuned.map((weights, layer) => {
    const before = pruned[layer];
    const values = weights.map((weight, at) => (before[at] === 0 ? weight : 0));
    return {
      rows: sizes[layer],
      columns: sizes[layer + 1],
      values,
      mask: Uint8Array.from(weights, (weight) => (weight === 0 ? 0 : 1)),
      count: values.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0),
    };
  });
}

/** One of the two networks, epoch by epoch and at the end. @typedef {{ epochs: readonly EpochPoint[],
 *   end: { accuracy: number, sparsity: number, revived: Revived[] } | null }} TrapSide */
/** What was done, and what came of it. @typedef {{ ratio: number, method: PruneMethod, epochs: number,
 *   sides: Readonly<Record<'keep' | 'forget', TrapSide>> }} Trap */

/** @type {Slice<{ form: {}, shown: Trap | null }>} */
export const slice = {
  id: 'trap',
  initial: { form: {}, shown: null },
  reduce: (own, _event, state, before) =>
    own.shown && (isOtherLab(state, before) || baseId(state) !== baseId(before)) ? { ...own, shown: null } : own,
};

/** @param {State} state */
export function trapData(state) {
  const { faults } = readTraining(state.forms.tune);
  return {
    enabled: isPrunable(state) && !faults.length,
    job: state.studies.jobs.trap,
    shown: sliceOf(state, slice).shown,
    ratio: ratioNow(state),
    isFixed: fixedRatio(state.method) !== null,
    method: state.method,
    epochs: state.forms.tune.epochs,
  };
}

/** Both networks at their ends, and how many weights became non-zero without the mask. @param {Trap | null} shown */
export function verdictOf(shown) {
  const { keep, forget } = shown?.sides ?? {};
  if (!keep?.end || !forget?.end) return null;
  const revived = forget.end.revived.reduce((sum, { count }) => sum + count, 0);
  return { kept: keep.end, dropped: forget.end, revived };
}
