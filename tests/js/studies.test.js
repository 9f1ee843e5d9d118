// Studies: the list of ratios, what the pool's results become, the table that is saved.
import './module.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConductor } from '../../www/engine/conductor.js';
import { createHandOver } from '../../www/engine/hand-over.js';
import { createStudies } from '../../www/engine/studies.js';
import { tunedData } from '../../www/features/band/model.js';
import { comparePanelData } from '../../www/features/compare/model.js';
import { scanPanelData } from '../../www/features/scan/model.js';
import { tuneRows } from '../../www/features/tune-many/csv.js';
import { tuneManyData } from '../../www/features/tune-many/model.js';
import { DEFAULT_RATIOS, readRatios } from '../../www/ops/forms.js';
import { sweepNow } from '../../www/state/select.js';
import { initialState, reduce } from '../../www/state/state.js';
import { settled } from './fake-worker.js';

/** @typedef {import('../../www/state/state.js').State} State */
/** @typedef {import('../../www/protocol.js').Evaluation} Evaluation */

test('ratios are percent, sorted, each once, and exactly what the slider has', () => {
  assert.deepEqual(readRatios('90, 50;97.5 50').ratios, [0.5, 0.9, 0.975]);
  assert.deepEqual(readRatios('99.9 %，12.35%、0 100').ratios, [0, 0.1235, 0.999, 1]);
  assert.equal(readRatios(DEFAULT_RATIOS).ratios.length, 11);
  for (const ratio of readRatios(DEFAULT_RATIOS).ratios) assert.equal(ratio, Math.round(ratio * 2000) / 2000);
});

test('what is no ratio is named', () => {
  assert.deepEqual(readRatios('50, ninety, 101').fault, { code: 'piece', piece: 'ninety' });
  assert.deepEqual(readRatios('50, 101').fault, { code: 'piece', piece: '101' });
  assert.deepEqual(readRatios('-5').fault, { code: 'piece', piece: '-5' });
  assert.deepEqual(readRatios('  ').fault, { code: 'count', count: 0, max: 50 });
  const many = Array.from({ length: 51 }, (_, index) => index).join(' ');
  assert.deepEqual(readRatios(many).fault, { code: 'count', count: 51, max: 50 });
  assert.deepEqual(readRatios(many).ratios, []);
});

/** @param {number} correct @returns {Evaluation} */
const scored = (correct) => ({ correct, total: 200, loss: 0.5, confusion: new Uint32Array(4) });
const config = { epochs: 5, batchSize: 64, optimizer: { kind: /** @type {const} */ ('adam'), lr: 0.001 } };
const method = initialState().method;
/** @type {import('../../www/state/studies.js').TuneSettings} */
const settings = { base: 2, method, config, mask: 'keep' };
/** @param {number} ratio @param {number} after */
const row = (ratio, after) => ({
  ratio,
  before: scored(100),
  after: scored(after),
  sparsity: ratio,
  diverged: false,
  seconds: 1.5,
});

/** @param {number} id @param {number | null} parent @param {any} op @param {number} [correct] @returns {any} */
function node(id, parent, op, correct = 190) {
  const result = { evaluation: scored(correct), weights: 100, kept: 100 };
  return { id, parent, op, sizes: [2, 2], result, losses: new Float32Array(0), epochs: [] };
}

/** A page with a trained network, ranked. @returns {State} */
function trained() {
  let state = initialState();
  /** @param {any} event */
  const apply = (event) => {
    state = reduce(state, event);
  };
  apply({ type: 'booted' });
  apply({ type: 'dataset', info: { name: 'd', spec: {}, train: 100, test: 200, classes: 2 } });
  apply({ type: 'runWanted', runId: 1, parent: null, ops: [{ op: 'init' }, { op: 'train', config }] });
  apply({ type: 'node', runId: 1, node: node(1, null, { op: 'init' }) });
  apply({ type: 'node', runId: 1, node: node(2, 1, { op: 'train', config }) });
  apply({ type: 'runEnded', runId: 1, complete: true, failed: false });
  const ratios = Float64Array.from([0, 0.25, 0.5, 0.75, 1]);
  const layer = {
    rows: 2,
    columns: 2,
    weights: new Float32Array(4),
    position: Uint32Array.from([0, 1, 2, 3]),
    removed: Uint32Array.from([0, 1, 2, 3, 4]),
    threshold: new Float32Array(5),
  };
  const trajectory = { ratios, grid: Uint32Array.from([0, 2, 3, 4]), layers: [layer, layer] };
  apply({ type: 'trajectory', base: 2, method, trajectory });
  return state;
}

