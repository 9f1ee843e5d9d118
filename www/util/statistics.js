// @ts-check
/** What several seeds give together. Pure. */

/** `spread` is the sample standard deviation, null for one value.
 * @typedef {{ mean: number, spread: number | null, count: number }} Summary */

/** @param {readonly number[]} values @returns {Summary | null} */
export function summarise(values) {
  const count = values.length;
  if (count === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, spread: count > 1 ? Math.sqrt(squares / (count - 1)) : null, count };
}

/** One standard error of an accuracy, from the number of images it was measured on. @param {{ correct: number, total: number }} evaluation */
export function standardError({ correct, total }) {
  const accuracy = correct / total;
  return Math.sqrt((accuracy * (1 - accuracy)) / total);
}
