// @ts-check
/** How often workers may crash before no new one is started. */

export const CRASHES_ALLOWED = 3;
const WINDOW_MS = 60_000;

/** @param {() => number} now  milliseconds */
export function createCrashLimit(now) {
  /** @type {number[]} */
  let crashes = [];
  return {
    note() {
      crashes.push(now());
    },
    /** Whether another worker may be started. */
    allows() {
      crashes = crashes.filter((at) => now() - at < WINDOW_MS);
      return crashes.length < CRASHES_ALLOWED;
    },
  };
}
