// Data sets from files: MNIST itself, and files that are broken.
import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, QUICK, test } from './lab.js';

const names = [
  'train-images-idx3-ubyte.gz',
  'train-labels-idx1-ubyte.gz',
  't10k-images-idx3-ubyte.gz',
  't10k-labels-idx1-ubyte.gz',
];
const mnist = names.map((name) => `data/mnist/${name}`);
const present = mnist.every((file) => existsSync(file));

/**
 * A file in MNIST's format.
 * @param {string} name
 * @param {number[]} dimensions
 * @param {(index: number) => number} at
 */
function idx(name, dimensions, at) {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.writeUInt32BE(0x0800 + dimensions.length);
  for (const [i, size] of dimensions.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  const length = dimensions.reduce((product, size) => product * size, 1);
  const body = Uint8Array.from({ length }, (_, i) => at(i));
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.concat([header, body]) };
}

/** Ten kinds of stripes, which a network learns at once. @param {number} count */
const stripes = (count) => [
  idx('stripes-images-idx3-ubyte', [count, 12, 12], (i) =>
    Math.floor((i % 144) / 12) === Math.floor(i / 144) % 10 ? 255 : 0,
  ),
  idx('stripes-labels-idx1-ubyte', [count], (i) => i % 10),
];

test('MNIST by the file chooser', async ({ lab }) => {
  const required = process.env.PRUNELAB_REQUIRE_MNIST === '1';
  test.skip(!present && !required, 'data/mnist is not there');
  await lab.open(QUICK);
  await lab.show('train');
  await lab.get('train-epochs').fill('2');
  await lab.through('training', async () => {
    await lab.get('file-input').setInputFiles(mnist);
    await expect(lab.get('dataset')).toHaveAttribute('data-value', 'MNIST');
    await expect(lab.get('dataset')).toHaveAttribute('data-train', '60000');
    await trainUnlessTraining(lab);
  });
  expect(await lab.value('accuracy-dense')).toBeGreaterThan(0.96);
  const pruned = await lab.prune(50);
  expect(pruned).toBeGreaterThan(0.9);
});

test('any images in that format, the test set split off when it is missing', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.through('training', async () => {
    await lab.get('file-input').setInputFiles(stripes(12_000));
    await expect(lab.get('dataset')).not.toHaveAttribute('data-train', '3000');
    await trainUnlessTraining(lab);
  });
  expect(await lab.value('accuracy-dense')).toBeGreaterThan(0.95);
});

const [images, labels] = stripes(60);
/** @type {[string, typeof images[]][]} */
const broken = [
  ['a truncated file', [{ ...images, buffer: images.buffer.subarray(0, 1000) }, labels]],
  ['trailing bytes', [{ ...images, buffer: Buffer.concat([images.buffer, Buffer.alloc(3)]) }, labels]],
  ['a wrong magic number', [{ ...images, buffer: Buffer.from('this is not an image') }, labels]],
  [
    'a broken gzip stream',
    [{ ...images, name: 'stripes-images-idx3-ubyte.gz', buffer: gzipSync(images.buffer).subarray(0, 60) }, labels],
  ],
  ['counts that disagree', [images, idx('stripes-labels-idx1-ubyte', [59], () => 1)]],
  [
    'no images',
    [idx('stripes-images-idx3-ubyte', [0, 12, 12], () => 0), idx('stripes-labels-idx1-ubyte', [0], () => 0)],
  ],
];

for (const [what, files] of broken) {
  test(`${what}: a message names the file; data set and network stay`, async ({ lab }) => {
    await lab.open(QUICK);
    await lab.value('accuracy-pruned');
    const numbers = await lab.numbers();
    const dataset = await dataOf(lab);
    await lab.get('file-input').setInputFiles(files);
    await expect(lab.notice('error.*')).toHaveAttribute('data-value', /stripes-/);
    await lab.reaches('ready');
    expect(await lab.numbers()).toEqual(numbers);
    expect(await dataOf(lab)).toEqual(dataset);
  });
}

test('data and a network chosen together, one of them refused: the message names it; data, runs and undo stay', async ({
  lab,
}) => {
  await lab.open(QUICK);
  await lab.prune(50);
  await lab.fineTune();
  const numbers = await lab.numbers();
  const dataset = await dataOf(lab);
  const runs = await lab.listed();
  const network = await lab.savedNetwork();
  const nonsense = { name: 'nonsense.safetensors', mimeType: '', buffer: Buffer.from('nonsense') };
  // Ours reads 784 pixels, the stripes have 144.
  const misfit = { ...network, name: `misfit-${network.name}` };
  const [whole, cut] = [stripes(60), [{ ...images, buffer: images.buffer.subarray(0, 1000) }, labels]];
  for (const [files, named] of /** @type {const} */ ([
    [[...whole, nonsense], 'nonsense.safetensors'],
    [[misfit, ...whole], 'misfit-'],
    [[...cut, network], 'stripes-'],
  ])) {
    await lab.get('file-input').setInputFiles(files);
    await expect(lab.notice('error.*', named)).toBeVisible();
    await lab.reaches('ready');
    expect(await lab.numbers()).toEqual(numbers);
    expect(await dataOf(lab)).toEqual(dataset);
    expect(await lab.listed()).toEqual(runs);
  }
  // What was chosen in the export dialog is a step of its own.
  await expect(async () => {
    await lab.use('undo');
    expect((await lab.numbers())['accuracy-finetuned']).not.toBe(numbers['accuracy-finetuned']);
  }).toPass();
});

test('data and a network that fits it, chosen together, are both opened', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.through('training', async () => {
    await lab.get('file-input').setInputFiles(stripes(600));
    await trainUnlessTraining(lab);
  });
  const accuracy = await lab.value('accuracy-dense');
  const network = await lab.savedNetwork();
  await lab.reopen(QUICK);
  await lab.get('file-input').setInputFiles([network, ...stripes(600)]);
  await expect(lab.runs).toHaveCount(1);
  await lab.reaches('ready');
  expect(await lab.value('accuracy-dense')).toBe(accuracy);
});

/** Name and numbers of images of the data set in use. @param {import('./lab.js').Lab} lab */
const dataOf = (lab) =>
  Promise.all(['value', 'train', 'test'].map((name) => lab.get('dataset').getAttribute(`data-${name}`)));

/** Choosing files may train at once or leave it to the person. @param {import('./lab.js').Lab} lab */
async function trainUnlessTraining(lab) {
  const settled = async () => String(await lab.status.getAttribute('data-state'));
  await expect.poll(settled).not.toBe('loading');
  if ((await settled()) !== 'training' && (await lab.get('accuracy-dense').getAttribute('data-value')) === null) {
    await lab.show('train');
    await lab.get('train').click();
  }
}
