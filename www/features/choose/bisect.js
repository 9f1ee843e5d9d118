// @ts-check
/**
 * Bisection over a ladder of ratios: the highest rung whose measure is accepted, and the one above it. Pure.
 */

/** Ratios that are offered, rising; the steps get finer where fewer weights remain. */
export const LADDER = Object.freeze([
  0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985, 0.99,
  0.9925, 0.995, 0.9975,
]);

/** Between which rungs the answer lies: `low` is accepted (-1: none is known to be), `high` is not (`count`: none is known).
 * @typedef {{ low: number, high: number }} Bracket */

/**
 * Measures are taken to fall with the ratio; where one does not, the lowest that is refused counts.
 * @param {number} count  rungs of the ladder
 * @param {ReadonlyMap<number, boolean>} measured  whether each measured rung is accepted
 * @param {number} floor  a rung that needs no measure to be accepted, -1 for none; a measure overrules it
 * @returns {Bracket}
 */
export function bracketOf(count, measured, floor) {
  const refused = [...measured].filter(([, accepted]) => !accepted).map(([rung]) => rung);
  const high = Math.min(count, ...refused);
  const accepted = [...measured].filter(([rung, is]) => is && rung < high).map(([rung]) => rung);
  return { low: Math.max(-1, ...accepted, ...(floor < high ? [floor] : [])), high };
}

/**
 * The rung to measure next: the middle of the bracket; when nothing lies between, the answer itself where it was not
 * measured; null at the end.
 * @param {number} count
 * @param {ReadonlyMap<number, boolean>} measured
 * @param {number} floor
 * @returns {number | null}
 */
export function nextRung(count, measured, floor) {
  const { low, high } = bracketOf(count, measured, floor);
  if (high - low > 1) return Math.floor((low + high) / 2);
  return low >= 0 && !measured.has(low) ? low : null;
}

/**
 * The highest rung up to which a curve stays at or above a level, as far as it was measured; -1 for none.
 * @param {readonly { ratio: number, accuracy: number }[]} curve  rising ratios
 * @param {number} level
 * @param {readonly number[]} [ladder]
 */
export function floorOf(curve, level, ladder = LADDER) {
  const fall = curve.findIndex(({ accuracy }) => accuracy < level);
  const last = curve[(fall < 0 ? curve.length : fall) - 1]?.ratio ?? -1;
  return ladder.findLastIndex((ratio) => ratio <= last + 1e-9);
}

/** The most measures that the bisection takes above a floor, the one of the answer among them. @param {number} count @param {number} floor */
export function mostMeasures(count, floor) {
  return Math.ceil(Math.log2(count - floor)) + 1;
}
