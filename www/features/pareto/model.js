// @ts-check
/**
 * Runs by what they cost and how well they read: which is dominated by which, and what a kernel's times say of a run. Pure.
 */

/** @import { Kernel, SpeedRow, SpeedWish } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
import { KERNELS } from '../../ops/speed.js';
import { isOtherLab } from '../../state/select.js';

/** `cost`: bytes or milliseconds, null where it is not known. @typedef {{ id: number, cost: number | null, accuracy: number }} ParetoPoint */
/** Milliseconds per 1,000 images: of the median pass, the fastest and the slowest.
 * @typedef {{ kind: Kernel, ms: number, low: number, high: number }} RunTime */
/** @typedef {'bytes' | 'ms'} Axis */

/** `times` are of the last timing: only what ran in turns can be compared.
 * @type {Slice<{ form: { axis: Axis }, times: ReadonlyMap<number, RunTime> }>} */
export const slice = {
  id: 'pareto',
  initial: { form: { axis: 'bytes' }, times: new Map() },
  reduce: (own, _, state, before) => (own.times.size && isOtherLab(state, before) ? { ...own, times: new Map() } : own),
};

/**
 * Whether a run costs no more than another and reads no worse, and is better in one of both.
 * @param {{ cost: number, accuracy: number }} a
 * @param {{ cost: number, accuracy: number }} b
 */
export function dominates(a, b) {
  return a.cost <= b.cost && a.accuracy >= b.accuracy && (a.cost < b.cost || a.accuracy > b.accuracy);
}

/**
 * Of every run whose cost is known, who on the front dominates it, the cheapest first; nobody: it is on the front. Runs
 * that are equal in both stand there together.
 * @param {readonly ParetoPoint[]} points
 * @returns {Map<number, number[]>}
 */
export function standings(points) {
  const known = /** @type {{ id: number, cost: number, accuracy: number }[]} */ (
    points.filter(({ cost, accuracy }) => cost !== null && Number.isFinite(cost) && Number.isFinite(accuracy))
  );
  const front = known.filter((one) => !known.some((other) => dominates(other, one)));
  front.sort((a, b) => a.cost - b.cost || a.id - b.id);
  return new Map(known.map((one) => [one.id, front.filter((other) => dominates(other, one)).map(({ id }) => id)]));
}

/** Every kernel of so many networks, without pruning them. @param {number} count @returns {SpeedWish[]} */
export function raceWishes(count) {
  return Array.from({ length: count }, (_, of) => KERNELS.map((kind) => ({ kind, prune: null, of }))).flat();
}

/**
 * The fastest kernel of a network among those that give its answers on every test image.
 * @param {readonly SpeedRow[]} rows
 * @param {number} of
 * @returns {RunTime | null}
 */
export function fastest(rows, of) {
  const exact = rows.filter(
    (row) => row.of === of && !row.unfit && row.median > 0 && row.agreement?.same === row.agreement?.total,
  );
  const best = exact.reduce(
    (most, row) => (most === null || row.median > most.median ? row : most),
    /** @type {SpeedRow | null} */ (null),
  );
  if (!best) return null;
  const ms = (/** @type {number} */ rate) => 1e6 / rate;
  return { kind: best.kind, ms: ms(best.median), low: ms(best.high), high: ms(best.low) };
}
