// What the engine is asked once a run and question.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAskOnce } from '../../www/engine/ask-once.js';
import { createStore } from '../../www/state/store.js';
import { fakeClient } from './fake-client.js';
import { info as small } from './lab.js';
import { settled } from './fake-worker.js';

/** @param {string} name @returns {any} */
const info = (name) => ({ ...small, name });

function ready() {
  const store = createStore({ frame: () => undefined });
  store.dispatch({ type: 'booted' });
  store.dispatch({ type: 'dataset', info: info('first') });
  return { engine: fakeClient(), store };
}

test('a question is asked once a run, and its answer kept', async () => {
  const { engine, store } = ready();
  const sizes = createAskOnce({ store, ask: (run) => engine.client.ask('fileSize', { node: run }) });
  assert.deepEqual(
    [sizes.now(1, undefined), sizes.now(1, undefined), sizes.known(2, undefined)],
    [null, null, undefined],
  );
  const size = sizes.when(1, undefined);
  assert.equal(engine.asked.length, 1);
  engine.last('fileSize').answer(77);
  assert.deepEqual([await size, sizes.now(1, undefined), sizes.known(1, undefined)], [77, 77, 77]);
  sizes.now(2, undefined);
  engine.last('fileSize').refuse('no-such-node');
  await settled();
  assert.deepEqual(
    [sizes.now(2, undefined), sizes.known(2, undefined)],
    [null, null],
    'what was refused is not asked again',
  );
  assert.deepEqual([engine.asked.length, engine.told], [2, ['no-such-node']]);
});

test('questions about one run are told apart, and only the latest answers stay', async () => {
  const { store } = ready();
  /** @type {string[]} */
  const asked = [];
  const answers = createAskOnce({
    store,
    kept: 2,
    /** @param {number} image */
    async ask(run, image) {
      asked.push(`${run} ${image}`);
      return image;
    },
  });
  for (const image of [1, 2, 3]) assert.equal(await answers.when(5, image), image);
  await settled();
  assert.deepEqual([answers.known(5, 1), answers.now(5, 2), answers.now(5, 3)], [undefined, 2, 3]);
  answers.now(5, 1);
  answers.now(6, 1);
  assert.deepEqual(asked, ['5 1', '5 2', '5 3', '5 1', '6 1']);
});

test('another data set or engine has other runs of the same numbers', async () => {
  for (const event of [
    { type: /** @type {const} */ ('dataset'), info: info('other') },
    { type: /** @type {const} */ ('restarting') },
  ]) {
    const { engine, store } = ready();
    const sizes = createAskOnce({ store, ask: (run) => engine.client.ask('fileSize', { node: run }) });
    sizes.now(1, undefined);
    const late = engine.last('fileSize');
    store.dispatch(event);
    late.answer(77);
    await settled();
    assert.equal(sizes.known(1, undefined), undefined);
    sizes.now(1, undefined);
    engine.last('fileSize').answer(88);
    await settled();
    assert.equal(sizes.now(1, undefined), 88);
  }
});
