// The module of foreign files: fetched when it is asked for, and what it unpacks for the engine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import init, { Engine } from '../../www/pkg/prunelab.js';
import { isPacked, readFiles } from '../../www/worker/data-files.js';
import { fileModule } from '../../www/worker/file-module.js';

/** @param {string} name */
const wasm = (name) => readFileSync(new URL(`../../www/pkg/${name}_bg.wasm`, import.meta.url));

/** Twenty images of ten classes, three pixels by two, and their labels. */
const PLAIN = [
  { name: 'images', bytes: Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 20, 0, 0, 0, 3, 0, 0, 0, 2, ...Array(120).fill(9)) },
  { name: 'labels', bytes: Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 20, ...Array.from({ length: 20 }, (_, i) => i % 10)) },
].map(({ name, bytes }) => ({ name, bytes: bytes.buffer }));
const PACKED = PLAIN.map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(gzipSync(bytes)).buffer }));

test('what cannot be fetched is a fault, and can be asked for again', async (t) => {
  let online = false;
  t.mock.method(globalThis, 'fetch', async () => {
    if (!online) throw new TypeError('no connection');
    return new Response(wasm('prunelab_files'), { headers: { 'content-type': 'application/wasm' } });
  });
  await assert.rejects(fileModule(), { code: 'load', params: { message: 'no connection' } });
  online = true;
  const files = await fileModule();
  assert.equal(await fileModule(), files);
  assert.throws(() => files.readNetwork('a.prnl', new Uint8Array(20)), { code: 'stored-network' });
});

test('packed files are the data set that plain ones are', async () => {
  await init({ module_or_path: wasm('prunelab') });
  // The test before has fetched it.
  const files = await fileModule();
  const infos = [PLAIN, PACKED].map((list) => {
    assert.deepEqual(list.map(isPacked), list === PACKED ? [true, true] : [false, false]);
    const engine = new Engine();
    const read = readFiles(list, list === PACKED ? files : null);
    const { info } = engine.useFiles('six', read);
    read.free();
    engine.free();
    return info;
  });
  assert.deepEqual(infos[0], infos[1]);
  assert.deepEqual([infos[0].train, infos[0].test, infos[0].height], [18, 2, 3]);
});

test('a broken archive is told by its name', async () => {
  const files = await fileModule();
  const [images] = PACKED;
  const cut = [{ name: images.name, bytes: images.bytes.slice(0, -9) }];
  assert.throws(() => readFiles(cut, files), { code: 'gzip', params: { file: 'images', reason: 'it ends too early' } });
  assert.equal(isPacked({ name: 'empty', bytes: new ArrayBuffer(0) }), false);
});
