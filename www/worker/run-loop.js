// @ts-check
/**
 * Work in slices: calls `work` again and again, about `sliceMs` at a time, and lets messages in between.
 * A MessageChannel yields in hundredths of a millisecond where a timer takes four.
 */

const SLICE_MS = 12;

/**
 * @param {() => boolean} work does a little (a few milliseconds at most); false when there is none left
 * @returns {{ wake: () => void }} `wake` begins again after new work has come
 */
export function createRunLoop(work) {
  const channel = new MessageChannel();
  let going = false;

  channel.port1.onmessage = () => {
    const end = performance.now() + SLICE_MS;
    let more = true;
    while (more && performance.now() < end) more = work();
    going = more;
    if (more) channel.port2.postMessage(null);
  };

  return {
    wake() {
      if (going) return;
      going = true;
      channel.port2.postMessage(null);
    },
  };
}

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
