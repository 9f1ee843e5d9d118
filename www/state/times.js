// @ts-check
/**
 * How long networks take, measured in turns: the last race. Only what ran in the same race can be compared, so no time of
 * another is kept. Pure.
 */

/** @import { Kernel, Pruning, RunNode, SpeedRow, SpeedWish } from '../protocol.js' */
/** @import { Slice } from './slices.js' */
/** @import { State } from './state.js' */
import { methodText } from '../ops/method.js';
import { KERNELS } from '../ops/speed.js';
import { isOtherLab } from './select.js';
import { sliceOf } from './slices.js';

/** A network that can be timed: a run, or one pruned from it. @typedef {{ node: RunNode, prune: Pruning | null }} Subject */
/** Milliseconds per 1,000 images of the median pass, the fastest and the slowest, by the kernel that was fastest.
 * @typedef {{ kind: Kernel, ms: number, low: number, high: number }} Time */

/** Times of the last race, by the network's key. @type {Slice<{ form: {}, race: ReadonlyMap<string, Time> }>} */
export const times = {
  id: 'times',
  initial: { form: {}, race: new Map() },
  reduce: (own, _, state, before) => (own.race.size && isOtherLab(state, before) ? times.initial : own),
};

/** What names a network among those that were timed. @param {Subject} subject */
export function subjectKey({ node, prune }) {
  return `${node.id} ${prune ? `${methodText(prune.method)} ${prune.ratio}` : ''}`;
}

/** Whether some kernel gives the network's answers: none rounds its inputs. @param {Subject} subject */
export const isTimeable = ({ node }) => (node.inputs?.length ?? 0) === 0;

/** Its time in the last race; null where it did not run in it. @param {State} state @param {Subject | null} subject @returns {Time | null} */
export function timeOf(state, subject) {
  return (subject && sliceOf(state, times).race.get(subjectKey(subject))) ?? null;
}

/**
 * The networks of a race: each run once, and every kernel of every network.
 * @param {readonly Subject[]} subjects
 * @returns {{ nodes: RunNode[], wishes: SpeedWish[], of: number[] }} `of`: where the wishes of each subject begin
 */
export function raceOf(subjects) {
  const nodes = [...new Map(subjects.map(({ node }) => [node.id, node])).values()];
  const wishes = subjects.flatMap(({ node, prune }) =>
    KERNELS.map((kind) => ({ kind, prune, of: nodes.findIndex(({ id }) => id === node.id) })),
  );
  return { nodes, wishes, of: subjects.map((_, index) => index * KERNELS.length) };
}

/**
 * The fastest kernel of a network among those that give its answers on every test image; null without any.
 * @param {readonly SpeedRow[]} rows  of the network
 * @returns {Time | null}
 */
export function fastest(rows) {
  const exact = rows.filter((row) => !row.unfit && row.median > 0 && row.agreement?.same === row.agreement?.total);
  const best = exact.reduce(
    (most, row) => (most === null || row.median > most.median ? row : most),
    /** @type {SpeedRow | null} */ (null),
  );
  if (!best) return null;
  const ms = (/** @type {number} */ rate) => 1e6 / rate;
  return { kind: best.kind, ms: ms(best.median), low: ms(best.high), high: ms(best.low) };
}

/** The times of a race's networks. @param {readonly Subject[]} subjects @param {readonly SpeedRow[]} rows */
export function timesFrom(subjects, rows) {
  const { of } = raceOf(subjects);
  return new Map(
    subjects.flatMap((subject, index) => {
      const time = fastest(rows.slice(of[index], of[index] + KERNELS.length));
      return time ? [/** @type {const} */ ([subjectKey(subject), time])] : [];
    }),
  );
}
