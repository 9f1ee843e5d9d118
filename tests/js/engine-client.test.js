// The client of the worker: boots it, asks it, restarts it after a crash, gives up in the end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngineClient } from '../../www/engine/engine-client.js';
import { FakeWorker, settled } from './fake-worker.js';

/** @typedef {import('../../www/protocol.js').Fault} Fault */

function stage() {
  /** @type {FakeWorker[]} */
  const workers = [];
  /** @type {any[]} */
  const events = [];
  /** @type {Fault[]} */
  const faults = [];
  /** @type {[boolean, string][]} */
  const crashes = [];
  const clock = { ms: 0 };
  const boots = { count: 0 };
  const client = createEngineClient({
    module: /** @type {any} */ ('module'),
    now: () => clock.ms,
    onBoot() {
      boots.count += 1;
    },
    onEvent: (event) => events.push(event),
    onFault: (fault) => faults.push(fault),
    onCrash: (...crash) => crashes.push(crash),
    spawn() {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  });
  client.start();
  const last = () => workers[workers.length - 1];
  return { client, workers, last, events, faults, crashes, clock, boots };
}

const PANIC = { crash: 'unreachable' };

test('a new worker is given the module first', async () => {
  const { client, last, boots } = stage();
  client.request('fileSize', { node: 3 });
  assert.deepEqual(last().sent, [
    { id: 1, name: 'boot', params: { module: 'module' } },
    { id: 2, name: 'fileSize', params: { node: 3 } },
  ]);
  assert.equal(boots.count, 0);
  last().answer('boot');
  await settled();
  assert.equal(boots.count, 1);
});

test('events go to who asked, or else to the page', async () => {
  const { client, last, events } = stage();
  /** @type {any[]} */
  const own = [];
  const spec = /** @type {any} */ ({});
  client.request('loadDigits', { spec }, { onEvent: (event) => own.push(event) });
  last().say({ id: 2, event: { type: 'datasetProgress', done: 1, total: 2 } });
  client.request('loadDigits', { spec });
  last().say({ id: 3, event: { type: 'datasetProgress', done: 2, total: 2 } });
  assert.deepEqual([own.map(({ done }) => done), events.map(({ done }) => done)], [[1], [2]]);
});

test('a fault is told and the answer is null; one that was given up is told by who caused it', async () => {
  const { client, last, faults } = stage();
  const refused = client.ask('fileSize', { node: 9 });
  last().refuse('fileSize', 'no-such-node');
  assert.equal(await refused, null);
  assert.deepEqual(
    faults.map(({ code, message }) => [code, message]),
    [['no-such-node', 'no-such-node it is']],
  );
  const cancelled = client.ask('scores', /** @type {any} */ ({}));
  last().refuse('scores', 'cancelled');
  const lost = client.ask('fileSize', { node: 9 });
  last().say(PANIC);
  assert.deepEqual([await cancelled, await lost, faults.length], [null, null, 1]);
  const known = client.ask('fileSize', { node: 1 });
  last().answer('fileSize', 12);
  assert.equal(await known, 12);
});

test('after a crash a new worker starts, what waits is rejected, and the old one is not heard', async () => {
  const { client, workers, crashes, boots } = stage();
  const waiting = client.request('fileSize', { node: 1 });
  const old = workers[0].onmessage;
  workers[0].say(PANIC);
  await assert.rejects(waiting, { code: 'crashed', message: 'unreachable' });
  assert.deepEqual([crashes, workers.length, workers[0].ended], [[[true, 'unreachable']], 2, true]);
  assert.deepEqual(
    workers[1].sent.map(({ name }) => name),
    ['boot'],
  );
  old?.(/** @type {any} */ ({ data: { id: 1 } }));
  await settled();
  assert.equal(boots.count, 0);
  workers[1].answer('boot');
  await settled();
  assert.equal(boots.count, 1);
});

test('a fault restarts nothing', async () => {
  const { client, workers, last, crashes } = stage();
  const size = client.request('fileSize', { node: 1 });
  last().refuse('fileSize', 'no-dataset');
  await assert.rejects(size, { code: 'no-dataset' });
  assert.deepEqual([workers.length, crashes], [1, []]);
});

test('a worker that cannot be loaded or booted counts as a crash', async () => {
  const { workers, crashes } = stage();
  workers[0].onerror?.(/** @type {any} */ ({ message: 'no such file' }));
  assert.deepEqual([crashes, workers.length], [[[true, 'no such file']], 2]);
  workers[1].refuse('boot', 'no-wasm');
  await settled();
  assert.deepEqual([crashes[1], workers.length, workers[1].ended], [[true, 'no-wasm it is'], 3, true]);
});

test('three crashes within a minute are enough; spread out they are not', async () => {
  const first = stage();
  for (let crash = 0; crash < 3; crash += 1) first.last().say(PANIC);
  assert.deepEqual([first.crashes.map(([mayRestart]) => mayRestart), first.workers.length], [[true, true, false], 3]);
  await assert.rejects(first.client.request('fileSize', { node: 1 }), { code: 'crashed' });
  const second = stage();
  for (let crash = 0; crash < 6; crash += 1) {
    second.last().say(PANIC);
    second.clock.ms += 50_000;
  }
  assert.ok(second.crashes.every(([mayRestart]) => mayRestart));
});