test('rows of one setting stand together in rising order; done again they replace each other', () => {
  let state = trained();
  for (const [ratio, after] of [
    [0.9, 150],
    [0.5, 180],
    [0.9, 160],
  ])
    state = reduce(state, { type: 'tuned', settings, row: row(ratio, after) });
  assert.deepEqual(
    sweepNow(state)?.rows.map(({ ratio, after }) => [ratio, after?.correct]),
    [
      [0.5, 180],
      [0.9, 160],
    ],
  );
  const forget = { ...settings, mask: /** @type {const} */ ('forget') };
  state = reduce(state, { type: 'tuned', settings: forget, row: row(0.5, 190) });
  assert.equal(sweepNow(state)?.mask, 'forget', 'the one that grew last is listed');
  const { dots, lines } = tunedData(state, '(forgot)');
  assert.deepEqual(
    dots.map(({ sparsity, accuracy, label }) => [sparsity, accuracy, label]),
    [
      [0.5, 0.9, ''],
      [0.9, 0.8, ''],
      [0.5, 0.95, '(forgot)'],
    ],
  );
  assert.deepEqual(
    lines.map((line) => line.map(({ sparsity, accuracy }) => [sparsity, accuracy])),
    [
      [
        [0.5, 0.9],
        [0.9, 0.8],
      ],
    ],
    'a point alone makes no line',
  );
});

test('a row that became a run of the list is one dot, not two', () => {
  let state = trained();
  for (const ratio of [0.5, 0.9]) state = reduce(state, { type: 'tuned', settings, row: row(ratio, 180) });
  /** @param {any} event */
  const apply = (event) => {
    state = reduce(state, event);
  };
  apply({ type: 'runWanted', runId: 9, parent: 2, ops: [{ op: 'prune' }, { op: 'fineTune' }] });
  apply({ type: 'node', runId: 9, node: node(3, 2, { op: 'prune', method, ratio: 0.9 }) });
  apply({ type: 'node', runId: 9, node: node(4, 3, { op: 'fineTune', config, mask: 'keep' }) });
  apply({ type: 'runEnded', runId: 9, complete: true, failed: false });
  assert.deepEqual(
    tunedData(state, '').dots.map(({ target }) => target.ratio),
    [0.5],
  );
  assert.deepEqual(
    tuneManyData(state).rows.map(({ ratio, current }) => [ratio, current]),
    [
      [0.5, false],
      [0.9, true],
    ],
  );
});

test('another data set or a crash forgets all', () => {
  for (const event of [{ type: 'dataset', info: {} }, { type: 'restarting' }]) {
    let state = reduce(trained(), { type: 'tuned', settings, row: row(0.5, 180) });
    state = reduce(state, { type: 'studyBegan', study: 'tune', total: 3 });
    state = reduce(state, /** @type {any} */ (event));
    assert.deepEqual(state.studies.sweeps, []);
    assert.equal(state.studies.jobs.tune, null);
    state = reduce(state, { type: 'studyProgress', study: 'tune', finished: 1, fraction: 0.3, secondsLeft: 1 });
    assert.equal(state.studies.jobs.tune, null, 'late progress begins nothing');
  }
});

/** @param {number} ratio @param {number} correct */
const sample = (ratio, correct) => ({ ratio, sparsity: ratio / 2, evaluation: scored(correct) });

test('a scan grows sample by sample; lines break at gaps; it is complete when all layers are', () => {
  let state = trained();
  /** @param {number} layer @param {...any} samples */
  const scanned = (layer, ...samples) => {
    state = reduce(state, { type: 'scanned', base: 2, method, layer, samples });
  };
  scanned(1, sample(1, 20), sample(0.75, 100));
  scanned(0, sample(0, 190));
  scanned(0, sample(0.75, 150), sample(0, 190));
  let data = scanPanelData(state);
  assert.equal(data.complete, false);
  assert.deepEqual(data.chart.lines, [
    {
      layer: 0,
      points: [
        { ratio: 0, accuracy: 0.95, joined: false },
        { ratio: 0.75, accuracy: 0.75, joined: false },
      ],
    },
    {
      layer: 1,
      points: [
        { ratio: 0.75, accuracy: 0.5, joined: false },
        { ratio: 1, accuracy: 0.1, joined: true },
      ],
    },
  ]);
  assert.equal(data.chart.dense, 0.95);
  assert.ok(Math.abs((data.chart.guide ?? 0) - (1 - 1.5 * 0.05)) < 1e-12);
  for (const layer of [0, 1]) scanned(layer, sample(0, 190), sample(0.5, 180), sample(0.75, 150), sample(1, 20));
  data = scanPanelData(state);
  assert.equal(data.complete, true);
  assert.deepEqual(
    data.chart.lines.map(({ points }) => points.map(({ joined }) => joined)),
    [
      [false, true, true, true],
      [false, true, true, true],
    ],
  );
});

