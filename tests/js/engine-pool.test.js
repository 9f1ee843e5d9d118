// The pool of engines: who works on what, and that every piece of work ends, come what may.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEnginePool, poolSize } from '../../www/engine/engine-pool.js';
import { FakeWorker, settled } from './fake-worker.js';

/** @typedef {import('../../www/engine/engine-pool.js').Outcome} Outcome */

/** @type {any} */
const digits = { name: 'loadDigits', params: { spec: { source: 'digits', train: 100, test: 100, seed: 1 } } };
/** A piece of work, told apart by its seed. @param {number} seed @returns {any} */
const piece = (seed) => ({ kind: 'run', base: null, ops: [{ op: 'init', hidden: [4], seed }] });
const PANIC = { crash: 'unreachable' };

/** @param {number} size */
function stage(size) {
  /** @type {PoolWorker[]} */
  const workers = [];
  const clock = { ms: 0 };
  const pool = createEnginePool({
    size,
    module: /** @type {any} */ ('module'),
    now: () => clock.ms,
    spawn() {
      const worker = new PoolWorker();
      workers.push(worker);
      return worker;
    },
  });
  /** Submits pieces and notes how each ends. @param {number[]} seeds */
  function submit(...seeds) {
    return seeds.map((seed) => {
      /** @type {{ seed: number, outcome: Outcome | null, progress: any[], ticket: any }} */
      const noted = { seed, outcome: null, progress: [], ticket: null };
      noted.ticket = pool.submit(piece(seed), (progress) => noted.progress.push(progress));
      noted.ticket.done.then((/** @type {Outcome} */ outcome) => {
        noted.outcome = outcome;
      });
      return noted;
    });
  }
  const alive = () => workers.filter((worker) => !worker.ended);
  return { pool, workers, clock, submit, alive };
}

class PoolWorker extends FakeWorker {
  /** Boots and takes the data set. */
  async begin() {
    this.answer('boot');
    await settled();
    this.answer('loadDigits', { info: {}, network: null });
    await settled();
  }
  /** Seeds of the work it was given. */
  get given() {
    return this.sent.filter(({ name }) => name === 'task').map(({ params }) => params.work.ops[0].seed);
  }
  /** The number of the work it was given last. */
  get task() {
    return this.asked('task')?.id;
  }
  /** Tells of the work of a number. @param {any} progress @param {number} [id] */
  progress(progress, id = this.task) {
    this.say({ id, event: { type: 'taskProgress', samples: [], epochs: [], ends: [], ...progress } });
  }
  /** Ends the work it was given last. @param {any} [result] */
  async finish(result = { nodes: [] }) {
    this.answer('task', result);
    await settled();
  }
}

/** @param {{ outcome: Outcome | null }[]} list */
const statuses = (list) => list.map(({ outcome }) => outcome?.status ?? null);

test('as many engines as cores but one; one on a phone', () => {
  assert.equal(poolSize({ hardwareConcurrency: 8 }), 7);
  assert.equal(poolSize({ hardwareConcurrency: 8, deviceMemory: 8 }), 7);
  assert.equal(poolSize({ hardwareConcurrency: 8, deviceMemory: 2 }), 1);
  assert.equal(poolSize({ hardwareConcurrency: 2 }), 1);
  assert.equal(poolSize({ hardwareConcurrency: 1 }), 1);
  assert.equal(poolSize({}), 1);
});

test('nothing is started before there is work, and no more than there is work for', () => {
  const { pool, workers, submit } = stage(4);
  pool.useData(digits);
  assert.equal(workers.length, 0);
  submit(1);
  assert.equal(workers.length, 1);
  submit(2, 3);
  assert.equal(workers.length, 3);
  submit(4, 5, 6);
  assert.equal(workers.length, 4);
});

test('an engine gets the module, then the data set, then work', async () => {
  const { pool, workers, submit } = stage(1);
  pool.useData(digits);
  submit(1);
  const [worker] = workers;
  assert.deepEqual(worker.sent, [{ id: 1, name: 'boot', params: { module: 'module' } }]);
  worker.answer('boot');
  await settled();
  assert.deepEqual(worker.sent.slice(1), [{ id: 2, ...digits }]);
  worker.say({ id: 2, event: { type: 'datasetProgress', done: 1, total: 2 } });
  assert.deepEqual(worker.given, []);
  worker.answer('loadDigits', { info: {}, network: null });
  await settled();
  assert.deepEqual(worker.given, [1]);
});

