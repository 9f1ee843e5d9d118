// @ts-check
/**
 * The lottery: what is asked for, and what has been found, seed by seed. Pure.
 */

/** @import { DatasetInfo, ListEnd, Op, TrainConfig } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Summary } from '../../util/statistics.js' */
import { RECIPES } from '../../description.js';
import { readHidden, readSeed, readTraining, seedAfter } from '../../ops/forms.js';
import { asWritten, inPercent, readNumber } from '../../ops/limits.js';
import { summarise } from '../../util/statistics.js';

/** The four ways, in the order of the table. */
export const ARMS = RECIPES.arms;
/** @typedef {typeof ARMS[number]} Arm */
/** The ways with the baseline: the dense network, trained as long as the one that is never rewound. */
export const WAYS = /** @type {const} */ ([...ARMS, 'dense']);
/** @typedef {typeof WAYS[number]} Way */
/** What is typed. `share` in percent; `step` 0: back to the beginning.
 * @typedef {{ rounds: string, share: string, epochs: string, seeds: string, step: string }} LotteryForm */
/** @typedef {keyof LotteryForm} LotteryField */
/** What the recipe makes of a description.
 * @typedef {{ kept: number[], trials: { arm: Way, round: number, ops: Op[] }[] }} LotteryPlan */
/** What it asks for. @typedef {{ pixels: number, hidden: number[], classes: number, images: number, seed: number,
 *   config: TrainConfig, rounds: number, fraction: number, toStep: number | null }} LotterySpec */
/** One network that was trained; `before`: right answers before its last training.
 * @typedef {{ seed: number, arm: Way, round: number, correct: number, total: number, before: number | null, kept: number,
 *   weights: number }} Found */
/** `plan` is the first seed's; all have the same rounds. `epochs` of each training.
 * @typedef {{ plan: LotteryPlan, seeds: readonly number[], epochs: number, found: readonly Found[] }} Lottery */
/** `cells`: accuracy of each way after that round, over the seeds done so far; `before`: before the training of that round.
 * @typedef {{ round: number, kept: number, cells: Readonly<Record<Way, Summary | null>>,
 *   before: Readonly<Record<Way, Summary | null>> }} LotteryRow */

const { limits, default: standard } = RECIPES.lottery;

/** @type {Readonly<Record<LotteryField, import('../../ops/limits.js').Limit>>} */
export const LOTTERY_LIMITS = Object.freeze({
  rounds: limits.rounds,
  share: inPercent(limits.fraction),
  epochs: limits.epochs,
  seeds: limits.seeds,
  step: limits.toStep,
});

/** @returns {LotteryForm} */
export function defaultLottery() {
  const { rounds, fraction, config } = standard;
  return {
    rounds: String(rounds),
    share: String(asWritten(100 * fraction)),
    epochs: String(config.epochs),
    seeds: '3',
    step: '0',
  };
}

/**
 * What the forms ask for, a description a seed; or the fields that are out of range.
 * @param {LotteryForm} form
 * @param {{ hidden: number[], seed: number, config: TrainConfig, info: DatasetInfo }} settings  those of step 1
 * @returns {{ specs: LotterySpec[], faults: LotteryField[] }}
 */
export function readLottery(form, { hidden, seed, config, info }) {
  /** @type {LotteryField[]} */
  const faults = [];
  /** @param {LotteryField} field */
  const read = (field) => {
    const value = readNumber(form[field], LOTTERY_LIMITS[field]);
    if (value === null) faults.push(field);
    return value ?? 0;
  };
  const fraction = asWritten(read('share') / 100);
  const [rounds, epochs, seeds, step] = [read('rounds'), read('epochs'), read('seeds'), read('step')];
  const batches = Math.ceil(info.train / config.batchSize) * epochs;
  if (step >= batches && !faults.includes('epochs') && !faults.includes('step')) faults.push('step');
  if (faults.length) return { specs: [], faults };
  const specs = Array.from({ length: seeds }, (_, index) => ({
    pixels: info.width * info.height,
    hidden,
    classes: info.classes,
    images: info.train,
    seed: seedAfter(seed, index),
    config: { ...config, epochs },
    rounds,
    fraction,
    toStep: step === 0 ? null : step,
  }));
  return { specs, faults };
}

/** What was set, and what has been found. @type {Slice<{ form: LotteryForm & Record<Way, boolean>, lottery: Lottery | null,
 *   done: number }>}  `done`: seeds that are through */
export const slice = {
  id: 'lottery',
  initial: {
    form: { ...defaultLottery(), ticket: true, reinit: true, shuffle: true, kept: true, dense: true },
    lottery: null,
    done: 0,
  },
  reduce: (own, _event, state, before) =>
    own.lottery && state.data.info !== before.data.info ? { ...own, lottery: null, done: 0 } : own,
};

