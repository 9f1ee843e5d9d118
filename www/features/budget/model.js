// @ts-check
/**
 * The budget game: a ratio for every layer, a size to reach, an accuracy to keep. Pure.
 */

/** @import { ModelResult, Op, TrainConfig } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { readTraining } from '../../ops/forms.js';
import { PLACES } from '../../description.js';
import { canonical, kindOf, overall } from '../../ops/method.js';
import { scanKey } from '../../state/compare.js';
import * as select from '../../state/select.js';
import { guideOf, staysAbove } from '../../state/studies.js';

/** Where the person stands and wants to be; all fractions.
 * @typedef {{ size: number, accuracy: number }} Goal */
/** @typedef {{ correct: number, total: number, kept: number, weights: number }} Outcome */

/** A network after fine-tuning, and how it was fine-tuned. @typedef {{ result: ModelResult, config: TrainConfig }} Tuned */

/** Fraction of the weights to come down to at first, in percent as typed. */
const SIZE = '25';

/** What the person set: a ratio for every layer, and the goal as typed. `about`: what the game is about; it begins anew with
 * another network or score. `measured` and `tuned` belong to the ratios.
 * @type {Slice<{ form: { ratios: readonly number[], size: string, accuracy: string }, about: string,
 *   measured: ModelResult | null, tuned: Tuned | null }>} */
export const slice = {
  id: 'budget',
  initial: { form: { ratios: [], size: SIZE, accuracy: '' }, about: '', measured: null, tuned: null },
  reduce(own, event, state, before) {
    if (event.type === 'undo' || (event.type === 'form' && event.feature === 'budget')) {
      const was = before.slices.budget.form;
      return 'ratios' in was && was.ratios === own.form.ratios ? own : { ...own, measured: null, tuned: null };
    }
    const same =
      state.studies.scans === before.studies.scans && state.method === before.method && state.ranked === before.ranked;
    if (same && own.about !== '') return own;
    const game = budgetOf(state);
    if (!game || game.key === own.about) return own;
    const accuracy = own.form.accuracy || String(Number((100 * game.guide).toFixed(1)));
    const form = { ...own.form, ratios: staysAbove(game.lines, game.guide), accuracy };
    return { form, about: game.key, measured: null, tuned: null };
  },
};

/**
 * Whether what was measured meets the goal, and where it falls short.
 * @param {Outcome} outcome
 * @param {Goal} goal
 * @returns {{ reached: boolean, misses: ('size' | 'accuracy')[] }}
 */
export function verdict({ correct, total, kept, weights }, goal) {
  /** @type {('size' | 'accuracy')[]} */
  const misses = [];
  // A goal is typed in percent: what is as large as it to the last digit meets it.
  if (kept / weights > goal.size + 1e-9) misses.push('size');
  if (correct / total < goal.accuracy - 1e-9) misses.push('accuracy');
  return { reached: misses.length === 0, misses };
}

/**
 * What the budget game is about: how much each layer has that can go, and the lines of the scan.
 * @param {State} state
 */
export function budgetOf(state) {
  const base = select.baseNode(state);
  const ranked = select.rankedNow(state);
  const key = base && scanKey(base.id, state.method);
  const scan = state.studies.scans.findLast((one) => scanKey(one.base, one.method) === key);
  const kind = kindOf(state.method);
  if (!base || !ranked || !scan || !key || kind === 'groups') return null;
  const layers = [...scan.layers].sort(([a], [b]) => a - b).map(([, samples]) => samples);
  const all = kind === 'neurons' ? ranked.layers.slice(0, -1) : ranked.layers;
  if (layers.length !== all.length || layers.some((samples) => samples.length < ranked.grid.length)) return null;
  const dense = select.accuracyOf(base.result.evaluation);
  return {
    base,
    key,
    method: state.method,
    dense,
    guide: guideOf(dense),
    counts: all.map(({ weights, columns }) => (kind === 'neurons' ? columns : weights.length)),
    lines: layers.map((samples) => ({
      points: samples.map(({ ratio, evaluation }) => ({ ratio, accuracy: select.accuracyOf(evaluation) })),
    })),
    tuning: readTraining(state.forms.tune),
  };
}

/**
 * The pruning that the sliders stand for, at the nearest place of the slider of Explore: so what is measured here, kept as a run
 * and shown there is one network.
 * @param {NonNullable<ReturnType<typeof budgetOf>>} game
 * @param {readonly number[]} ratios
 * @returns {Extract<Op, { op: 'prune' }>}
 */
export function pruningOf({ method, counts }, ratios) {
  const each = canonical({ ...method, scope: 'own', rule: 'exact', ratios: [...ratios] });
  return { op: 'prune', method: each, ratio: Math.round(overall(counts, ratios) * PLACES) / PLACES };
}
