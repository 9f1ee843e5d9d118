// Networks from files as people have them, through the page's file input: each becomes a run with the accuracy that its
// library's answers have, or a message names it and nothing changes.
import { readFileSync } from 'node:fs';
import { expect, QUICK, test } from './lab.js';

/** @typedef {{ name: string, files: string[], classes?: number[], refused?: string, remarks?: string[] }} Case */

const FOLDER = 'tests/fixtures/networks';
/** @type {Case[]} */
const cases = JSON.parse(readFileSync(`${FOLDER}/cases.json`, 'utf8'));
const grey = readFileSync(`${FOLDER}/images.bin`);
const SIDE = 6;
const COUNT = grey.length / SIDE ** 2;

/** @param {string} name @returns {Case} */
function named(name) {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return found;
}

// The classes that a network answers to standardized pixels.
const labels = named('ONNX: normalized images').classes ?? [];

/** @param {number} kind @param {number[]} sizes @param {Uint8Array} body */
function idx(kind, sizes, body) {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(0x0800 + kind);
  for (const [at, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * at);
  return Buffer.concat([header, body]);
}

/** The same images to train on, so often that what they say of a scale of pixels is no chance. */
const TIMES = 10;
const data = Object.entries({ train: TIMES, t10k: 1 }).flatMap(([role, times]) => {
  const images = Buffer.concat(Array.from({ length: times }, () => grey));
  const classes = Uint8Array.from(Array.from({ length: times }, () => labels).flat());
  return [
    { name: `${role}-images-idx3-ubyte`, mimeType: '', buffer: idx(3, [times * COUNT, SIDE, SIDE], images) },
    { name: `${role}-labels-idx1-ubyte`, mimeType: '', buffer: idx(1, [times * COUNT], classes) },
  ];
});

/** @param {string} file */
const file = (file) => ({ name: file, mimeType: '', buffer: readFileSync(`${FOLDER}/${file}`) });

/** How many of the images a library's answers are right for. @param {Case} one */
const accuracyOf = ({ classes = [] }) => classes.filter((known, at) => known === labels[at]).length / COUNT;

const READ = [
  ...['nn.Sequential', 'names: against the alphabet', 'no biases', 'five layers of the same width', 'type bfloat16'],
  ...['batch normalization before ReLU', 'batch normalization by name', 'pruned by torch.nn.utils.prune'],
  ...['weight_norm as a parametrization', 'torch.save of a state dict', 'a checkpoint of Lightning'],
  ...['ONNX of torch', 'ONNX: weights beside the model', 'ONNX: final Softmax', 'ONNX: images as columns'],
  ...['ONNX: Max with 0', 'ONNX: FusedGemm', 'ONNX of scikit-learn with ZipMap'],
];
const REFUSED = [
  ...['refused: layer normalization', 'refused: a further head', 'refused: a gap in the numbers', 'refused: LoRA'],
  ...['refused: TorchScript', 'refused: a whole module', 'refused: a pointer of Git LFS', 'int8 without a scale'],
  ...['refused: ONNX without its weights', 'refused: ONNX, a convolution', 'refused: three hundred tensors'],
];

test('networks of every kind become runs that score as their libraries say, or are refused by name', async ({
  lab,
}) => {
  await lab.open(QUICK);
  await lab.get('file-input').setInputFiles([...data, file('sequential.safetensors')]);
  await expect(lab.get('dataset')).toHaveAttribute('data-train', String(TIMES * COUNT));
  await expect(lab.runs).toHaveCount(1);
  let count = 1;
  for (const one of READ.map(named)) {
    await lab.get('file-input').setInputFiles(one.files.map(file));
    if (one.name !== 'nn.Sequential') count += 1;
    await expect(lab.runs, one.name).toHaveCount(count);
    await lab.reaches('ready');
    const { op, accuracy } = await lab.told();
    expect(op, one.name).toBe('import');
    expect(accuracy, one.name).toBeCloseTo(accuracyOf(one), 6);
  }
  const before = await lab.listed();
  for (const one of REFUSED.map(named)) {
    await lab.get('file-input').setInputFiles(one.files.map(file));
    await expect(lab.notice(`error.${one.refused}`, one.files[0]), one.name).toBeVisible();
    expect(await lab.listed(), one.name).toEqual(before);
  }
});

test('several networks and a README chosen together all become runs', async ({ lab }) => {
  await lab.open(QUICK);
  const readme = { name: 'README.md', mimeType: '', buffer: Buffer.from('# Networks') };
  const networks = ['state.pt', 'one-layer.safetensors'].map(file);
  await lab.get('file-input').setInputFiles([...data, ...networks, readme]);
  await expect(lab.runs).toHaveCount(2);
  await expect(lab.notice('error.*')).toHaveCount(0);
});

test('a network of standardized pixels is offered to be folded, and then reads them', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.get('file-input').setInputFiles([...data, file('sequential.safetensors')]);
  const offer = lab.notice('notice.pixels', 'standardized');
  await expect(offer).toBeVisible();
  await lab.reaches('ready');
  expect((await lab.told()).accuracy).toBeCloseTo(accuracyOf(named('nn.Sequential')), 6);
  await offer.getByTestId('notice-action').click();
  await expect(lab.runs).toHaveCount(2);
  await lab.reaches('ready');
  expect((await lab.told()).accuracy).toBe(1);
  await expect(lab.notice('notice.pixels')).toHaveCount(0);
});
