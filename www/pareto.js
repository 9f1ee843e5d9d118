// @ts-check
/**
 * Runs by what they cost and how well they read: which is dominated by which, what a kernel's times say of a run, and
 * where a logarithmic axis is marked. Pure.
 */

/** @import { Kernel, SpeedRow, SpeedWish } from './protocol.js' */
import { KERNELS } from './speed.js';

/** `cost`: bytes or milliseconds, null where it is not known. @typedef {{ id: number, cost: number | null, accuracy: number }} ParetoPoint */
/** Milliseconds per 1,000 images: of the median pass, the fastest and the slowest.
 * @typedef {{ kind: Kernel, ms: number, low: number, high: number }} RunTime */

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

/**
 * Marks of a logarithmic axis between two positive numbers: round ones, as many as there are up to `most`.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
export function logTicks(low, high, most) {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const within = (/** @type {number[]} */ digits, step = 1) => {
    /** @type {number[]} */
    const ticks = [];
    for (let power = from; power <= to; power += step)
      for (const digit of digits) {
        const value = Number(`${digit}e${power}`);
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.push(value);
      }
    return ticks;
  };
  const choices = [[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]].map((digits) =>
    within(digits),
  );
  return [...choices, within([1], 2), within([1], 4)].find((ticks) => ticks.length <= most) ?? [];
}

/**
 * A stretch that holds all of some positive numbers with room on both sides.
 * @param {readonly number[]} values
 * @param {number} room  share of the stretch, of its logarithm, on each side
 * @returns {[number, number]}
 */
export function logRange(values, room) {
  const logs = values.map(Math.log10);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  // No shorter than from 1 to 2: what hardly differs must not look far apart.
  const span = Math.max(high - low, Math.log10(2));
  const middle = (low + high) / 2;
  const half = span * (0.5 + room);
  return [10 ** (middle - half), 10 ** (middle + half)];
}
