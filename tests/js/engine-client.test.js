// The client of the worker: hands over, answers waits, restarts after a crash, gives up in the end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngineClient } from '../../www/engine/engine-client.js';

/** @typedef {import('../../www/engine/engine-client.js').WorkerLike} WorkerLike */
/** @typedef {import('../../www/protocol.js').WorkerEvent} WorkerEvent */

function stage() {
  /** @type {(WorkerLike & { sent: any[], ended: boolean })[]} */
  const workers = [];
  /** @type {WorkerEvent[]} */
  const events = [];
  /** @type {boolean[]} */
  const crashes = [];
  const clock = { ms: 0 };
  const client = createEngineClient({
    module: /** @type {any} */ ('module'),
    now: () => clock.ms,
    onEvent: (event) => events.push(event),
    onCrash: (mayRestart) => crashes.push(mayRestart),
    spawn() {
      const worker = {
        sent: /** @type {any[]} */ ([]),
        ended: false,
        onmessage: null,
        onerror: null,
        onmessageerror: null,
        postMessage(/** @type {any} */ message) {
          this.sent.push(message);
        },
        terminate() {
          this.ended = true;
        },
      };
      workers.push(worker);
      return worker;
    },
  });
  client.start();
  /** @param {Partial<WorkerEvent>} data @param {number} [index] */
  const say = (data, index = workers.length - 1) => workers[index].onmessage?.(/** @type {any} */ ({ data }));
  return { client, workers, events, crashes, clock, say };
}

/** @type {any} */
const panic = { type: 'error', code: 'panic', params: {}, message: 'unreachable', during: 'run', fatal: true };

test('a new worker is given the module first', () => {
  const { client, workers } = stage();
  client.send({ type: 'pause' });
  assert.deepEqual(workers[0].sent, [{ type: 'boot', module: 'module' }, { type: 'pause' }]);
});

test('a wait is answered by the first event that matches', async () => {
  const { client, say } = stage();
  const wait = client.next((event) => event.type === 'dataset');
  say({ type: 'booted' });
  say(/** @type {any} */ ({ type: 'dataset', info: 1 }));
  assert.equal(/** @type {any} */ (await wait).info, 1);
});

test('after a crash a new worker starts, waits end, and the old one is not heard', async () => {
  const { client, workers, events, crashes, say } = stage();
  const wait = client.next((event) => event.type === 'dataset');
  const old = workers[0].onmessage;
  say(panic);
  assert.equal(await wait, null);
  assert.deepEqual([crashes, workers.length, workers[0].ended], [[true], 2, true]);
  assert.deepEqual(workers[1].sent, [{ type: 'boot', module: 'module' }]);
  const heard = events.length;
  old?.(/** @type {any} */ ({ data: { type: 'booted' } }));
  assert.equal(events.length, heard);
});

test('an error that is not fatal restarts nothing', () => {
  const { workers, say } = stage();
  say({ ...panic, fatal: false });
  assert.equal(workers.length, 1);
});

test('a worker that cannot be loaded counts as a crash', () => {
  const { workers, crashes } = stage();
  workers[0].onerror?.(/** @type {any} */ ({ message: 'no such file' }));
  assert.deepEqual([crashes, workers.length], [[true], 2]);
});

test('three crashes within a minute are enough; spread out they are not', () => {
  const first = stage();
  for (let crash = 0; crash < 3; crash += 1) first.say(panic);
  assert.deepEqual([first.crashes, first.workers.length], [[true, true, false], 3]);
  const second = stage();
  for (let crash = 0; crash < 6; crash += 1) {
    second.say(panic);
    second.clock.ms += 50_000;
  }
  assert.ok(second.crashes.every(Boolean));
});
