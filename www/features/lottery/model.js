// @ts-check
/**
 * The lottery: what is asked for, and what has been found, seed by seed. Pure.
 */

/** @import { DatasetInfo, ListEnd, Op, TrainConfig } from '../../protocol.js' */
/** @import { Summary } from '../../util/statistics.js' */
import { RECIPES } from '../../description.js';
import { seedAfter } from '../../ops/forms.js';
import { asWritten, inPercent, readNumber } from '../../ops/limits.js';
import { summarise } from '../../util/statistics.js';

/** The four ways, in the order of the table. */
export const ARMS = RECIPES.arms;
/** @typedef {typeof ARMS[number]} Arm */
/** What is typed. `share` in percent; `step` 0: back to the beginning.
 * @typedef {{ rounds: string, share: string, epochs: string, seeds: string, step: string }} LotteryForm */
/** @typedef {keyof LotteryForm} LotteryField */
/** What the recipe makes of a description.
 * @typedef {{ kept: number[], trials: { arm: Arm, round: number, ops: Op[] }[] }} LotteryPlan */
/** What it asks for. @typedef {{ pixels: number, hidden: number[], classes: number, images: number, seed: number,
 *   config: TrainConfig, rounds: number, fraction: number, toStep: number | null }} LotterySpec */
/** One network that was trained. @typedef {{ seed: number, arm: Arm, round: number, correct: number, total: number,
 *   kept: number, weights: number }} Found */
/** `plan` is the first seed's; all have the same rounds.
 * @typedef {{ plan: LotteryPlan, seeds: readonly number[], found: readonly Found[] }} Lottery */
/** `cells`: accuracy of each way after that round, over the seeds done so far.
 * @typedef {{ round: number, kept: number, cells: Readonly<Record<Arm, Summary | null>> }} LotteryRow */

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

/** @param {Lottery} lottery @param {number} seed @param {ListEnd} end @returns {Lottery} */
export function addEnd(lottery, seed, { list, evaluation, kept, weights }) {
  const { arm, round } = lottery.plan.trials[list];
  const { correct, total } = evaluation;
  const others = lottery.found.filter((one) => one.seed !== seed || one.arm !== arm || one.round !== round);
  return { ...lottery, found: [...others, { seed, arm, round, correct, total, kept, weights }] };
}

/** Round by round, the four ways side by side. @param {Lottery} lottery @returns {LotteryRow[]} */
export function lotteryRows({ plan, found }) {
  return plan.kept.map((kept, round) => {
    const cell = (/** @type {Arm} */ arm) =>
      summarise(
        found.filter((one) => one.round === round && one.arm === arm).map(({ correct, total }) => correct / total),
      );
    return {
      round,
      kept,
      cells: { ticket: cell('ticket'), reinit: cell('reinit'), shuffle: cell('shuffle'), kept: cell('kept') },
    };
  });
}

/** A line a network. @param {Lottery} lottery */
export function lotteryCsv({ found }) {
  const order = (/** @type {Found} */ one) => [one.seed, one.round, ARMS.indexOf(one.arm)];
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
