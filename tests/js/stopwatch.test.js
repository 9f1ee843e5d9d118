// Passes are timed rightly by clocks that count in whole milliseconds, as in Firefox and WebKit, or stand still.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { KERNELS } from '../../www/ops/speed.js';
import { createSpeedJob } from '../../www/worker/speed-job.js';
import { createStopwatch, LEAST_MS } from '../../www/worker/stopwatch.js';

/** Milliseconds a pass really takes, from far below the clock's steps to far above. */
const TRUE_MS = [0.004, 0.3, 0.999, 3.7, 19.5, 210];

/** Time as it really goes by, and what a clock of whole milliseconds says of it. */
function wholeMilliseconds() {
  const time = { ms: 0.4 };
  return { time, now: () => Math.floor(time.ms) };
}

/** Within a twentieth: a step of the clock in 20 ms. @param {number} measured @param {number} real */
const isNear = (measured, real) =>
  assert.ok(Math.abs(measured / real - 1) <= 0.051, `measured ${measured} ms instead of ${real} ms`);

/**
 * Does something with the page's clock counting whole milliseconds.
 * @template T
 * @param {(time: { ms: number }) => T} action
 */
function withCoarseClock(action) {
  const { time, now } = wholeMilliseconds();
  mock.method(performance, 'now', now);
  try {
    return action(time);
  } finally {
    mock.restoreAll();
  }
}

test('a pass of any length, in any parts, is measured to a twentieth', () => {
  for (const realMs of TRUE_MS)
    for (const parts of [1, 2, 7]) {
      const { time, now } = wholeMilliseconds();
      const watch = createStopwatch({ now });
      for (let measurement = 0; measurement < 3; measurement += 1) {
        let part = 0;
        let ms = null;
        while (ms === null) {
          const from = time.ms;
          ms = watch.slice(() => {
            time.ms += realMs / parts;
            part = (part + 1) % parts;
            return part === 0;
          });
          assert.ok(time.ms - from <= 6 + LEAST_MS + realMs, 'messages come in between');
        }
        assert.equal(part, 0, 'a measurement ends with a pass');
        isNear(ms, realMs);
      }
    }
});

test('parts that were timed elsewhere are counted, and nothing is told before 20 ms', () => {
  const watch = createStopwatch();
  assert.equal(watch.count(0, true), null);
  assert.equal(watch.count(12, false), null);
  assert.equal(watch.count(8, false), null);
  assert.equal(watch.count(0, true), 10);
  watch.count(15, true);
  watch.reset();
  assert.equal(watch.count(15, true), null);
});

test('a clock that stands still holds nothing up', () => {
  const watch = createStopwatch({ now: () => 7 });
  let passes = 0;
  for (let slice = 0; slice < 3; slice += 1)
    assert.equal(
      watch.slice(() => {
        passes += 1;
        return true;
      }),
      null,
    );
  assert.ok(passes < 100_000);
});

test('kernels of any speed have finite rates, each near the true one, though the clock says 0 ms a pass', () => {
  withCoarseClock((time) => {
    const images = 2500;
    /** @type {import('../../www/protocol.js').SpeedRow[]} */
    const rows = [];
    const job = createSpeedJob(
      ({ kind }) => ({
        density: 1,
        prepare: () => (kind === 'twoFour' ? { why: 'notTwoFour', layer: 1 } : null),
        run(from, to) {
          time.ms += (TRUE_MS[KERNELS.indexOf(kind)] * (to - from)) / images;
        },
        compare: () => ({ same: images, total: images, correct: 0, gap: 0 }),
        free: () => undefined,
      }),
      { groups: [KERNELS.map((kind) => ({ kind, prune: null })), [{ kind: 'dense', prune: null }]], images, passes: 3 },
      rows,
    );
    for (let steps = 0; !job.done; steps += 1) {
      assert.ok(steps < 10_000);
      job.work();
    }
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      [...KERNELS, 'dense'],
    );
    for (const { kind, unfit, low, median, high } of rows) {
      if (unfit) assert.deepEqual([kind, low, median, high], ['twoFour', 0, 0, 0]);
      else for (const rate of [low, median, high]) isNear((1000 * images) / rate, TRUE_MS[KERNELS.indexOf(kind)]);
    }
  });
});
