// @ts-check
/**
 * Which views a frame draws. Those the slider moves are drawn with every frame; those beside it too, but for a machine
 * that cannot make it in time: there they follow once the slider rests, or once a second while it moves.
 */

/** @import { State } from '../state/state.js' */
import { createRest } from '../util/rest.js';

/** A frame that takes longer than a sixtieth of a second is late. Milliseconds. */
const LATE_MS = 1000 / 60;
/** All is drawn again when a frame without the views beside takes less than this. */
const SOON_MS = 0.75 * LATE_MS;
const REST_MS = 100;
/** Not more often: a move that falls into this drawing waits for it. */
const EVERY_MS = 1000;

/**
 * @param {{ own: (state: State, slid: boolean) => void, beside: (state: State, slid: boolean) => void, now?: () => number,
 *   painted?: (then: () => void) => void, later?: (run: () => void, ms: number) => void }} views  `slid`: nothing
 *   changed but the slider's place; `painted` calls back after the paint of the frame that is being made
 */
export function createPace({ own, beside, now = () => performance.now(), painted = afterPaint(), later }) {
  let late = false;
  /** @type {State | null} */
  let drawn = null;
  const rest = createRest({ restMs: REST_MS, everyMs: EVERY_MS, now, ...(later && { later }) }, () => {
    if (drawn) beside(drawn, true);
  });

  return {
    /** In an animation frame. @param {State} state */
    draw(state) {
      const began = now();
      const slid = drawn !== null && onlySlid(state, drawn);
      const whole = !(slid && late);
      drawn = state;
      own(state, slid);
      if (whole) beside(state, slid);
      else rest.touch();
      if (!slid) return;
      painted(() => {
        late = now() - began > (whole ? LATE_MS : SOON_MS);
      });
    },
  };
}

/** Whether nothing changed but the slider's place. @param {State} state @param {State} before */
function onlySlid(state, before) {
  /** @type {(keyof State)[]} */
  const names = /** @type {any} */ (Object.keys(state));
  return state.place !== before.place && names.every((name) => name === 'place' || state[name] === before[name]);
}

/** A message that is sent while a frame is made arrives after its paint. */
function afterPaint() {
  const channel = new MessageChannel();
  let then = () => {};
  channel.port1.onmessage = () => then();
  /** @param {() => void} next */
  return (next) => {
    then = next;
    channel.port2.postMessage(null);
  };
}
