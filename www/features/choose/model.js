// @ts-check
/**
 * The search for a ratio: what is asked for, what was measured, and the answer. Pure.
 */

/** @import { Evaluation, ModelResult, PruneMethod, SpeedRow, TrainConfig } from '../../protocol.js' */
/** @import { TunedData, TunedPoint } from '../../charts/tuned-plot.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { readTraining } from '../../ops/forms.js';
import { LIMITS, readNumber } from '../../ops/limits.js';
import { DEFAULT_METHOD, fit } from '../../ops/method.js';
import { accuracyOf, baseId, baseNode, factsOf, isOtherLab } from '../../state/select.js';
import { bracketOf, LADDER } from './bisect.js';

/** As typed and chosen; `loss` in points. `fair`: the dense network is trained as long before it is compared with.
 * @typedef {{ loss: string, shape: string, score: string, scope: string, epochs: string, fair: boolean }} ChooseForm */
/** What is asked for: `loss` as a fraction. @typedef {{ base: number, method: PruneMethod, config: TrainConfig, loss: number,
 *   fair: boolean }} Wish */
/** Pruned at a rung of the ladder, before and after fine-tuning; null: training diverged.
 * @typedef {{ rung: number, before: Evaluation, after: ModelResult | null }} Trial */
/** `curve`: the accuracy before fine-tuning. `floor`: the rung up to which the network is good enough without fine-tuning, -1 for none. `speed`: dense and pruned, timed
 * in turns. `ended`: nothing more is to come.
 * @typedef {{ wish: Wish, dense: ModelResult, baseline: Evaluation | null, floor: number, trials: readonly Trial[],
 *   curve: readonly TunedPoint[], speed: readonly SpeedRow[] | null, ended: boolean }} Search */

export const LOSS_LIMIT = Object.freeze({ min: 0, max: 100, whole: false });

/** @type {Slice<{ form: ChooseForm, search: Search | null }>} */
export const slice = {
  id: 'choose',
  initial: {
    form: { loss: '0.5', shape: 'weights', score: 'magnitude', scope: 'global', epochs: '3', fair: true },
    search: null,
  },
  reduce: (own, _event, state, before) => (isOtherLab(state, before) ? { ...own, search: null } : own),
};

/** The method that the form means, with what does not go together changed. @param {State} state @param {ChooseForm} form */
export function methodOf(state, { shape, score, scope }) {
  const facts = factsOf(state);
  /** @param {PruneMethod} method @param {object} change */
  const changed = (method, change) => fit(method, change, facts).method;
  return changed(changed(changed(DEFAULT_METHOD, { shape }), { score }), { scope });
}

/**
 * What the form asks for; null without a network.
 * @param {State} state
 * @param {ChooseForm} form
 * @returns {{ wish: Wish | null, faults: ('loss' | 'epochs')[] }}
 */
export function readWish(state, form) {
  /** @type {('loss' | 'epochs')[]} */
  const faults = [];
  const loss = readNumber(form.loss, LOSS_LIMIT);
  if (loss === null) faults.push('loss');
  if (readNumber(form.epochs, LIMITS.epochs) === null) faults.push('epochs');
  const base = baseId(state);
  const { value: config, faults: others } = readTraining({ ...state.forms.tune, epochs: form.epochs });
  if (loss === null || base === null || others.length) return { wish: null, faults };
  return { wish: { base, method: methodOf(state, form), config, loss: loss / 100, fair: form.fair }, faults };
}

/** What is compared with: the dense network, trained as long where that was asked for. @param {Search} search */
export function baselineOf({ wish, dense, baseline }) {
  return wish.fair ? baseline : dense.evaluation;
}

/** The least accuracy that is accepted; null while the baseline is not measured. @param {Search} search */
export function targetOf(search) {
  const baseline = baselineOf(search);
  // Written in points: what is as large as it to the last digit is accepted.
  return baseline && accuracyOf(baseline) - search.wish.loss - 1e-9;
}

/** Whether each rung that was measured is accepted. @param {Search} search @returns {Map<number, boolean>} */
export function acceptedOf(search) {
  const target = targetOf(search) ?? Infinity;
  return new Map(
    search.trials.map(({ rung, after }) => [rung, after !== null && accuracyOf(after.evaluation) >= target]),
  );
}

/**
 * What came out. `chosen` is the highest accepted, `next` one step further where that was measured.
 * @param {Search} search
 * @returns {{ target: number, chosen: Trial | null, next: Trial | null, isTop: boolean } | null}  null: not yet
 */
export function answerOf(search) {
  const target = targetOf(search);
  if (!search.ended || target === null) return null;
  const { low, high } = bracketOf(LADDER.length, acceptedOf(search), search.floor);
  /** @param {number} rung */
  const at = (rung) => search.trials.find((trial) => trial.rung === rung) ?? null;
  const chosen = at(low);
  if (low >= 0 && !chosen) return null;
  return { target, chosen, next: at(high), isTop: high === LADDER.length };
}

/** How many times as fast as the dense kernel the fastest other one was, from the slowest of its passes to the fastest.
 * @param {readonly SpeedRow[] | null} rows */
export function speedupOf(rows) {
  const dense = rows?.find(({ of, kind }) => kind === 'dense' && of === 0);
  const others = rows?.filter((row) => row !== dense && !row.unfit) ?? [];
  if (!dense || others.length === 0) return null;
  const best = others.reduce((a, b) => (b.median > a.median ? b : a));
  return {
    kind: best.kind,
    times: best.median / dense.median,
    low: best.low / dense.high,
    high: best.high / dense.low,
  };
}

/** A line a rung that was measured. @param {Search} search */
export function searchCsv(search) {
  const accepted = acceptedOf(search);
  const lines = [...search.trials]
    .sort((a, b) => a.rung - b.rung)
    .map(({ rung, before, after }) => {
      const { evaluation, weights, kept, bytes, format } = after ?? {};
      const figures = evaluation
        ? [accuracyOf(evaluation), evaluation.correct, evaluation.total, kept, weights, bytes, format]
        : ['', '', '', '', '', '', ''];
      return [LADDER[rung], accuracyOf(before), ...figures, Number(accepted.get(rung) ?? false)].join(',');
    });
  const head = 'ratio,accuracy_before,accuracy_after,correct,total,kept,weights,bytes,format,accepted';
  return `${[head, ...lines].join('\n')}\n`;
}

/** What the panel shows. @param {State} state @param {{ form: ChooseForm, search: Search | null }} own */
export function chooseData(state, { form, search }) {
  const base = baseNode(state);
  const { wish, faults } = readWish(state, form);
  return {
    form,
    faults,
    method: methodOf(state, form),
    movement: factsOf(state).movement,
    canBegin: wish !== null && base !== null && state.run === null,
    job: state.studies.jobs.choose,
    search,
    answer: search && answerOf(search),
    canOpen: state.run === null && search !== null && state.nodes.has(search.wish.base),
  };
}

/**
 * The chart of a search: the curve before fine-tuning, what was fine-tuned, and what is needed.
 * @param {Search} search
 * @param {string} needed  names the level
 * @returns {TunedData}
 */
export function chartOf(search, needed) {
  const target = targetOf(search);
  const after = [...search.trials]
    .sort((a, b) => a.rung - b.rung)
    .flatMap((trial) =>
      trial.after === null ? [] : [{ ratio: LADDER[trial.rung], accuracy: accuracyOf(trial.after.evaluation) }],
    );
  return {
    before: search.curve,
    after,
    levels: target === null ? [] : [{ accuracy: target, name: needed, colour: 'text' }],
  };
}
