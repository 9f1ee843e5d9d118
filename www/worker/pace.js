// @ts-check
/** How much to ask of one call. */

/**
 * How many units to ask of one call so that it takes about `targetMs`, learned from the calls before.
 * @param {number} targetMs
 * @param {number} most
 */
export function createPace(targetMs, most) {
  let units = 1;
  return {
    get units() {
      return units;
    },
    /** @param {number} elapsedMs what a call of `units` took */
    note(elapsedMs) {
      const wanted = (units * targetMs) / Math.max(elapsedMs, 0.01);
      units = Math.max(1, Math.min(most, Math.round(Math.min(wanted, units * 2))));
    },
  };
}
