// What the page asks of the engine as its state changes: each thing once, the latest wish, and again after a crash.
import './module.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEffects } from '../../www/engine/effects.js';
import { initialState, reduce } from '../../www/state/state.js';
import { fakeClient } from './fake-client.js';
import { settled } from './fake-worker.js';

/** @typedef {import('../../www/protocol.js').PruneMethod} PruneMethod */
/** @typedef {import('../../www/state/state.js').State} State */

const config = { epochs: 1, batchSize: 64, optimizer: { kind: /** @type {const} */ ('adam'), lr: 0.001 } };
const { method } = initialState();
/** @type {PruneMethod} */
const global = { ...method, scope: 'global' };
const evaluation = { correct: 90, total: 100, loss: 0.3, confusion: new Uint32Array(4) };
const result = { evaluation, weights: 4, kept: 4, layerKept: [4], shrunk: [2, 2] };
/** @param {number} id @param {number | null} parent @param {any} op @returns {any} */
const node = (id, parent, op) => ({ id, parent, op, sizes: [2, 2], result, losses: new Float32Array(0), epochs: [] });
const trajectory = () => ({
  ratios: Float64Array.of(0, 0.25, 0.5, 0.75, 1),
  grid: Uint32Array.of(0, 2, 4),
  layers: [
    {
      rows: 2,
      columns: 2,
      weights: new Float32Array(4),
      position: Uint32Array.of(0, 1, 2, 3),
      removed: Uint32Array.of(0, 1, 2, 3, 4),
      threshold: new Float32Array(5),
    },
  ],
});
/** @param {number} ratio @param {any} [full] */
const point = (ratio, full = null) => ({ type: 'point', base: 1, method, ratio, evaluation, result: full });

/** A page with a trained network. */
function stage() {
  let state = initialState();
  const engine = fakeClient();
  const effects = createEffects({ client: () => engine.client, dispatch });
  /** @param {any} event */
  function dispatch(event) {
    const before = state;
    state = reduce(state, event);
    if (state !== before) effects.follow(state, before);
  }
  for (const event of [
    { type: 'booted' },
    { type: 'dataset', info: { name: 'd', spec: {}, train: 100, test: 100, classes: 2, height: 1, width: 2 } },
    { type: 'runWanted', runId: 1, parent: null, ops: [{ op: 'init' }, { op: 'train', config }] },
    { type: 'node', runId: 1, node: node(0, null, { op: 'init' }) },
    { type: 'node', runId: 1, node: node(1, 0, { op: 'train', config }) },
    { type: 'runEnded', runId: 1, complete: true, failed: false },
  ])
    dispatch(event);
  return { engine, effects, dispatch, state: () => state };
}

/** As `stage`, ranked. */
async function ranked() {
  const made = stage();
  made.engine.last('rank').answer(trajectory());
  await settled();
  return made;
}

test('a trained network is ranked once, then measured where the slider stands and along the curve', async () => {
  const { engine, dispatch, state } = stage();
  dispatch({ type: 'step', step: 'prune' });
  assert.deepEqual(
    engine.asked.map(({ name, params }) => [name, params]),
    [['rank', { base: 1, method }]],
  );
  engine.last('rank').answer(trajectory());
  await settled();
  assert.equal(state().ranked?.base, 1);
  assert.deepEqual(
    engine.asked.slice(1).map(({ name, params }) => [name, params]),
    [
      ['curve', { base: 1, method, ratio: 0 }],
      ['evaluate', { base: 1, method, ratio: 0 }],
    ],
  );
});

test('one place is measured at a time, and the latest next', async () => {
  const { engine, dispatch, state } = await ranked();
  for (const ratio of [0.25, 0.75, 0.5]) dispatch({ type: 'ratio', ratio });
  assert.deepEqual(
    engine.open('evaluate').map(({ params }) => params.ratio),
    [0],
  );
  engine.last('evaluate').answer(result);
  await settled();
  assert.deepEqual(
    engine.open('evaluate').map(({ params }) => params.ratio),
    [0.5],
  );
  engine.last('evaluate').answer({ ...result, kept: 2 });
  await settled();
  const [curve] = [...state().curves.values()];
  assert.deepEqual(
    [...curve.points].map(([place, { result: full }]) => [place, full?.kept]),
    [
      [0, 4],
      [2, 2],
    ],
  );
  assert.deepEqual([engine.open('evaluate').length, state().notices], [0, []]);
});

test('a place that is known from the curve is asked for once the slider rests', async () => {
  const { engine, dispatch } = await ranked();
  engine.last('evaluate').answer(result);
  await settled();
  dispatch(point(0.5));
  dispatch(point(1));
  const before = engine.asked.length;
  dispatch({ type: 'ratio', ratio: 0.5 });
  dispatch({ type: 'ratio', ratio: 1 });
  assert.equal(engine.asked.length, before);
  while (engine.asked.length === before) await settled();
  assert.deepEqual(engine.last('evaluate').params, { base: 1, method, ratio: 1 });
});

