// The worker's jobs: how each answers its request when it ends, is replaced, stopped, cancelled or fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCurveJob } from '../../www/worker/curve-job.js';
import { createDigitsJob } from '../../www/worker/digits-job.js';
import { createProbeJob } from '../../www/worker/probe-job.js';
import { createRanking } from '../../www/worker/ranking.js';
import { CANCELLED } from '../../www/worker/responder.js';
import { createRunJob } from '../../www/worker/run-job.js';
import { createTaskJob } from '../../www/worker/task-job.js';

/** @typedef {import('../../www/protocol.js').Op} Op */
/** @typedef {import('../../www/worker/run-loop.js').Job} Job */

const places = { ratios: Float64Array.of(0, 0.5, 1), grid: Uint32Array.of(0, 1, 2) };
const method = /** @type {const} */ ({ score: 'magnitude', scope: 'layer', rule: 'exact' });
const about = { base: 1, method };
const config = { epochs: 1, batchSize: 64, optimizer: { kind: /** @type {const} */ ('adam'), lr: 0.001 } };
/** @type {Op} */
const init = { op: 'init', hidden: [2], seed: 1 };
/** @type {Op} */
const train = { op: 'train', config };

/** How a request ended. @param {Promise<unknown>} request */
const outcome = (request) =>
  request.then(
    (result) => result ?? 'answered',
    (error) => error.code ?? error.message,
  );

/** Works on to the end, or until `stop` says so. @param {Job} job @param {() => boolean} [stop] */
function workOff(job, stop = () => false) {
  for (let steps = 0; !job.idle && !stop(); steps += 1) {
    assert.ok(steps < 100_000);
    job.work();
  }
}

/** The slider's side of an engine: measuring takes two steps, the curve a step a point. */
function sliderEngine() {
  let step = 0;
  const engine = {
    left: 3,
    fails: false,
    beginProbe(/** @type {number} */ ratio) {
      if (engine.fails) throw { code: 'no-run', message: '' };
      step = ratio >= 0 ? 0 : 1;
    },
    stepProbe: () => ++step >= 2,
    probed: () => ({ evaluation: { confusion: [1] }, kept: 7 }),
    trajectoryRemaining: () => engine.left,
    stepTrajectory() {
      if (engine.fails) throw { code: 'no-run', message: '' };
      engine.left -= 1;
      return [{ place: 2 - engine.left, evaluation: { confusion: [] } }];
    },
    rank() {
      if (engine.fails) throw { code: 'no-such-node', message: '' };
      return {
        sizes: () => Uint32Array.of(2, 2),
        weights: () => new Float32Array(4),
        free: () => undefined,
      };
    },
    cuts: () => ({
      positions: () => new Uint32Array(4),
      removed: () => new Uint32Array(3),
      thresholds: () => new Float32Array(3),
      free: () => undefined,
    }),
    scores: () => new Float32Array(4),
  };
  return engine;
}

/** @param {any} engine */
function probeOf(engine) {
  const job = createProbeJob(engine);
  /** @param {number} ratio */
  const evaluate = (ratio) => outcome(job.evaluate(ratio));
  return { job, evaluate };
}

test('the slider: a measurement is brought to its end, of later wishes only the latest counts', async () => {
  const { job, evaluate } = probeOf(sliderEngine());
  const one = evaluate(0.1);
  job.work();
  const [two, three] = [evaluate(0.2), evaluate(0.3)];
  workOff(job);
  const [first, third] = /** @type {any[]} */ (await Promise.all([one, three]));
  assert.deepEqual([first.kept, await two, third.kept], [7, 'cancelled', 7]);
});

test('the slider: with another ranking all wishes are cancelled', async () => {
  const { job, evaluate } = probeOf(sliderEngine());
  const one = evaluate(0.1);
  job.work();
  const two = evaluate(0.2);
  job.cancel();
  assert.equal(job.idle, true);
  assert.deepEqual(await Promise.all([one, two]), ['cancelled', 'cancelled']);
});

test('the slider: a fault is of the wish that was being measured; the next is served', async () => {
  const engine = sliderEngine();
  const { job, evaluate } = probeOf(engine);
  const one = evaluate(0.1);
  engine.fails = true;
  assert.throws(job.work);
  job.fail({ code: 'no-run', message: '' });
  engine.fails = false;
  const two = evaluate(0.2);
  workOff(job);
  assert.equal(await one, 'no-run');
  assert.equal(/** @type {any} */ (await two).kept, 7);
});

