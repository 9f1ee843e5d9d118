// @ts-check
/**
 * Doing something once things rest: what follows from a moving slider but need not follow in the same frame.
 */

/**
 * Calls `act` once `touch` has not been called for `restMs`, and while it is called on and on, every `everyMs`.
 * One timer runs at a time and is not set anew by a touch, which is called in every frame of a moving slider.
 * @param {{ restMs: number, everyMs?: number, now?: () => number, later?: (run: () => void, ms: number) => void }} options
 * @param {() => void} act
 */
export function createRest(
  { restMs, everyMs = Infinity, now = () => performance.now(), later = (run, ms) => void setTimeout(run, ms) },
  act,
) {
  let running = false;
  let firstMs = 0;
  let lastMs = 0;

  function look() {
    const left = Math.min(lastMs + restMs, firstMs + everyMs) - now();
    // Timers may come a fraction of a millisecond early.
    if (left >= 1) {
      later(look, left);
      return;
    }
    running = false;
    act();
  }

  return {
    touch() {
      lastMs = now();
      if (running) return;
      running = true;
      firstMs = lastMs;
      later(look, Math.min(restMs, everyMs));
    },
    /** Whether something was touched and has not been acted upon. */
    get pending() {
      return running;
    },
  };
}
