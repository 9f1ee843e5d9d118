// @ts-check
/** Kernels against the clock, in turns. */

import { createStopwatch } from './stopwatch.js';

/** @typedef {import('../protocol.js').SpeedRow} SpeedRow */
/** @typedef {import('../protocol.js').SpeedWish} SpeedWish */
/** A network that one kernel is timed on: `prepare` says why it does not fit, `run` answers some images.
 * @typedef {{ density: number, prepare: () => SpeedRow['unfit'], run: (from: number, to: number) => void,
 *   compare: () => SpeedRow['agreement'], free: () => void }} Runner */

/** Images between two looks at the clock and at messages. */
const SLICE = 1000;

/**
 * Group after group; in each the kernels take turns, pass after pass, so that whatever slows the machine slows all. The
 * first pass warms up and is not counted. Then answers are compared, a kernel at a step.
 * @param {(wish: SpeedWish) => Runner} runnerOf
 * @param {{ groups: SpeedWish[][], images: number, passes: number }} wanted
 * @param {SpeedRow[]} rows  what was measured is added here
 */
export function createSpeedJob(runnerOf, { groups, images, passes }, rows) {
  /** @typedef {{ wish: SpeedWish, runner: Runner, unfit: SpeedRow['unfit'], rates: number[] }} Entry */
  const watch = createStopwatch();
  /** @type {Entry[]} */
  let entries = [];
  let group = 0;
  let pass = 0;
  let turn = 0;
  let from = 0;
  let told = 0;

  /** @param {SpeedWish} wish */
  function prepare(wish) {
    const runner = runnerOf(wish);
    entries.push({ wish, runner, unfit: runner.prepare(), rates: [] });
  }

  /** The kernel whose turn it is; every other pass the other way round. */
  const current = () => entries[pass % 2 === 0 ? turn : entries.length - 1 - turn];

  function slice() {
    const { runner, unfit, rates } = current();
    if (!unfit) {
      const ms = watch.slice(() => {
        const to = Math.min(images, from + SLICE);
        runner.run(from, to);
        from = to < images ? to : 0;
        return from === 0;
      });
      if (ms === null) return;
      if (pass > 0) rates.push((1000 * images) / ms);
    }
    turn += 1;
    if (turn < entries.length) return;
    turn = 0;
    pass += 1;
  }

  function tell() {
    const { wish, runner, unfit, rates } = entries[told];
    rates.sort((a, b) => a - b);
    rows.push({
      group,
      of: wish.of ?? 0,
      batch: wish.batch,
      kind: wish.kind,
      density: runner.density,
      unfit,
      median: rates[Math.floor(rates.length / 2)] ?? 0,
      low: rates[0] ?? 0,
      high: rates.at(-1) ?? 0,
      agreement: unfit ? null : runner.compare(),
    });
    runner.free();
    told += 1;
    if (told < entries.length) return;
    entries = [];
    pass = told = 0;
    group += 1;
  }

  return {
    get done() {
      return group === groups.length;
    },
    get fraction() {
      const done = (pass + told / Math.max(1, entries.length)) / (passes + 2);
      return Math.min(1, (group + done) / groups.length);
    },
    work() {
      const wishes = groups[group];
      if (entries.length < wishes.length) prepare(wishes[entries.length]);
      else if (pass <= passes) slice();
      else tell();
    },
  };
}