test('the curve: point after point, then the answer; what was measured before is not measured again', async () => {
  const engine = sliderEngine();
  const job = createCurveJob(/** @type {any} */ (engine), createRanking(/** @type {any} */ (engine), places));
  /** @type {any[]} */
  const told = [];
  const call = /** @type {any} */ ({ event: (/** @type {any} */ event) => told.push(event) });
  const one = outcome(job.measure(about, call));
  job.work();
  const two = outcome(job.measure(about, call));
  workOff(job);
  assert.deepEqual(await Promise.all([one, two]), ['cancelled', 'answered']);
  assert.deepEqual(
    told.filter(({ type }) => type === 'point').map(({ ratio }) => ratio),
    [0, 0.5, 1],
  );
  assert.deepEqual(told.at(-1), { type: 'curveProgress', base: 1, done: 3, total: 3 });
  assert.equal(await outcome(job.measure(about, call)), 'answered', 'there is nothing left');
  engine.left = 2;
  const three = outcome(job.measure(about, call));
  engine.fails = true;
  assert.throws(job.work);
  job.fail({ code: 'no-run', message: '' });
  assert.deepEqual([await three, job.idle], ['no-run', true]);
});

test('the ranking at work is the last that could be made', () => {
  const engine = sliderEngine();
  const ranking = createRanking(/** @type {any} */ (engine), places);
  assert.throws(() => ranking.expect(about), CANCELLED);
  const { layers } = ranking.rank(about);
  assert.deepEqual([layers.length, ranking.scores().length], [1, 1]);
  ranking.expect({ base: 1, method: { ...method } });
  engine.fails = true;
  assert.throws(() => ranking.rank({ ...about, base: 2 }), { code: 'no-such-node' });
  ranking.expect(about);
  assert.throws(() => ranking.expect({ ...about, base: 2 }), CANCELLED);
  assert.throws(() => ranking.expect({ base: 1, method: { ...method, scope: 'global' } }), CANCELLED);
  ranking.forget();
  assert.throws(() => ranking.expect(about), CANCELLED);
});

test('digits: told on the way, in use before the answer; cancelled they are not', async () => {
  let left = 3;
  const engine = /** @type {any} */ ({
    beginDigits: () => left,
    stepDigits: () => (left -= 1),
    finishDigits: () => 'the digits',
  });
  /** @type {any[]} */
  const told = [];
  const draw = () => {
    left = 3;
    /** @type {any} */
    let job;
    const end = outcome(
      new Promise((resolve, reject) => {
        job = createDigitsJob(engine, /** @type {any} */ ({}), {
          event: ({ done }) => told.push(done),
          onDone(info) {
            told.push('in use');
            resolve(info);
          },
          reject,
        });
      }),
    );
    return { job, end };
  };
  const whole = draw();
  workOff(whole.job);
  assert.equal(await whole.end, 'the digits');
  whole.job.cancel();
  assert.deepEqual(told, [1, 2, 3, 'in use']);
  const part = draw();
  part.job.work();
  part.job.cancel();
  part.job.work;
  assert.deepEqual([await part.end, part.job.idle, told.length], ['cancelled', true, 5]);
});

/**
 * An engine that trains for three batches an operation and measures in one step. `diverges`: training does, with or
 * without something to keep; `known`: operations that were done before.
 * @param {{ diverges?: 'kept' | 'lost', known?: number, refuses?: number }} [how]
 */
function runEngine({ diverges, known = 0, refuses = Infinity } = {}) {
  let node = -1;
  let begun = 0;
  /** @type {any} */
  let op = null;
  let batch = 0;
  let phase = '';
  return /** @type {any} */ ({
    forgetRuns: () => undefined,
    start(/** @type {number | undefined} */ _, /** @type {any} */ next) {
      begun += 1;
      if (begun > refuses) throw { code: 'bad-experiment', message: '' };
      if (begun <= known) return { known: (node += 1), batchesPerEpoch: 0, totalBatches: 0 };
      op = next;
      batch = 0;
      const totalBatches = 'config' in op ? 3 : 0;
      phase = totalBatches ? 'training' : 'measuring';
      return { known: null, batchesPerEpoch: totalBatches, totalBatches };
    },
    step() {
      if (phase === 'measuring') phase = 'done';
      else if ((batch += 1) === 3) phase = 'measuring';
      return { phase, batch, epochs: [] };
    },
    stop() {
      const keeps = batch > 0 || phase === 'measuring';
      if (keeps) phase = 'measuring';
      return keeps;
    },
    finish() {
      const diverged = diverges && 'config' in op ? { code: 'diverged', params: {}, message: 'not a number' } : null;
      return { node: diverged && diverges === 'lost' ? null : (node += 1), diverged };
    },
    node: (/** @type {number} */ id) => ({
      id,
      op,
      parent: id - 1,
      sizes: [2, 2],
      result: { shrunk: [2, 2], evaluation: { confusion: [] }, kept: id, weights: 4 },
    }),
    nodeLosses: () => new Float32Array(1),
    takeLosses: () => new Float32Array(0),
  });
}

/** @param {any} engine @param {Op[]} ops */
function runOf(engine, ops) {
  /** @type {string[]} */
  const told = [];
  /** @type {any} */
  let job;
  const wanted = { runId: 9, parent: null, ops, again: false };
  const end = outcome(
    new Promise((resolve, reject) => {
      const event = (/** @type {any} */ { type, node }) =>
        type !== 'progress' && told.push(node ? `node ${node.id}` : type);
      job = createRunJob(engine, wanted, { event, resolve, reject });
    }),
  );
  return { job, end, told };
}

