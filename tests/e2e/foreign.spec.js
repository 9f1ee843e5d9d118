// Data files as people have them, through the page's file input: the corpus of tests/fixtures/data.
import { readFileSync } from 'node:fs';
import { expect, QUICK, test } from './lab.js';

/** @import { Lab } from './lab.js' */

/** @param {string} name */
const file = (name) => ({
  name,
  mimeType: '',
  buffer: readFileSync(new URL(`../fixtures/data/${name}`, import.meta.url)),
});

/** Files, the name and sizes of the data set that they are, and what is said. @type {[string[], string, number, number, string[]][]} */
const READ = [
  [['images-f32.idx', 'labels-onehot.idx'], 'images-f32', 35, 5, ['remark.scaled', 'remark.one-hot']],
  [['images-flat.idx', 'labels-qmnist.idx'], 'images-flat', 35, 5, ['remark.first-column']],
  [['images-twice.gz', 'labels.idx'], 'images-twice', 35, 5, []],
  [['images-padded.gz', 'labels.npy'], 'images-padded', 35, 5, []],
  [['mnist.npz'], 'mnist', 30, 10, []],
  [['train.csv'], 'train', 35, 5, []],
  [['train-only.csv', 'test.csv'], 'train-only', 26, 4, ['remark.unlabelled']],
  [['mnist.tar.gz'], 'mnist', 30, 10, []],
  [['with-more.zip'], 'with-more', 30, 10, ['remark.left-out']],
  [['png.zip'], 'png', 30, 10, []],
  [['sorted-images.idx', 'sorted-labels.idx'], 'sorted-images', 110, 10, ['notice.splitByClass']],
];

/** Files, the fault, and what is named. @type {[string[], string, string][]} */
const REFUSED = [
  [['images-html.gz', 'labels.idx'], 'not-data', 'images-html.gz'],
  [['images-colour.idx', 'labels.idx'], 'data-shape', '40 x 8 x 8 x 3'],
  [['images-standard.idx', 'labels.idx'], 'pixel-value', 'images-standard.idx'],
  [['images-cut.gz', 'labels.idx'], 'gzip', 'cut-short'],
  [['images-fortran.npy', 'labels.npy'], 'numpy-file', 'fortran'],
  [['ragged.csv'], 'csv-row', 'ragged.csv'],
  [['words.csv'], 'csv-value', 'n/a'],
  [['test.csv'], 'missing-part', 'labels'],
  [['cut.zip'], 'archive', 'cut.zip'],
  [['png-sizes.zip'], 'sizes-disagree', 'png-sizes.zip'],
  [['one.png'], 'picture-folder', 'one.png'],
  [['labels-large.idx', 'images.idx'], 'label-too-large', 'labels-large.idx'],
];

/** @param {Lab} lab */
const dataOf = (lab) =>
  Promise.all(['value', 'train', 'test'].map((name) => lab.get('dataset').getAttribute(`data-${name}`)));

test('files of many kinds are read, and shown with nine images and the class counts', async ({ lab }) => {
  await lab.open(QUICK);
  for (const [names, called, train, size, remarks] of READ) {
    await lab.get('file-input').setInputFiles(names.map(file));
    await expect.poll(() => dataOf(lab), names.join()).toEqual([called, String(train), String(size)]);
    const loaded = lab.notice('notice.loaded', called);
    await expect(loaded.getByTestId('data-sample')).toHaveCount(9);
    await expect(loaded.getByTestId('class-count')).toHaveCount(10);
    for (const remark of remarks) await expect(lab.notice(remark)).toBeVisible();
    await lab.reaches('ready');
  }
});

test('what is refused is named, changes nothing, and is no longer said once files are read', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.value('accuracy-pruned');
  const before = [await lab.numbers(), await dataOf(lab), await lab.listed()];
  for (const [names, code, named] of REFUSED) {
    await lab.get('file-input').setInputFiles(names.map(file));
    await expect(lab.notice(`error.${code}`, named), names.join()).toBeVisible();
    await lab.reaches('ready');
    expect([await lab.numbers(), await dataOf(lab), await lab.listed()]).toEqual(before);
  }
  await lab.get('file-input').setInputFiles(file('mnist.npz'));
  await expect(lab.notice('notice.loaded')).toBeVisible();
  await expect(lab.notice('error.*')).toHaveCount(0);
});

test('images are transposed on wish, and back', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.get('file-input').setInputFiles([file('images.idx'), file('labels-gap.idx')]);
  const loaded = lab.notice('notice.loaded');
  await expect(loaded.getByTestId('classes-empty')).toHaveAttribute('data-value', '3 10 11');
  /** The first image's pixels, as they are painted. */
  const painted = () =>
    loaded.locator('[data-testid=data-image][data-value="0"]').evaluate((canvas) => {
      const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
      const context = /** @type {HTMLCanvasElement} */ (canvas).getContext('2d');
      const { data } = /** @type {CanvasRenderingContext2D} */ (context).getImageData(0, 0, width, height);
      return Array.from({ length: width * height }, (_, at) => data[4 * at]);
    });
  await expect.poll(async () => (await painted()).some((grey) => grey > 0)).toBe(true);
  const first = await painted();
  const turned = first.map((_, at) => first[(at % 8) * 8 + Math.floor(at / 8)]);
  await loaded.getByTestId('data-turn').click();
  await expect.poll(painted).toEqual(turned);
  await loaded.getByTestId('data-turn').click();
  await expect.poll(painted).toEqual(first);
});

test('several networks chosen together all become runs; what lies beside them is passed over', async ({ lab }) => {
  await lab.open(QUICK);
  const one = await lab.savedNetwork();
  await lab.fineTune();
  const two = await lab.savedNetwork();
  const config = { name: 'config.json', mimeType: '', buffer: Buffer.from('{"hidden": 64}') };
  const store = { name: '.DS_Store', mimeType: '', buffer: Buffer.from('x') };
  await lab.reopen(QUICK);
  await expect(lab.runs).toHaveCount(2);
  await lab
    .get('file-input')
    .setInputFiles([config, { ...one, name: 'one.prnl' }, store, { ...two, name: 'two.prnl' }]);
  await expect(lab.runs).toHaveCount(4);
  await lab.reaches('ready');
  await expect(lab.notice('error.*')).toHaveCount(0);
});

test('a folder of pictures is a data set', async ({ lab, page }, info) => {
  const { mkdirSync, writeFileSync } = await import('node:fs');
  const outputPath = (/** @type {string} */ path) => info.outputPath(path);
  const png = file('one.png').buffer;
  for (const [part, count] of /** @type {const} */ ([
    ['train', 4],
    ['test', 2],
  ]))
    for (const label of ['3', '7']) {
      mkdirSync(outputPath(`pictures/${part}/${label}`), { recursive: true });
      for (let at = 0; at < count; at += 1) writeFileSync(outputPath(`pictures/${part}/${label}/${at}.png`), png);
    }
  await lab.open(QUICK);
  await lab.show('data');
  await page.getByTestId('folder-input').setInputFiles(outputPath('pictures'));
  await expect.poll(() => dataOf(lab)).toEqual(['pictures', '8', '4']);
});