test('whoever is free takes what is next', async () => {
  const { pool, workers, submit } = stage(2);
  pool.useData(digits);
  const list = submit(1, 2, 3, 4, 5);
  await workers[0].begin();
  await workers[1].begin();
  assert.deepEqual([workers[0].given, workers[1].given], [[1], [2]]);
  await workers[0].finish({ nodes: ['one'] });
  await workers[0].finish();
  await workers[1].finish();
  assert.deepEqual(
    [workers[0].given, workers[1].given],
    [
      [1, 3, 4],
      [2, 5],
    ],
  );
  await settled();
  assert.deepEqual(statuses(list), ['done', 'done', 'done', null, null]);
  assert.deepEqual(list[0].outcome, { status: 'done', result: { nodes: ['one'] } });
});

test('progress reaches whose work it is', async () => {
  const { pool, workers, submit } = stage(2);
  pool.useData(digits);
  const [first, second] = submit(1, 2);
  for (const worker of workers) await worker.begin();
  workers[1].progress({ fraction: 0.5 });
  assert.deepEqual([first.progress.length, second.progress[0].fraction], [0, 0.5]);
});

test('one piece is cancelled where it stands, and its engine goes on with the next', async () => {
  const { pool, workers, submit } = stage(1);
  pool.useData(digits);
  const list = submit(1, 2, 3);
  await workers[0].begin();
  const late = workers[0].task;
  list[1].ticket.cancel();
  list[0].ticket.cancel();
  assert.deepEqual(workers[0].sent.slice(-2), [
    { cancel: late },
    { id: late + 1, name: 'task', params: { work: piece(3) } },
  ]);
  workers[0].progress({ fraction: 1 }, late);
  workers[0].say({ id: late, result: { nodes: [] } });
  await settled();
  assert.deepEqual(statuses(list), ['cancelled', 'cancelled', null], 'a late answer is nobody’s');
  assert.equal(list[0].progress.length, 0);
  await workers[0].finish();
  list[2].ticket.cancel();
  await settled();
  assert.deepEqual(statuses(list), ['cancelled', 'cancelled', 'done'], 'what has ended cannot be cancelled');
});

test('cancelling all ends all, wherever it was', async () => {
  const { pool, workers, submit } = stage(2);
  pool.useData(digits);
  const list = submit(1, 2, 3, 4);
  await workers[0].begin();
  pool.cancelAll();
  await settled();
  assert.deepEqual(statuses(list), ['cancelled', 'cancelled', 'cancelled', 'cancelled']);
  submit(5);
  assert.deepEqual(workers[0].given, [1, 5], 'the engines stay');
});

test('another data set cancels everything and ends the engines; new ones get the new set', async () => {
  const { pool, workers, submit, alive } = stage(2);
  pool.useData(digits);
  const list = submit(1, 2, 3);
  await workers[0].begin();
  /** @type {any} */
  const other = { name: 'loadDigits', params: { spec: { ...digits.params.spec, seed: 2 } } };
  pool.useData(other);
  await settled();
  assert.deepEqual(statuses(list), ['cancelled', 'cancelled', 'cancelled']);
  assert.equal(alive().length, 0);
  const [next] = submit(4);
  assert.equal(alive().length, 1);
  await alive()[0].begin();
  assert.deepEqual(alive()[0].sent[1], { id: 2, ...other });
  await alive()[0].finish();
  workers[0].onmessage?.(/** @type {any} */ ({ data: { id: 3, result: 'of the old data' } }));
  await settled();
  assert.equal(next.outcome?.status, 'done');
});

test('without a data set work fails at once and says why', async () => {
  const { pool, workers, submit } = stage(2);
  const list = submit(1);
  pool.useData(digits);
  pool.close();
  list.push(...submit(2));
  await settled();
  for (const { outcome } of list) {
    assert.equal(outcome?.status === 'failed' && outcome.fault.code, 'no-dataset');
  }
  assert.equal(workers.length, 0);
});