/**
 * The plan with the ways that are ticked, the dense network of round 0 always; and with the dense baseline, which goes on
 * training for as many epochs a round as the others.
 * @param {LotteryPlan} plan
 * @param {Readonly<Record<Way, boolean>>} ticked
 * @returns {LotteryPlan}
 */
export function withWays({ kept, trials }, ticked) {
  const [first] = trials;
  const training = first.ops[first.ops.length - 1];
  const chosen = trials.filter(({ arm, round }) => round === 0 || ticked[arm]);
  const rounds = ticked.dense ? kept.length - 1 : 0;
  const dense = Array.from({ length: rounds }, (_, index) => ({
    arm: /** @type {const} */ ('dense'),
    round: index + 1,
    ops: [...first.ops, ...Array.from({ length: index + 1 }, () => training)],
  }));
  return { kept, trials: [...chosen, ...dense].sort((a, b) => a.round - b.round) };
}

/** Epochs that a way has cost after a round, and those of its last training. @param {Way} way @param {number} round @param {number} epochs */
export function epochsOf(way, round, epochs) {
  const goesOn = way === 'kept' || way === 'dense';
  return { last: epochs, network: goesOn ? (round + 1) * epochs : epochs };
}

/**
 * Up to which round the ticket reaches the dense network of as many epochs, within one standard deviation, and how it compares
 * with the same mask and other weights.
 * @param {readonly LotteryRow[]} rows
 */
export function ticketOf(rows) {
  const dense = rows[0]?.cells.ticket ?? null;
  const pruned = rows.slice(1).filter(({ cells }) => cells.ticket !== null);
  if (!dense || pruned.length === 0) return null;
  const level = dense.mean - (dense.spread ?? 0);
  const fall = pruned.findIndex(({ cells }) => (cells.ticket?.mean ?? 0) < level);
  const winning = pruned[(fall < 0 ? pruned.length : fall) - 1] ?? null;
  return { dense, winning, last: pruned[pruned.length - 1], seeds: dense.count };
}

/** @param {State} state @param {LotteryForm} form */
export function wishOf({ data, forms, seed }, form) {
  const hidden = readHidden(forms.train.hidden);
  // The lottery has epochs of its own.
  const { value: config, faults } = readTraining({ ...forms.train, epochs: '1' });
  const number = readSeed(seed);
  if (data.status !== 'ready' || !data.info || !hidden || number === null || faults.length) return null;
  return readLottery(form, { hidden, seed: number, config, info: data.info });
}

/** @param {Lottery} lottery @param {number} seed @param {ListEnd} end @returns {Lottery} */
export function addEnd(lottery, seed, { list, evaluation, before, kept, weights }) {
  const { arm, round } = lottery.plan.trials[list];
  const { correct, total } = evaluation;
  const others = lottery.found.filter((one) => one.seed !== seed || one.arm !== arm || one.round !== round);
  return {
    ...lottery,
    found: [...others, { seed, arm, round, correct, total, before: before?.correct ?? null, kept, weights }],
  };
}

/** Round by round, the four ways side by side. @param {Lottery} lottery @returns {LotteryRow[]} */
export function lotteryRows({ plan, found }) {
  return plan.kept.map((kept, round) => {
    const mine = (/** @type {Way} */ way) => found.filter((one) => one.round === round && one.arm === way);
    const after = (/** @type {Way} */ way) => summarise(mine(way).map(({ correct, total }) => correct / total));
    const first = (/** @type {Way} */ way) =>
      summarise(mine(way).flatMap(({ before, total }) => (before === null ? [] : [before / total])));
    /** @param {(way: Way) => Summary | null} of */
    const each = (of) => ({
      ticket: of('ticket'),
      reinit: of('reinit'),
      shuffle: of('shuffle'),
      kept: of('kept'),
      dense: of('dense'),
    });
    return { round, kept, cells: each(after), before: each(first) };
  });
}

/** A line a network. @param {Lottery} lottery */
export function lotteryCsv({ found }) {
  const order = (/** @type {Found} */ one) => [one.seed, one.round, WAYS.indexOf(one.arm)];
  const sorted = [...found].sort((a, b) => {
    const [x, y] = [order(a), order(b)];
    const at = x.findIndex((value, index) => value !== y[index]);
    return at < 0 ? 0 : x[at] - y[at];
  });
  const lines = sorted.map(({ seed, arm, round, kept, weights, correct, total }) =>
    [seed, arm, round, kept / weights, correct / total, correct, total].join(','),
  );
  return `${['seed,arm,round,kept,accuracy,correct,total', ...lines].join('\n')}\n`;
}