test('samples of the other scope make the other curve', () => {
  let state = trained();
  const other = { ...method, scope: /** @type {const} */ ('global') };
  const samples = [sample(0, 190), sample(0.5, 170)];
  state = reduce(state, { type: 'samples', base: 2, method: other, samples });
  assert.equal(comparePanelData(state, { scope: 'layer' }).hasOther, false);
  state = reduce(state, { type: 'samples', base: 2, method: other, samples: [sample(0.75, 100), sample(1, 20)] });
  assert.equal(comparePanelData(state, { scope: 'layer' }).hasOther, true);
  const [curve] = [...state.curves.values()];
  assert.deepEqual(
    [...curve.points].sort(([a], [b]) => a - b).map(([place, { sparsity }]) => [place, sparsity]),
    [
      [0, 0],
      [2, 0.25],
      [3, 0.375],
      [4, 0.5],
    ],
  );
  assert.equal(reduce(state, { type: 'samples', base: 77, method, samples }), state, 'of a run that is gone');
});

test('the saved table has a head, whole numbers and a gap where training diverged', () => {
  const rows = [row(0.5, 180), { ...row(0.9, 0), after: null, diverged: true }];
  assert.equal(
    tuneRows(rows),
    'ratio,sparsity,accuracy_before,accuracy_after,correct,total,seconds\n0.5,0.5,0.5,0.9,180,200,1.5\n0.9,0.9,0.5,,,200,1.5\n',
  );
});

/** The controller with an engine and a pool that do as they are told. @param {unknown} [handover]  what the engine says of a run */
function stage(handover = { first: null, bytes: Uint8Array.of(1, 2) }) {
  let state = trained();
  /** @type {((state: State, before: State) => void)[]} */
  const followers = [];
  /** @type {any[]} */
  const events = [];
  /** @type {any} */
  const store = {
    get: () => state,
    dispatch(/** @type {any} */ event) {
      events.push(event);
      const before = state;
      state = reduce(state, event);
      for (const follow of followers) follow(state, before);
    },
    follow: (/** @type {any} */ follow) => followers.push(follow),
    redraw: () => undefined,
  };
  /** @type {any[]} */
  const submitted = [];
  /** @type {any[]} */
  const data = [];
  const pool = /** @type {any} */ ({
    useData: (/** @type {any} */ command) => data.push(command),
    submit(/** @type {any} */ work, /** @type {any} */ onProgress) {
      /** @type {any} */
      const entry = { work, cancelled: false };
      entry.progress = (/** @type {any} */ news) =>
        onProgress({ fraction: 0, samples: [], epochs: [], ends: [], ...news });
      entry.done = new Promise((resolve) => {
        entry.end = resolve;
      });
      submitted.push(entry);
      const cancel = () => {
        entry.cancelled = true;
        entry.end({ status: 'cancelled' });
      };
      return { id: submitted.length, done: entry.done, cancel };
    },
  });
  /** @type {any[]} */
  const asked = [];
  const client = /** @type {any} */ ({
    async ask(/** @type {string} */ name, /** @type {any} */ params) {
      asked.push([name, params]);
      return handover;
    },
  });
  const clock = { ms: 0 };
  const handOver = createHandOver({ store, client: () => client });
  const conductor = createConductor({ store, pool, handOver, now: () => clock.ms });
  const actions = /** @type {any} */ ({});
  const studies = createStudies({ store, conductor, actions });
  return { store, studies, submitted, asked, events, data, clock };
}
const notices = (/** @type {any[]} */ events) => events.filter(({ type }) => type === 'notice').map(({ key }) => key);

/** @param {number} correct */
const result = (correct) => ({
  nodes: [
    { result: { evaluation: scored(100), weights: 10, kept: 5 } },
    { result: { evaluation: scored(correct), weights: 10, kept: 5 } },
  ],
  fault: null,
  seconds: 2,
});