test('what the engine refuses fails alone', async () => {
  const { pool, workers, submit } = stage(1);
  pool.useData(digits);
  const list = submit(1, 2);
  await workers[0].begin();
  const fault = { code: 'bad-state', params: { reason: 'r' }, message: 'm' };
  workers[0].say({ id: workers[0].task, fault });
  await settled();
  await workers[0].finish();
  await settled();
  assert.deepEqual(list[0].outcome, { status: 'failed', fault });
  assert.deepEqual([list[1].outcome?.status, workers.length], ['done', 1]);
});

test('a crash fails only what that engine worked on; another is started for the rest', async () => {
  const { pool, workers, submit, alive } = stage(2);
  pool.useData(digits);
  const list = submit(1, 2, 3, 4);
  await workers[0].begin();
  await workers[1].begin();
  workers[0].say(PANIC);
  assert.deepEqual([workers[0].ended, workers.length, alive().length], [true, 3, 2]);
  await workers[1].finish();
  await workers[2].begin();
  await workers[2].finish();
  await workers[1].finish();
  await settled();
  assert.deepEqual(statuses(list), ['failed', 'done', 'done', 'done']);
  const { outcome } = list[0];
  assert.equal(outcome?.status === 'failed' && outcome.fault.code, 'task-crashed');
  assert.equal(outcome?.status === 'failed' && outcome.fault.params.message, 'unreachable');
});

test('an engine that crashed is not started again for nothing', async () => {
  const { pool, workers, submit } = stage(2);
  pool.useData(digits);
  submit(1);
  await workers[0].begin();
  workers[0].say(PANIC);
  assert.equal(workers.length, 1);
});

test('after three crashes within a minute it gives up, everything ends; later it tries again', async () => {
  const { pool, workers, submit, clock } = stage(1);
  pool.useData(digits);
  const list = submit(1, 2, 3, 4, 5);
  for (let crash = 0; crash < 3; crash += 1) {
    await workers[crash].begin();
    workers[crash].say(PANIC);
  }
  list.push(...submit(6));
  await settled();
  assert.deepEqual(new Set(statuses(list)), new Set(['failed']));
  const codes = list.map(({ outcome }) => outcome?.status === 'failed' && outcome.fault.code);
  assert.deepEqual(codes, [
    'task-crashed',
    'task-crashed',
    'task-crashed',
    'pool-crashed',
    'pool-crashed',
    'pool-crashed',
  ]);
  assert.equal(workers.length, 3);
  clock.ms += 61_000;
  const [later] = submit(7);
  await workers[3].begin();
  await workers[3].finish();
  await settled();
  assert.equal(later.outcome?.status, 'done');
});

test('a worker that cannot be loaded, or that cannot load the data, counts as a crash', async () => {
  const { pool, workers, submit } = stage(1);
  pool.useData(digits);
  const list = submit(1);
  workers[0].onerror?.(/** @type {any} */ ({ message: 'no such file' }));
  workers[1].answer('boot');
  await settled();
  workers[1].refuse('loadDigits', 'gzip');
  await settled();
  workers[2].onmessageerror?.(/** @type {any} */ ({}));
  await settled();
  assert.deepEqual([workers.length, statuses(list)], [3, ['failed']]);
});

test('all engines can be started ahead of the work', async () => {
  const { pool, workers, submit } = stage(3);
  pool.useData(digits);
  let warm = false;
  const warming = pool.warm().then(() => {
    warm = true;
  });
  assert.equal(workers.length, 3);
  await workers[0].begin();
  await workers[1].begin();
  await settled();
  assert.equal(warm, false);
  await workers[2].begin();
  await warming;
  submit(1, 2, 3);
  assert.deepEqual(
    workers.map((worker) => worker.given),
    [[1], [2], [3]],
  );
});

test('starting ahead ends too when there is nothing to start', async () => {
  const { pool, workers } = stage(2);
  await pool.warm();
  pool.useData(digits);
  const warming = pool.warm();
  pool.useData(null);
  await warming;
  const third = stage(1);
  third.pool.useData(digits);
  const failing = third.pool.warm();
  for (let crash = 0; crash < 3; crash += 1) third.workers[crash].onerror?.(/** @type {any} */ ({ message: 'no' }));
  await failing;
  assert.deepEqual([workers.length, third.workers.length], [2, 3]);
});
