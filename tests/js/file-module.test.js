// The module of foreign files: fetched when it is asked for, and what it unpacks for the engine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import init, { Engine } from '../../www/pkg/prunelab.js';
import { isPlain, readFiles } from '../../www/worker/data-files.js';
import { fileModule } from '../../www/worker/file-module.js';

/** @param {string} name */
const wasm = (name) => readFileSync(new URL(`../../www/pkg/${name}_bg.wasm`, import.meta.url));

/** Twenty images of ten classes, three pixels by two, and their labels. */
const PLAIN = [
  { name: 'images', bytes: Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 20, 0, 0, 0, 3, 0, 0, 0, 2, ...Array(120).fill(9)) },
  { name: 'labels', bytes: Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 20, ...Array.from({ length: 20 }, (_, i) => i % 10)) },
];
/** @param {string} name @param {Uint8Array<ArrayBuffer>} bytes */
const file = (name, bytes) => ({ name, blob: new Blob([bytes]) });
const parts = { module: fileModule, signal: new AbortController().signal, onProgress: () => undefined };

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
  const reader = new files.NetworkReader();
  assert.throws(() => reader.read('a.prnl', new Uint8Array(20)), { code: 'stored-network' });
  reader.free();
});

test('packed files are the data set that plain ones are', async () => {
  await init({ module_or_path: wasm('prunelab') });
  const plain = PLAIN.map(({ name, bytes }) => file(name, bytes));
  const packed = PLAIN.map(({ name, bytes }) => file(name, Uint8Array.from(gzipSync(bytes))));
  const twice = PLAIN.map(({ name, bytes }) => file(name, Uint8Array.from(gzipSync(gzipSync(bytes)))));
  const padded = PLAIN.map(({ name, bytes }) => file(name, Uint8Array.of(...gzipSync(bytes), 0, 0, 0, 0)));
  const infos = [];
  for (const list of [plain, packed, twice, padded]) {
    const engine = new Engine();
    const { read, remarks } = await readFiles(list, parts);
    assert.deepEqual(remarks, []);
    infos.push(engine.useFiles('six', read, false, [], [], []).info);
    read.free();
    engine.free();
  }
  for (const info of infos) assert.deepEqual(info, infos[0]);
  assert.deepEqual([infos[0].train, infos[0].test, infos[0].height], [18, 2, 3]);
  assert.deepEqual(infos[0].trainCounts, [2, 2, 2, 2, 2, 2, 2, 2, 1, 1]);
});

test('images are turned, which is another data set', async () => {
  const plain = PLAIN.map(({ name, bytes }) => file(name, bytes));
  const infos = [];
  for (const turned of [false, true]) {
    const engine = new Engine();
    const { read } = await readFiles(plain, parts);
    infos.push(engine.useFiles('six', read, turned, [], [], []).info);
  }
  assert.deepEqual([infos[1].height, infos[1].width], [infos[0].width, infos[0].height]);
});

test('a broken archive is told by its name', async () => {
  const packed = Uint8Array.from(gzipSync(PLAIN[0].bytes));
  const cut = [file('images', packed.slice(0, -9))];
  await assert.rejects(readFiles(cut, parts), { code: 'gzip', params: { file: 'images', reason: 'cut-short' } });
  assert.equal(isPlain(new Uint8Array(0)), false);
});

test('what cannot be read is a fault with its name, and reading can be given up', async () => {
  const blob = new Blob([PLAIN[0].bytes]);
  blob.slice = () => {
    throw new DOMException('gone', 'NotFoundError');
  };
  await assert.rejects(readFiles([{ name: 'images', blob }], parts), {
    code: 'unreadable',
    params: { file: 'images' },
  });
  const control = new AbortController();
  control.abort({ code: 'cancelled' });
  const list = PLAIN.map(({ name, bytes }) => file(name, bytes));
  await assert.rejects(readFiles(list, { ...parts, signal: control.signal }), { code: 'cancelled' });
});
