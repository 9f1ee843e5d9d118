// @ts-check
/**
 * What fine-tuning at several ratios shows, out of a state. Pure.
 */

/** @import { Evaluation, TrainConfig } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { DEFAULT_RATIOS, readRatios, readTraining } from '../../ops/forms.js';
import * as select from '../../state/select.js';
import { sliceOf } from '../../state/slices.js';
import { sameValue } from '../../state/tree.js';
import { createMemo } from '../../util/memo.js';

/** The dense network, trained as long as the pruned ones were fine-tuned. @typedef {{ base: number, config: TrainConfig,
 *   evaluation: Evaluation }} Baseline */

/** `ratios` as typed. `fair`: the dense network is trained as long. @type {Slice<{ form: { ratios: string, fair: boolean },
 *   baselines: readonly Baseline[] }>} */
export const slice = {
  id: 'tune-many',
  initial: { form: { ratios: DEFAULT_RATIOS, fair: true }, baselines: [] },
  reduce: (own, _event, state, before) => (select.isOtherLab(state, before) ? { ...own, baselines: [] } : own),
};

/** @param {readonly Baseline[]} baselines @param {{ base: number, config: TrainConfig }} about */
export function baselineOf(baselines, { base, config }) {
  return baselines.find((one) => one.base === base && sameValue(one.config, config)) ?? null;
}

/** @type {ReturnType<typeof createMemo<ReturnType<typeof rowsOf>>>} */
const rowsMade = createMemo();

/** @param {State} state */
export function tuneManyData(state) {
  const { jobs } = state.studies;
  const { form, baselines } = sliceOf(state, slice);
  const { fault } = readRatios(form.ratios);
  const settings = select.sweepNow(state);
  const base = select.baseNode(state);
  const baseline = settings && baselineOf(baselines, settings);
  return {
    form,
    fault,
    enabled: select.isPrunable(state) && !fault && readTraining(state.forms.tune).faults.length === 0,
    canOpen: select.isPrunable(state) && !state.run,
    job: jobs.tune,
    settings,
    epochs: state.forms.tune.epochs,
    mask: state.forms.tune.mask,
    dense: base && select.accuracyOf(base.result.evaluation),
    baseline: baseline && baseline.evaluation,
    rows: rowsMade(state.studies, select.sweepParts(state), () => rowsOf(state)),
  };
}

/** @typedef {ReturnType<typeof tuneManyData>} TuneManyData */
/** @typedef {ReturnType<typeof rowsOf>[number]} TuneManyRow */

/**
 * Where fine-tuning brought most back, and the highest ratio up to which the loss vs. dense stays within a tolerance.
 * @param {readonly Pick<TuneManyRow, 'ratio' | 'before' | 'after'>[]} rows
 * @param {number} dense
 * @param {number} tolerance
 */
export function broughtBack(rows, dense, tolerance) {
  const tuned = rows.flatMap(({ ratio, before, after }) => (after === null ? [] : [{ ratio, before, after }]));
  if (tuned.length === 0) return null;
  const most = tuned.reduce((a, b) => (b.after - b.before > a.after - a.before ? b : a));
  const fall = tuned.findIndex(({ after }) => after < dense - tolerance);
  return { most, within: tuned[(fall < 0 ? tuned.length : fall) - 1] ?? null };
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