test('many ratios: each is a piece of its own from the same state, and none is done twice', async () => {
  const { store, studies, submitted, asked, events } = stage();
  studies.tuneMany('90, 50');
  studies.tuneMany('90, 50');
  await settled();
  assert.deepEqual(asked, [['exportState', { node: 2 }]]);
  assert.deepEqual(
    submitted.map(({ work }) => [work.kind, work.ops[0].ratio, work.ops[1].op, work.base.op.op, work.base.bytes[1]]),
    [
      ['run', 0.5, 'fineTune', 'train', 2],
      ['run', 0.9, 'fineTune', 'train', 2],
    ],
  );
  submitted[1].progress({ fraction: 0.5 });
  assert.equal(store.get().studies.jobs.tune?.fraction, 0.25);
  submitted[0].end({ status: 'done', result: result(170) });
  await settled();
  assert.equal(store.get().studies.jobs.tune?.finished, 1);
  assert.deepEqual(
    tuneManyData(store.get()).rows.map(({ ratio, after }) => [ratio, after]),
    [[0.5, 0.85]],
  );
  const fault = { code: 'task-crashed', params: {}, message: 'm' };
  submitted[1].end({ status: 'failed', fault });
  await settled();
  assert.equal(store.get().studies.jobs.tune, null);
  assert.deepEqual(notices(events), ['error.task-crashed']);
  studies.tuneMany('90, 50');
  await settled();
  assert.deepEqual(
    submitted.slice(2).map(({ work }) => work.ops[0].ratio),
    [0.9],
    'only what is still to be done',
  );
  submitted[2].end({ status: 'done', result: result(150) });
  await settled();
  studies.tuneMany('90, 50');
  assert.deepEqual(notices(events).slice(1), ['notice.tunedAll']);
});

test('a list that cannot be read begins nothing', () => {
  const { studies, submitted, events } = stage();
  studies.tuneMany('all');
  assert.deepEqual([notices(events), submitted.length], [['notice.form'], 0]);
});

test('cancelling ends a study at once and keeps what is there', async () => {
  const { store, studies, submitted } = stage();
  studies.tuneMany('50 90');
  await settled();
  submitted[0].end({ status: 'done', result: result(170) });
  await settled();
  studies.cancel('tune');
  await settled();
  assert.equal(store.get().studies.jobs.tune, null);
  assert.equal(sweepNow(store.get())?.rows.length, 1);
});

test('a study ends when its network is no longer the slider’s, or the data set is another', async () => {
  for (const leave of [
    { type: 'pin', node: 2 },
    { type: 'select', node: 1 },
    { type: 'dataset', info: {} },
    { type: 'restarting' },
  ]) {
    const { store, studies, submitted, data } = stage();
    studies.scan();
    await settled();
    assert.deepEqual(
      submitted.map(({ work }) => [work.kind, work.layer]),
      [
        ['scan', 0],
        ['scan', 1],
      ],
    );
    submitted[0].progress({ samples: [sample(0, 190)] });
    store.dispatch(leave);
    submitted[1].progress({ samples: [sample(0, 190)] });
    await settled();
    const ends = leave.type !== 'pin';
    assert.equal(store.get().studies.jobs.scan === null, ends, leave.type);
    assert.deepEqual(
      data,
      leave.type === 'dataset' ? [null] : [],
      'the pool has no data until the new bytes are known',
    );
  }
});

/** A piece that tells all it hears. @param {any[]} told @param {any} [change] @returns {any} */
const piece = (told, change = {}) => ({
  work: (/** @type {any} */ base) => ({ kind: 'lists', base, lists: [] }),
  onSamples: (/** @type {any} */ samples) => told.push(['samples', ...samples]),
  onEnds: (/** @type {any} */ ends) => told.push(['ends', ...ends]),
  onEpochs: (/** @type {any} */ epochs) => told.push(['epochs', ...epochs]),
  onDone: (/** @type {any} */ { seconds }) => told.push(['done', seconds]),
  ...change,
});

