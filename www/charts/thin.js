// @ts-check
/** Long lines for a chart of bounded width. Pure. */

/** More pieces than a chart has pixels across, on most screens. */
const PIECES = 1000;

/**
 * The values that a line through all of them needs: of each piece the first, the smallest, the largest and the last, so
 * that no spike is lost. What is not finite is left out and breaks the line.
 * @param {ArrayLike<number>} values
 * @param {number} [pieces]  at most
 * @returns {{ at: number, value: number, joined: boolean }[]}
 */
export function thin(values, pieces = PIECES) {
  const size = Math.max(1, Math.ceil(values.length / pieces));
  /** @type {{ at: number, value: number, joined: boolean }[]} */
  const kept = [];
  let joined = false;
  for (let from = 0; from < values.length;) {
    if (!Number.isFinite(values[from])) {
      joined = false;
      from += 1;
      continue;
    }
    // A piece ends with its share, or where the line breaks.
    const most = Math.min(values.length, (Math.floor(from / size) + 1) * size);
    let [low, high, to] = [from, from, from];
    for (; to < most && Number.isFinite(values[to]); to += 1) {
      if (values[to] < values[low]) low = to;
      if (values[to] > values[high]) high = to;
    }
    for (const at of [...new Set([from, low, high, to - 1])].sort((a, b) => a - b)) {
      kept.push({ at, value: values[at], joined });
      joined = true;
    }
    from = to;
  }
  return kept;
}
