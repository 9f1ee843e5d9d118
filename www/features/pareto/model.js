// @ts-check
/**
 * Runs by cost and accuracy: which one dominates which. Pure.
 */

/** @import { Slice } from '../../state/slices.js' */

/** `cost`: bytes or milliseconds, null where it is not known. @typedef {{ id: number, cost: number | null, accuracy: number }} ParetoPoint */
/** @typedef {'bytes' | 'ms'} Axis */

/** @type {Slice<{ form: { axis: Axis } }>} */
export const slice = { id: 'pareto', initial: { form: { axis: 'bytes' } } };

/**
 * Whether a run costs no more than another and is no less accurate, and is better in at least one.
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
