// @ts-check
/**
 * The budget game: a ratio for every layer, a size to reach, an accuracy to keep. Pure.
 */

/** Where the person stands and wants to be; all fractions.
 * @typedef {{ size: number, accuracy: number }} Goal */
/** @typedef {{ correct: number, total: number, kept: number, weights: number }} Outcome */

/** The guide line of the sensitivity scan: what lies above it, fine-tuning usually brings back. @param {number} dense */
export function guideOf(dense) {
  return Math.max(0, 1 - 1.5 * (1 - dense));
}

/**
 * For every layer the largest measured ratio up to which its line stays at or above a level; 0 where none does.
 * @param {readonly { points: readonly { ratio: number, accuracy: number }[] }[]} lines  points in rising order
 * @param {number} level
 */
export function staysAbove(lines, level) {
  return lines.map(({ points }) => {
    const fall = points.findIndex(({ accuracy }) => accuracy < level);
    return points[(fall < 0 ? points.length : fall) - 1]?.ratio ?? 0;
  });
}

/** What ratios of single layers take of the whole, as the engine adds it up.
 * @param {readonly number[]} counts @param {readonly number[]} ratios */
export function overall(counts, ratios) {
  const gone = counts.reduce((sum, count, layer) => sum + count * ratios[layer], 0);
  return gone / counts.reduce((sum, count) => sum + count, 0);
}

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
