// What a person does becomes requests: runs and data sets, how they end, and what is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createActions } from '../../www/engine/actions.js';
import { createDataLoader } from '../../www/engine/data-loader.js';
import { statusOf } from '../../www/state/select.js';
import { createStore } from '../../www/state/store.js';
import { fakeClient } from './fake-client.js';
import { info as small } from './lab.js';
import { settled } from './fake-worker.js';

const config = { epochs: 1, batchSize: 64, optimizer: { kind: /** @type {const} */ ('adam'), lr: 0.001 } };
/** @type {any} */
const evaluation = { correct: 90, total: 100, loss: 0.3, confusion: new Uint32Array(4) };
/** @param {number} id @param {number | null} parent @param {any} op @returns {any} */
const node = (id, parent, op) => ({ id, parent, op, sizes: [2, 2], result: { evaluation } });
/** @param {string} name @returns {any} */
const info = (name) => ({ ...small, name });
/** @param {string} name @returns {any} */
const files = (name) => ({ name: 'loadFiles', params: { name, files: [] } });

function stage() {
  const engine = fakeClient();
  const store = createStore({ frame: () => undefined });
  const client = () => engine.client;
  const actions = createActions({ store, client });
  /** @type {any[]} */
  const loaded = [];
  const data = createDataLoader({ store, client, onLoaded: (load) => loaded.push(load) });
  const keys = () => store.get().notices.map(({ key }) => key);
  return { engine, store, actions, data, loaded, keys };
}

/** As `stage`, with a data set. */
function ready() {
  const made = stage();
  made.store.dispatch({ type: 'booted' });
  made.store.dispatch({ type: 'dataset', info: info('first') });
  return made;
}

/** @param {Promise<unknown>} request */
const outcome = (request) =>
  request.then(
    (result) => result,
    ({ code }) => code,
  );

test('a run is a request; its end is the answer', async () => {
  const { engine, store, actions, keys } = ready();
  /** @type {any[]} */
  const ops = [
    { op: 'init', hidden: [2], seed: 1 },
    { op: 'train', config },
  ];
  const end = actions.start(null, ops);
  assert.deepEqual(engine.last('run').params, { runId: 1, parent: null, ops, again: false });
  store.dispatch({ type: 'node', runId: 1, node: node(0, null, ops[0]) });
  store.dispatch({ type: 'node', runId: 1, node: node(1, 0, ops[1]) });
  assert.equal(store.get().run?.opsDone, 2);
  engine.last('run').answer({ node: 1, cancelled: false });
  assert.deepEqual(await end, { node: 1, cancelled: false });
  assert.deepEqual([store.get().run, store.get().current, keys()], [null, 1, []]);
});

test('a fault ends the run and is told, once', async () => {
  const { engine, store, actions, keys } = ready();
  const end = actions.start(null, [{ op: 'init', hidden: [2], seed: 1 }]);
  engine.last('run').refuse('diverged');
  assert.equal(await end, null);
  assert.deepEqual([store.get().run, statusOf(store.get()), keys()], [null, 'error', ['error.diverged']]);
});

test('a run that was lost with its engine or data set says nothing', async () => {
  for (const code of ['crashed', 'cancelled']) {
    const { engine, store, actions, keys } = ready();
    const end = actions.start(null, [{ op: 'init', hidden: [2], seed: 1 }]);
    engine.last('run').refuse(code);
    assert.equal(await end, null);
    assert.deepEqual([store.get().run?.runId, keys()], [1, []], 'what replaces it ends it');
    store.dispatch({ type: 'dataset', info: info('second') });
    assert.equal(store.get().run, null);
  }
});

