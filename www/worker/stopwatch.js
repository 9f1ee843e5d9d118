// @ts-check
/**
 * Times passes by a clock that may count in whole milliseconds, as in Firefox and WebKit: a pass that is shorter than
 * `LEAST_MS` is repeated until that much time has gone by, and the mean is its time. Everything the page shows as the
 * time of a pass is measured here.
 */

/** A clock of whole milliseconds is then wrong by a twentieth at most. */
export const LEAST_MS = 20;
/** A slice is no shorter where there is more to do, so that a step of the clock is a small part of it. */
const SLICE_MS = 5;
/** Parts of a slice, at most: a clock that stands still must not hold the worker. */
const MOST_PARTS = 10_000;

/** @param {{ now?: () => number }} [options] */
export function createStopwatch({ now = () => performance.now() } = {}) {
  let ms = 0;
  let passes = 0;

  /**
   * Counts a part of a pass.
   * @param {number} partMs
   * @param {boolean} ends  whether the pass ends with it
   * @returns {number | null} the milliseconds of a pass once `LEAST_MS` have gone by, and the next begins a new
   *   measurement; until then null
   */
  function count(partMs, ends) {
    ms += partMs;
    if (ends) passes += 1;
    if (!ends || ms < LEAST_MS) return null;
    const mean = ms / passes;
    reset();
    return mean;
  }

  /** Forgets the parts counted so far. */
  function reset() {
    ms = passes = 0;
  }

  return {
    count,
    reset,
    /**
     * Does a slice of the work, pass after pass.
     * @param {() => boolean} part  does a part of a pass; true at its end
     * @returns {number | null} as `count`
     */
    slice(part) {
      const start = now();
      for (let parts = 1; ; parts += 1) {
        const ends = part();
        const elapsedMs = now() - start;
        const isEnough = elapsedMs >= SLICE_MS || parts >= MOST_PARTS;
        if (isEnough || (ends && ms + elapsedMs >= LEAST_MS)) return count(elapsedMs, ends);
        if (ends) passes += 1;
      }
    },
  };
}

/** @typedef {ReturnType<typeof createStopwatch>} Stopwatch */
