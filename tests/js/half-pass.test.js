// Half of a pass in a second worker: what is asked of it, and what happens when it is late, lost or out of date.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHalfPass } from '../../www/worker/half-pass.js';

/** An engine that notes down what it is told. */
function fakeEngine() {
  /** @type {any[]} */
  const told = [];
  return {
    told,
    begun: false,
    secondHalf: () => ({ pixels: new Uint8Array(12), labels: new Uint8Array(2), free() {} }),
    shareProbe() {
      return this.begun ? undefined : { sizes: new Uint32Array([6, 3]), parameters: new Float32Array(4), free() {} };
    },
    /** @param {Uint8Array} classes @param {Float32Array} losses */
    addReadings: (classes, losses) => told.push(['add', [...classes], [...losses]]),
    takeBackProbe: () => told.push(['takeBack']),
  };
}

function setUp() {
  const engine = fakeEngine();
  /** @type {any[]} */
  const workers = [];
  let answers = 0;
  const half = createHalfPass(/** @type {any} */ (engine), /** @type {any} */ ({}), {
    onAnswer: () => {
      answers += 1;
    },
    spawn() {
      /** @type {any} */
      const worker = {
        sent: [],
        ended: false,
        postMessage: (/** @type {any} */ message) => worker.sent.push(message),
        terminate: () => {
          worker.ended = true;
        },
      };
      workers.push(worker);
      return worker;
    },
  });
  return { engine, workers, half, answers: () => answers };
}

/** @param {any} worker @param {any} data */
const say = (worker, data) => worker.onmessage({ data });

test('nothing is shared before the second worker is ready', () => {
  const { workers, half } = setUp();
  assert.equal(half.share(), false);
  half.start(6);
  half.start(6);
  assert.equal(workers.length, 1);
  assert.equal(workers[0].sent[0].type, 'boot');
  assert.equal(half.share(), false);
  say(workers[0], { type: 'ready' });
  assert.equal(half.share(), true);
  assert.equal(half.waiting, true);
});

test('what was read reaches the engine once, and wakes the loop', () => {
  const { engine, workers, half, answers } = setUp();
  half.start(6);
  say(workers[0], { type: 'ready' });
  half.share();
  const { id } = workers[0].sent[1];
  say(workers[0], { type: 'readings', id, classes: Uint8Array.of(1, 2), losses: Float32Array.of(0.5, 1) });
  assert.deepEqual(engine.told, [['add', [1, 2], [0.5, 1]]]);
  assert.equal(half.waiting, false);
  assert.equal(answers(), 1);
});

test('an answer about what counts no longer is passed over', () => {
  const { engine, workers, half, answers } = setUp();
  half.start(6);
  say(workers[0], { type: 'ready' });
  half.share();
  half.forget();
  assert.equal(half.waiting, false);
  half.share();
  const [, first, second] = workers[0].sent;
  say(workers[0], { type: 'readings', id: first.id, classes: Uint8Array.of(9), losses: Float32Array.of(9) });
  assert.deepEqual(engine.told, []);
  assert.equal(half.waiting, true);
  say(workers[0], { type: 'readings', id: second.id, classes: Uint8Array.of(1), losses: Float32Array.of(0) });
  assert.deepEqual(engine.told, [['add', [1], [0]]]);
  assert.equal(answers(), 1);
});

test('the engine reads all when the second worker is lost, and then alone', async () => {
  const { engine, workers, half, answers } = setUp();
  const started = half.start(6);
  say(workers[0], { type: 'ready' });
  await started;
  half.share();
  workers[0].onerror({});
  assert.deepEqual(engine.told, [['takeBack']]);
  assert.equal(answers(), 1);
  assert.equal(half.waiting, false);
  assert.equal(workers[0].ended, true);
  assert.equal(half.share(), false);
});

test('a worker that never gets ready settles all the same', async () => {
  const { workers, half } = setUp();
  const started = half.start(6);
  workers[0].onerror({});
  await started;
  assert.equal(half.share(), false);
});

test('another data set ends the second worker; the next begins with the new images', () => {
  const { workers, half } = setUp();
  half.start(6);
  say(workers[0], { type: 'ready' });
  half.share();
  half.reset();
  assert.equal(workers[0].ended, true);
  assert.equal(half.waiting, false);
  half.start(6);
  assert.equal(workers.length, 2);
});

test('what has begun already is not shared', () => {
  const { engine, workers, half } = setUp();
  half.start(6);
  say(workers[0], { type: 'ready' });
  engine.begun = true;
  assert.equal(half.share(), false);
  assert.equal(half.waiting, false);
  assert.equal(workers[0].sent.length, 1);
});