test('pausing, a batch, going on and stopping are of the run at work', async () => {
  const { engine, store, actions } = ready();
  for (const act of [actions.togglePause, actions.stepBatch, actions.cancel]) act();
  assert.deepEqual(engine.asked, [], 'there is none');
  actions.start(null, [{ op: 'init', hidden: [2], seed: 1 }]);
  actions.stepBatch();
  actions.togglePause();
  actions.stepBatch();
  actions.togglePause();
  let stopped = false;
  const stopping = actions.cancel().then(() => {
    stopped = true;
  });
  assert.deepEqual(
    engine.asked.slice(1).map(({ params }) => params),
    ['pause', 'stepBatch', 'resume', 'stop'].map((action) => ({ runId: 1, action })),
  );
  await settled();
  assert.deepEqual([stopped, store.get().run?.cancelling], [false, true]);
  engine.last('run').answer({ node: null, cancelled: true });
  await stopping;
  assert.equal(store.get().run, null);
  await actions.cancel();
});

test('another training waits for the end of the one it stops', async () => {
  const { engine, actions } = ready();
  actions.train();
  actions.train();
  assert.deepEqual(
    engine.asked.map(({ name }) => name),
    ['run', 'control'],
  );
  engine.last('run').answer({ node: null, cancelled: true });
  await settled();
  assert.equal(engine.last('run').params.runId, 2);
});

test('a data set is in use once the engine says so', async () => {
  const { engine, store, data, loaded } = stage();
  store.dispatch({ type: 'booted' });
  const load = data.load(files('mine'));
  assert.equal(store.get().data.status, 'loading');
  engine.last('loadFiles').answer({ info: info('mine'), networks: [], remarks: [] });
  assert.deepEqual(await load, { networks: [] });
  assert.deepEqual([store.get().data.info?.name, loaded.length, data.last()], ['mine', 1, files('mine')]);
});

test('a network chosen together with the files is asked for and told with them', async () => {
  const { engine, data } = ready();
  const network = { name: 'net', bytes: new ArrayBuffer(1), seed: 3 };
  const load = data.load(files('mine'), [network]);
  assert.deepEqual(engine.last('loadFiles').params, { ...files('mine').params, networks: [network] });
  const op = { op: 'import', name: 'net', digest: 'd', seed: 3 };
  engine.last('loadFiles').answer({ info: info('mine'), networks: [op], remarks: [] });
  assert.deepEqual(await load, { networks: [op] });
  assert.deepEqual(data.last(), files('mine'), 'after a crash the network is read by its operation');
});

test('what cannot be read is told, and what was in use stays', async () => {
  const { engine, store, data, loaded, keys } = ready();
  const before = store.get().data.info;
  const load = data.load(files('broken'));
  engine.last('loadFiles').refuse('gzip');
  assert.equal(await load, null);
  assert.deepEqual([store.get().data.info, keys(), loaded, data.last()], [before, ['error.gzip'], [], null]);
});

test('the latest load counts: the one before is given up, even when it was too late to stop it', async () => {
  for (const tooLate of [false, true]) {
    const { engine, store, data, loaded, keys } = ready();
    const one = outcome(data.load(files('one')));
    const first = engine.last('loadFiles');
    const two = outcome(data.load(files('two')));
    assert.deepEqual([first.signal?.aborted, engine.last('loadFiles').signal?.aborted], [true, false]);
    if (tooLate) first.answer({ info: info('one'), networks: [], remarks: [] });
    else first.refuse('cancelled');
    assert.equal(await one, 'cancelled');
    assert.equal(store.get().data.status, 'loading');
    assert.equal(store.get().data.info?.name, tooLate ? 'one' : 'first', 'what the engine uses is what is shown');
    engine.last('loadFiles').answer({ info: info('two'), networks: [], remarks: [] });
    assert.deepEqual(await two, { networks: [] });
    assert.deepEqual([store.get().data.status, store.get().data.info?.name], ['ready', 'two']);
    assert.deepEqual(
      loaded.map(({ params }) => params.name),
      tooLate ? ['one', 'two'] : ['two'],
    );
    assert.deepEqual(keys(), []);
  }
});

test('a crash while loading is left to what restarts', async () => {
  const { engine, data, keys } = ready();
  const load = outcome(data.load(files('mine')));
  engine.last('loadFiles').refuse('crashed');
  assert.equal(await load, 'crashed');
  assert.deepEqual(keys(), []);
});