test('a lasting study goes on wherever the slider goes, and what is new is told', async () => {
  const { store, studies, submitted } = stage();
  /** @type {any[]} */
  const told = [];
  const teacher = /** @type {any} */ (store.get().nodes.get(2));
  studies.conduct({ study: 'distil', base: teacher, lasting: true, pieces: [piece(told)] });
  await settled();
  submitted[0].progress({ fraction: 0.5 });
  store.dispatch({ type: 'select', node: 1 });
  assert.equal(store.get().studies.jobs.distil?.fraction, 0.5);
  submitted[0].progress({ fraction: 0.6, ends: ['an end'] });
  submitted[0].progress({ fraction: 0.7, samples: ['a point'], epochs: ['an epoch'] });
  assert.deepEqual(told, [
    ['ends', 'an end'],
    ['samples', 'a point'],
    ['epochs', 'an epoch'],
  ]);
  store.dispatch({ type: 'dataset', info: {} });
  await settled();
  assert.deepEqual([store.get().studies.jobs.distil, submitted[0].cancelled], [null, true]);
});

test('what begins with nothing is not handed anything', async () => {
  const { studies, submitted, asked } = stage();
  const work = () => ({ kind: /** @type {const} */ ('lists'), base: null, lists: [] });
  studies.conduct({ study: 'lottery', base: null, pieces: [{ work }, { work }] });
  assert.deepEqual([asked.length, submitted.length], [0, 2]);
});

test('the state of a run is asked for once, whatever studies begin with it', async () => {
  const { studies, submitted, asked } = stage();
  studies.compare();
  await settled();
  studies.scan();
  await settled();
  assert.deepEqual([asked.length, submitted.length], [1, 3]);
});

test('how far it is and how long it takes: from its first report, once half a second has gone by', async () => {
  const { store, studies, submitted, clock } = stage();
  studies.scan();
  await settled();
  const job = () => store.get().studies.jobs.scan;
  assert.deepEqual(job(), { total: 2, finished: 0, fraction: 0, secondsLeft: null });
  clock.ms = 9000;
  submitted[0].progress({ fraction: 0.1 });
  assert.deepEqual(job(), { total: 2, finished: 0, fraction: 0.05, secondsLeft: null });
  clock.ms = 10_000;
  submitted[1].progress({ fraction: 0.4 });
  assert.deepEqual(job(), { total: 2, finished: 0, fraction: 0.25, secondsLeft: 3 });
  submitted[0].end({ status: 'done', result: result(170) });
  await settled();
  assert.deepEqual([job()?.finished, job()?.fraction], [1, 0.7]);
});

test('a study that is at work is not begun again; cancelled, it is at once, and the old one tells nothing', async () => {
  const { store, studies, submitted } = stage();
  /** @type {any[]} */
  const told = [];
  const base = /** @type {any} */ (store.get().nodes.get(2));
  const begin = () => studies.conduct({ study: 'game', base, pieces: [piece(told)] });
  begin();
  begin();
  await settled();
  assert.equal(submitted.length, 1);
  studies.cancel('game');
  assert.equal(store.get().studies.jobs.game, null);
  begin();
  studies.cancel('game');
  begin();
  await settled();
  assert.deepEqual(
    submitted.map(({ cancelled }) => cancelled),
    [true, false],
    'one was cancelled before its network was handed over',
  );
  submitted[0].progress({ ends: ['late'] });
  submitted[1].end({ status: 'done', result: result(170) });
  await settled();
  assert.deepEqual([told, store.get().studies.jobs.game], [[['done', 2]], null]);
});

test('faults are told, each once; a divergence too unless it is shown with the result', async () => {
  const { store, studies, submitted } = stage();
  const base = /** @type {any} */ (store.get().nodes.get(2));
  const diverged = { code: 'diverged', params: {}, message: 'not a number' };
  const lost = { code: 'task-crashed', params: {}, message: 'unreachable' };
  const pieces = [piece([]), piece([], { diverges: true }), piece([]), piece([])];
  studies.conduct({ study: 'game', base, pieces });
  await settled();
  submitted[1].end({ status: 'done', result: { ...result(0), fault: diverged } });
  await settled();
  assert.deepEqual(store.get().notices, []);
  submitted[0].end({ status: 'done', result: { ...result(0), fault: diverged } });
  submitted[2].end({ status: 'failed', fault: lost });
  submitted[3].end({ status: 'failed', fault: lost });
  await settled();
  assert.deepEqual(
    store.get().notices.map((/** @type {any} */ { key }) => key),
    ['error.diverged', 'error.task-crashed'],
  );
  assert.equal(store.get().studies.jobs.game, null);
});

test('the engine cannot hand over: the study ends and nothing is asked of the pool', async () => {
  const { store, studies, submitted } = stage(null);
  studies.compare();
  await settled();
  assert.deepEqual([store.get().studies.jobs.compare, submitted], [null, []]);
});