test('a run: every operation makes a node, the end is the answer', async () => {
  const { job, end, told } = runOf(runEngine(), [init, train]);
  workOff(job);
  assert.deepEqual(await end, { node: 1, cancelled: false });
  assert.deepEqual(told, ['started', 'node 0', 'started', 'node 1']);
  job.stop();
  job.cancel();
});

test('a run of operations that were done before ends at once', async () => {
  const { job, end, told } = runOf(runEngine({ known: 2 }), [init, train]);
  assert.equal(job.idle, true);
  assert.deepEqual(await end, { node: 1, cancelled: false });
  assert.deepEqual(told, ['started', 'node 0', 'started', 'node 1']);
});

test('a run that is stopped keeps what it has; nothing where nothing was done', async () => {
  const whole = runOf(runEngine(), [init, train, train]);
  workOff(whole.job, () => whole.told.length === 3);
  whole.job.work();
  whole.job.stop();
  workOff(whole.job);
  assert.deepEqual(await whole.end, { node: 1, cancelled: true });
  assert.deepEqual(whole.told, ['started', 'node 0', 'started', 'node 1']);
  const none = runOf(runEngine(), [train]);
  none.job.stop();
  assert.deepEqual(await none.end, { node: null, cancelled: true });
});

test('a run that is paused rests until a batch is asked for, or it goes on or is stopped', async () => {
  const { job, end } = runOf(runEngine(), [train]);
  job.pause();
  assert.equal(job.idle, true);
  job.stop();
  assert.deepEqual(await end, { node: null, cancelled: true });
});

test('a run that diverges is answered by the fault, after what is kept', async () => {
  const kept = runOf(runEngine({ diverges: 'kept' }), [init, train, train]);
  workOff(kept.job);
  assert.equal(await kept.end, 'diverged');
  assert.deepEqual(kept.told, ['started', 'node 0', 'started', 'node 1']);
  const lost = runOf(runEngine({ diverges: 'lost' }), [init, train, train]);
  workOff(lost.job);
  assert.equal(await lost.end, 'diverged');
  assert.deepEqual(lost.told, ['started', 'node 0', 'started']);
});

test('a run whose operation is refused is answered by that, at its beginning or later', async () => {
  assert.equal(await runOf(runEngine({ refuses: 0 }), [init]).end, 'bad-experiment');
  const later = runOf(runEngine({ refuses: 1 }), [init, train]);
  assert.throws(() => workOff(later.job), { code: 'bad-experiment' });
  later.job.fail({ code: 'bad-experiment' });
  assert.deepEqual([await later.end, later.job.idle, later.told], ['bad-experiment', true, ['started', 'node 0']]);
});

test('a run is cancelled with its data set', async () => {
  const { job, end } = runOf(runEngine(), [train]);
  job.work();
  job.cancel();
  assert.deepEqual([await end, job.idle], ['cancelled', true]);
});

/** @param {any} engine @param {any} work */
function taskOf(engine, work) {
  /** @type {any[]} */
  const told = [];
  /** @type {any[]} */
  const buffers = [];
  /** @type {any} */
  let job;
  const end = outcome(
    new Promise((resolve, reject) => {
      const transfer = (/** @type {Transferable[]} */ more) => buffers.push(...more);
      job = createTaskJob(
        engine,
        work,
        places,
        { event: (event) => told.push(event), transfer, resolve, reject },
        null,
      );
    }),
  );
  return { job, end, told, buffers };
}

test('a piece of work tells what is new, then answers with all', async () => {
  const { job, end, told, buffers } = taskOf(runEngine(), { kind: 'run', base: null, ops: [init, train] });
  workOff(job);
  const result = /** @type {any} */ (await end);
  assert.deepEqual(
    [result.nodes.map((/** @type {any} */ { id }) => id), result.fault, buffers.length],
    [[0, 1], null, 2],
  );
  assert.equal(told.at(-1).fraction, 1);
});

test('a divergence is a result of a piece of work, and of a list that tells nothing', async () => {
  const run = taskOf(runEngine({ diverges: 'kept' }), { kind: 'run', base: null, ops: [init, train, train] });
  workOff(run.job);
  const { nodes, fault } = /** @type {any} */ (await run.end);
  assert.deepEqual([nodes.length, fault.code], [2, 'diverged']);
  const lists = taskOf(runEngine({ diverges: 'kept' }), {
    kind: 'lists',
    base: null,
    lists: [[init], [train], [init]],
  });
  workOff(lists.job);
  assert.equal(/** @type {any} */ (await lists.end).fault.code, 'diverged');
  assert.deepEqual(
    lists.told.flatMap(({ ends }) => ends.map((/** @type {any} */ { list }) => list)),
    [0, 2],
  );
});

test('a piece of work is cancelled where it stands', async () => {
  const { job, end } = taskOf(runEngine(), { kind: 'run', base: null, ops: [train] });
  job.work();
  job.cancel();
  assert.deepEqual([await end, job.idle], ['cancelled', true]);
  job.cancel();
});