test('another method is ranked at once; what the one before still answers makes nothing', async () => {
  const { engine, dispatch, state } = await ranked();
  const before = { curve: engine.last('curve'), evaluate: engine.last('evaluate') };
  dispatch({ type: 'method', method: global });
  assert.deepEqual(engine.last('rank').params, { base: 1, method: global });
  before.curve.refuse('cancelled');
  before.evaluate.refuse('cancelled');
  await settled();
  assert.deepEqual([engine.open('evaluate'), state().notices], [[], []]);
  engine.last('rank').answer(trajectory());
  await settled();
  assert.deepEqual(engine.last('evaluate').params, { base: 1, method: global, ratio: 0 });
  assert.deepEqual(engine.last('curve').params, { base: 1, method: global, ratio: 0 });
});

test('there and back before the engine answers: what was ranked last is measured', async () => {
  const { engine, dispatch, state } = await ranked();
  dispatch({ type: 'method', method: global });
  dispatch({ type: 'method', method });
  const [there, back] = engine.open('rank');
  assert.deepEqual([there.params.method, back.params.method], [global, method]);
  for (const old of [engine.last('curve'), engine.last('evaluate')]) old.refuse('cancelled');
  there.answer(trajectory());
  await settled();
  assert.deepEqual([engine.open('curve'), engine.open('evaluate')], [[], []], 'not of a method that is not chosen');
  back.answer(trajectory());
  await settled();
  assert.deepEqual([engine.open('curve').length, engine.open('evaluate').length], [1, 1]);
  assert.equal(state().ranked?.method, method);
});

test('a curve that is measured is not asked for again', async () => {
  const { engine, dispatch } = await ranked();
  for (const ratio of [0, 0.5, 1]) dispatch(point(ratio));
  engine.last('curve').answer();
  dispatch({ type: 'method', method: global });
  engine.last('rank').answer(trajectory());
  await settled();
  dispatch({ type: 'method', method });
  engine.last('rank').answer(trajectory());
  await settled();
  assert.deepEqual(
    engine.asked.filter(({ name }) => name === 'curve').map(({ params }) => params.method),
    [method, global],
  );
});

test('a method that cannot be ranked is told once, and another is tried', async () => {
  const { engine, dispatch, state } = stage();
  engine.last('rank').refuse('out-of-range');
  await settled();
  assert.deepEqual(
    state().notices.map(({ key }) => key),
    ['error.out-of-range'],
  );
  assert.deepEqual(state().unranked, { current: 1, method });
  dispatch({ type: 'step', step: 'tune' });
  assert.equal(engine.asked.length, 1);
  dispatch({ type: 'method', method: global });
  assert.deepEqual(engine.last('rank').params, { base: 1, method: global });
});

test('a place that cannot be measured is told once; others are tried', async () => {
  const { engine, dispatch, state } = await ranked();
  engine.last('evaluate').refuse('no-run');
  await settled();
  dispatch({ type: 'step', step: 'tune' });
  assert.deepEqual([state().notices.length, engine.open('evaluate').length], [1, 0]);
  dispatch({ type: 'ratio', ratio: 0.25 });
  assert.equal(engine.last('evaluate').params.ratio, 0.25);
});

test('nothing is ranked while something runs', async () => {
  const { engine, dispatch } = await ranked();
  dispatch({ type: 'runWanted', runId: 2, parent: 1, ops: [{ op: 'train', config }] });
  dispatch({ type: 'method', method: global });
  assert.equal(engine.open('rank').length, 0);
  dispatch({ type: 'node', runId: 2, node: node(2, 1, { op: 'train', config }) });
  dispatch({ type: 'runEnded', runId: 2, complete: true, failed: false });
  assert.deepEqual(engine.last('rank').params, { base: 2, method: global });
});

test('scores are asked for once something shows them, weights of a run when it is looked at', async () => {
  const { engine, dispatch, state } = await ranked();
  dispatch({ type: 'heat', heat: 'node' });
  dispatch({ type: 'look', look: { hist: 'scores' } });
  dispatch({ type: 'look', look: { heat: 'scores' } });
  assert.deepEqual([engine.open('scores').length, engine.open('weights').length], [1, 1]);
  engine.last('scores').answer([new Float32Array(4)]);
  engine.last('weights').answer([{ rows: 2, columns: 2, weights: new Float32Array(4), mask: new Uint8Array(4) }]);
  await settled();
  assert.deepEqual([state().scores?.layers.length, state().shown?.node], [1, 1]);
  dispatch({ type: 'heat', heat: 'slider' });
  dispatch({ type: 'heat', heat: 'node' });
  assert.deepEqual([engine.open('scores').length, engine.open('weights').length], [0, 0]);
});

test('after a crash all is asked anew', async () => {
  const { engine, effects, dispatch, state } = await ranked();
  for (const { refuse, open } of engine.asked) if (open) refuse('crashed');
  effects.reset();
  const { info } = state().data;
  dispatch({ type: 'restarting' });
  await settled();
  assert.deepEqual(engine.told, []);
  const before = engine.asked.length;
  dispatch({ type: 'booted' });
  dispatch({ type: 'dataset', info });
  dispatch({ type: 'runWanted', runId: 2, parent: null, ops: [{ op: 'init' }] });
  dispatch({ type: 'node', runId: 2, node: node(1, null, { op: 'init' }) });
  dispatch({ type: 'runEnded', runId: 2, complete: true, failed: false });
  assert.deepEqual(
    engine.asked.slice(before).map(({ name, params }) => [name, params]),
    [['rank', { base: 1, method }]],
  );
});
