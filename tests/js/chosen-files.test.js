// Files that a person chose, sorted into data and networks.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LARGEST, nameOf, sortFiles } from '../../www/engine/chosen-files.js';
import { bare, isolated } from '../../www/shell/isolated.js';

/** @param {string} name @param {string | Uint8Array<ArrayBuffer>} content */
const file = (name, content) => ({ name, blob: new Blob([content]) });
const idx = (/** @type {string} */ name) =>
  file(name, Uint8Array.from(readFileSync(new URL('../fixtures/data/images.idx', import.meta.url))));
const network = (/** @type {string} */ name) => file(name, 'PRNL and more than eight bytes');

/** @param {Parameters<typeof sortFiles>[0]} files */
async function names(files) {
  const { data, networks } = await sortFiles(files, 7);
  return [data.map(({ name }) => name), networks.map(({ name }) => name)];
}

test('files are told apart by what is in them, and what lies beside is passed over', async () => {
  assert.deepEqual(await names([idx('a'), network('b'), file('.DS_Store', 'x'), file('README.md', '# x')]), [
    ['a'],
    ['b'],
  ]);
  assert.deepEqual(await names([network('b.prnl'), network('c.prnl'), file('config.json', '{}')]), [
    [],
    ['b.prnl', 'c.prnl'],
  ]);
  // Without a network beside it, text is data that is named.
  assert.deepEqual(await names([file('notes.txt', 'hello')]), [['notes.txt'], []]);
  assert.deepEqual(await names([idx('images.bin'), file('mnist.pkl.gz', '\x1f\x8b')]), [
    ['images.bin', 'mnist.pkl.gz'],
    [],
  ]);
  assert.deepEqual(
    await names([file('net.pt', 'PK\x03\x04 net/data.pkl'), file('mnist.npz', 'PK\x03\x04 x_train.npy')]),
    [['mnist.npz'], ['net.pt']],
  );
});

test('weights beside an ONNX file go with it', async () => {
  const { data, networks } = await sortFiles(
    [file('model.onnx', '\b\t and more'), file('model.onnx.data', 'weights')],
    7,
  );
  assert.deepEqual([data.length, networks.length, networks[0].seed], [0, 1, 7]);
  assert.deepEqual(
    networks[0].beside?.map(({ name }) => name),
    ['model.onnx.data'],
  );
});

test('what cannot be read is a fault that names it, and nothing is returned', async () => {
  const gone = file('folder', 'x');
  gone.blob.slice = () => {
    throw new DOMException('gone', 'NotFoundError');
  };
  await assert.rejects(sortFiles([idx('a'), gone], 0), { code: 'unreadable', params: { file: 'folder' } });
  const large = { name: 'large', blob: /** @type {Blob} */ ({ size: LARGEST + 1 }) };
  await assert.rejects(sortFiles([large], 0), { code: 'file-too-large' });
  await assert.rejects(sortFiles([file('Thumbs.db', 'x')], 0), { code: 'nothing-chosen', params: { count: 1 } });
});

test('a data set is called by its folder or its first file', () => {
  const called = (/** @type {string[]} */ ...names) => nameOf(names.map((name) => ({ name })));
  assert.equal(called('mnist_png/train/1/a.png', 'mnist_png/test/2/b.png'), 'mnist_png');
  assert.equal(called('train.csv'), 'train');
  assert.equal(called('digits-images-idx3-ubyte.gz'), 'digits');
  assert.equal(called('mnist.tar.gz'), 'mnist');
  assert.equal(called('x'.repeat(500)).length, 40);
});

test('names of any length and direction are bounded and isolated', () => {
  const long = `${'a'.repeat(300)}\u202e${'b'.repeat(300)}`;
  const pieces = isolated(({ file, count }) => `${file} has ${count}.`, { file: long, count: 3 });
  assert.equal(pieces.length, 3);
  assert.equal(pieces[2], ' has 3.');
  const [shown] = /** @type {any} */ (pieces[1]).values;
  assert.ok([...shown].length <= 160 && shown.startsWith('aaa') && shown.endsWith('bbb') && bare(shown) === shown);
});
