// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPace } from '../../www/shell/pace.js';
import { ratioNow } from '../../www/state/select.js';
import { placeOf } from '../../www/state/trajectory.js';
import { initialState } from '../../www/state/state.js';

/** Views that note what they are shown, and a clock that is wound by hand. */
function bench() {
  let time = 0;
  /** @type {(() => void) | null} */
  let painted = null;
  /** @type {{ at: number, run: () => void }[]} */
  let timers = [];
  /** @type {Record<'own' | 'beside', number[]>} */
  const seen = { own: [], beside: [] };
  const pace = createPace({
    own: (state) => seen.own.push(ratioNow(state)),
    beside: (state) => seen.beside.push(ratioNow(state)),
    now: () => time,
    painted: (then) => {
      painted = then;
    },
    later: (run, ms) => timers.push({ at: time + ms, run }),
  });
  return {
    seen,
    /** A frame that is painted after so many milliseconds. @param {object} change @param {number} ms */
    frame(change, ms) {
      pace.draw({ ...initialState(), ...change });
      time += ms;
      painted?.();
      painted = null;
    },
    /** @param {number} ms */
    wait(ms) {
      time += ms;
      const due = timers.filter(({ at }) => at <= time);
      timers = timers.filter(({ at }) => at > time);
      for (const { run } of due) run();
    },
  };
}

const unmoving = initialState();

test('quick frames draw everything', () => {
  const { frame, seen } = bench();
  for (const ratio of [0, 0.1, 0.2, 0.3]) frame({ ...unmoving, place: placeOf(ratio) }, 9);
  assert.deepEqual(seen.own, [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(seen.beside, seen.own);
});

test('after a late frame the views beside wait until the slider rests, and then show where it is', () => {
  const { frame, wait, seen } = bench();
  frame({ ...unmoving, place: placeOf(0.1) }, 5);
  frame({ ...unmoving, place: placeOf(0.2) }, 40);
  frame({ ...unmoving, place: placeOf(0.3) }, 25);
  frame({ ...unmoving, place: placeOf(0.4) }, 25);
  assert.deepEqual(seen.own, [0.1, 0.2, 0.3, 0.4]);
  assert.deepEqual(seen.beside, [0.1, 0.2]);
  wait(75);
  wait(100);
  assert.deepEqual(seen.beside, [0.1, 0.2, 0.4]);
});

test('while it moves on and on they follow now and then', () => {
  const { frame, wait, seen } = bench();
  frame({ ...unmoving, place: placeOf(0) }, 5);
  for (let at = 1; at <= 100; at += 1) {
    frame({ ...unmoving, place: placeOf(at / 100) }, 25);
    wait(5);
  }
  assert.equal(seen.own.length, 101);
  // 3 seconds of moving, at most a second apart; the first two before a frame was known to be late.
  assert.ok(seen.beside.length >= 4 && seen.beside.length <= 6, String(seen.beside));
});

test('what is no move of the slider is drawn whole, and short frames bring everything back', () => {
  const { frame, seen } = bench();
  frame({ ...unmoving, place: placeOf(0.1) }, 5);
  frame({ ...unmoving, place: placeOf(0.2) }, 40);
  frame({ ...unmoving, place: placeOf(0.2), step: 'tune' }, 40);
  assert.deepEqual(seen.beside, [0.1, 0.2, 0.2]);
  frame({ ...unmoving, place: placeOf(0.3), step: 'tune' }, 6);
  frame({ ...unmoving, place: placeOf(0.4), step: 'tune' }, 6);
  assert.deepEqual(seen.beside, [0.1, 0.2, 0.2, 0.4]);
});
