// A small seeded generator for property tests (mulberry32).

/** @param {number} seed */
export function generator(seed) {
  let state = seed >>> 0;
  function real() {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  /** @param {number} low @param {number} high  both included */
  const whole = (low, high) => Math.min(high, low + Math.floor(real() * (high - low + 1)));
  return {
    real,
    whole,
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => list[whole(0, list.length - 1)],
    /** A name with all that means something in a link. */
    word: () =>
      Array.from(
        { length: whole(1, 12) },
        () => [...'aZ9 .,;~()&=%#/\\?"\'<>_-!*\u00e4\u6570\u{1f600}'][whole(0, 26)] ?? 'x',
      ).join(''),
  };
}
