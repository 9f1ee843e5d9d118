// What is made only when it is asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { later } from '../../www/shell/later.js';

test('it is made once, however often and how soon it is asked for', async () => {
  let made = 0;
  const get = later(
    async () => ++made,
    () => assert.fail('nothing went wrong'),
  );
  assert.equal(made, 0, 'not before it is asked for');
  assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
  assert.equal(await get(), 1);
});

test('what cannot be made is told each time, and tried again when it is asked for again', async () => {
  /** @type {unknown[]} */
  const told = [];
  let fails = true;
  const get = later(
    async () => {
      if (fails) throw new Error('no network');
      return 'made';
    },
    (error) => told.push(/** @type {Error} */ (error).message),
  );
  assert.equal(await get(), null);
  assert.equal(await get(), null);
  fails = false;
  assert.equal(await get(), 'made');
  assert.deepEqual(told, ['no network', 'no network']);
});
