// Passes are timed rightly by clocks that count in whole milliseconds, as in Firefox and WebKit, or stand still.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { KERNELS } from '../../www/ops/speed.js';
import { createProbeJob } from '../../www/worker/probe-job.js';
import { createRunJob } from '../../www/worker/run-job.js';
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

/**
 * An engine whose passes over the test set take `passMs`, the smaller network's `shrunkMs`, in parts of a third.
 * @param {{ ms: number }} time
 * @param {number} passMs
 * @param {number} shrunkMs
 * @param {number} epochs  of training, each of 50 ms and then a pass; 0: an operation that does not train
 */
function fakeEngine(time, passMs, shrunkMs, epochs) {
  let part = 0;
  let epoch = 0;
  let phase = epochs > 0 ? 'training' : 'measuring';
  const whole = passMs === shrunkMs;
  const third = (/** @type {number} */ ms) => {
    time.ms += ms / 3;
    part = (part + 1) % 3;
    return part === 0;
  };
  const result = { evaluation: { confusion: [] }, shrunk: whole ? [4, 3, 2] : [4, 2, 2] };
  return /** @type {any} */ ({
    start: () => ({ batchesPerEpoch: 1, totalBatches: epochs, known: null }),
    step() {
      if (phase === 'training') {
        time.ms += 50;
        phase = 'measuring';
      } else if (third(passMs)) {
        epoch += 1;
        phase = epoch < epochs ? 'training' : 'done';
      }
      return { phase, batch: epoch, epochs: [] };
    },
    finish: () => ({ node: 3, diverged: null }),
    node: () => ({ sizes: [4, 3, 2], result }),
    nodeLosses: () => new Float32Array(0),
    takeLosses: () => new Float32Array(0),
    beginTiming: () => {
      part = 0;
    },
    stepTiming: () => third(shrunkMs),
    rank: () => ({ sizes: () => Uint32Array.of(4, 3, 2), free: () => undefined }),
    trajectoryRemaining: () => 0,
    beginProbe: () => {
      part = 0;
    },
    stepProbe: () => third(passMs),
    probed: () => result,
  });
}

test('a run tells the time of a pass, of the smaller network where neurons were pruned', () => {
  const cases = TRUE_MS.flatMap((passMs) => [0, 1, 9].map((epochs) => ({ passMs, epochs })));
  for (const { passMs, epochs } of cases)
    for (const shrunkMs of [passMs, passMs / 3])
      withCoarseClock((time) => {
        const engine = fakeEngine(time, passMs, shrunkMs, epochs);
        /** @type {Map<number, number>} */
        const times = new Map();
        const job = createRunJob(
          engine,
          { runId: 1, parent: null, ops: [{ op: 'init', hidden: [3], seed: 1 }], again: false },
          {
            event(event) {
              if (event.type === 'node') isNear(event.node.result.passMs ?? NaN, shrunkMs);
            },
            resolve: () => undefined,
            reject: () => assert.fail(),
            passMs: times,
          },
        );
        for (let steps = 0; !job.done; steps += 1) {
          assert.ok(steps < 100_000);
          job.work();
        }
        isNear(times.get(3) ?? NaN, shrunkMs);
      });
});

test('work that nobody asks the time of is not timed', () => {
  withCoarseClock((time) => {
    const engine = fakeEngine(time, 0.5, 0.2, 0);
    const job = createRunJob(
      engine,
      { runId: 1, parent: null, ops: [{ op: 'init', hidden: [3], seed: 1 }], again: false },
      { event: () => undefined, resolve: () => undefined, reject: () => assert.fail() },
    );
    while (!job.done) job.work();
    assert.ok(time.ms < 1, 'one pass only');
  });
});

test('the slider tells the accuracy first, then the time of a pass', async () => {
  for (const passMs of TRUE_MS) {
    /** @type {(number | null | undefined)[]} */
    const told = [];
    const answer = withCoarseClock((time) => {
      const job = createProbeJob(fakeEngine(time, passMs, passMs / 2, 0));
      const wish = { base: 0, method: /** @type {any} */ ({}), ratio: 0.5 };
      const timed = job.evaluate(
        wish,
        /** @type {any} */ ({ event: (/** @type {any} */ { result }) => told.push(result.passMs) }),
      );
      for (let steps = 0; !job.idle; steps += 1) {
        assert.ok(steps < 100_000);
        job.work();
      }
      return timed;
    });
    told.push((await answer).passMs);
    assert.equal(told.length, 2);
    assert.equal(told[0], null);
    isNear(told[1] ?? NaN, passMs / 2);
  }
});
