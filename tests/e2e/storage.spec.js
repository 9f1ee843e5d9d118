// Storage and speed: files that were written, kernels that ran, and the bars and lines that tell of them.
import { LAYOUTS } from '../../www/features/storage/model.js';
import { DENSITIES, KERNELS, speedWishes } from '../../www/ops/speed.js';
import { expect, QUICK, test } from './lab.js';
import { decode } from './png.js';

/** @import { Lab } from './lab.js' */

/** Formats that keep every network to the bit. */
const EXACT = LAYOUTS.filter((layout) => !['twoFour', 'int8', 'codes'].includes(layout));

/** @param {Lab} lab */
async function openStorage(lab) {
  await lab.show('storage');
  await written(lab);
}

/** The bars belong to the network as it is now. @param {Lab} lab */
async function written(lab) {
  const list = lab.get('size-list');
  await expect(list).toBeVisible();
  await expect(list).not.toHaveAttribute('aria-busy', 'true');
}

/** @param {Lab} lab @param {string} format */
const size = async (lab, format) => Number(await lab.get(`size-${format}`).getAttribute('data-value'));

/** Kept weights and all of them, layer by layer, of 784-64-10 with as much of each layer gone. @param {number} gone */
const counts = (gone) => [784 * 64, 64 * 10].map((all) => ({ all, kept: all - Math.round(all * gone) }));
const BIASES = 4 * (64 + 10);

test('files of every format: their bytes are the definitions, all come back, the smallest is named', async ({
  lab,
}) => {
  await lab.open(QUICK);
  await lab.prune(80);
  await openStorage(lab);
  const layers = counts(0.8);
  const sum = (/** @type {(layer: { all: number, kept: number }) => number} */ of) =>
    layers.reduce((total, layer) => total + of(layer), BIASES);
  expect(await size(lab, 'dense')).toBe(sum(({ all }) => 4 * all));
  expect(await size(lab, 'bitmask')).toBe(sum(({ all, kept }) => Math.ceil(all / 8) + 4 * kept));
  expect(await size(lab, 'csr16')).toBe(sum(({ kept }) => 6 * kept) + 2 * (65 + 11));
  expect(await size(lab, 'csr32')).toBe(sum(({ kept }) => 8 * kept) + 4 * (65 + 11));
  // PyTorch's own has weights and mask in f32, twice the dense one, and a header.
  const torch = await size(lab, 'torch');
  expect(torch).toBeGreaterThan(sum(({ all }) => 8 * all));
  expect(torch).toBeLessThan(sum(({ all }) => 8 * all) + 1000);
  expect(await lab.get('size-subject').getAttribute('data-ratio')).toBe('0.8');
  expect(await size(lab, 'int8')).toBe(sum(({ all }) => all) + BIASES);
  for (const format of EXACT) await expect(lab.get(`size-${format}`), format).toHaveAttribute('data-same', 'true');
  await expect(lab.get('size-int8')).toHaveAttribute('data-same', 'true');
  await expect(lab.get('size-twoFour')).toHaveAttribute('data-unfit', 'notTwoFour');
  await expect(lab.get('size-codes')).toHaveAttribute('data-unfit', 'tooManyValues');
  const words = lab.get('size-words');
  expect(Number(await words.getAttribute('data-density'))).toBeCloseTo(0.2, 4);
  await expect(words).toHaveAttribute('data-same', 'true');
  // The smallest of those that keep the network to the bit is named; the results' smallest file is one of them.
  const all = await Promise.all(
    [
      ...EXACT,
      ...EXACT.filter((format) => format !== 'gzip' && format !== 'torch').map((format) => `${format}-huffman`),
    ].map(async (format) => ({ format, bytes: await size(lab, format) })),
  );
  const least = all.reduce((best, one) => (one.bytes < best.bytes ? one : best));
  await expect(words).toHaveAttribute('data-smallest', least.format.replace('-huffman', ''));
  await expect(words).toHaveAttribute('data-bytes', String(least.bytes));
  await lab.show('before-after');
  expect(all.map(({ bytes }) => bytes)).toContain(await lab.value('table-bytes-pruned'));
  // Where a format is as large as the dense one: 4 z N = 4 (v + i) z, and so on.
  for (const [format, density] of /** @type {const} */ ([
    ['csr16', 4 / 6],
    ['csr32', 4 / 8],
    ['bitmask', 1 - 1 / 32],
  ]))
    expect(await lab.value(`size-${format}-even`), format).toBeCloseTo(density, 3);

  // 2:4 fits where two of four are gone, and its file has both values and places.
  await lab.show('score');
  await lab.get('method-shape').selectOption('groups');
  await expect.poll(() => lab.hash()).toContain('2:4');
  await lab.reaches('ready');
  await lab.show('storage');
  await written(lab);
  await expect.poll(() => size(lab, 'twoFour')).toBe(sum(({ all: every }) => (4 * every) / 2 + every / 8));
});

test('bars are as long as their files, in both themes, on a phone and in Chinese', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  await openStorage(lab);
  const bar = (/** @type {string} */ format) => lab.get(`size-${format}-bar`);
  const wide = async (/** @type {string} */ format) => (await bar(format).boundingBox())?.width ?? 0;
  const dense = await wide('dense');
  for (const format of ['bitmask', 'csr16', 'relative', 'int8', 'int8-huffman', 'gzip']) {
    const share = (await size(lab, format)) / (await size(lab, 'dense'));
    expect((await wide(format)) / dense, format).toBeCloseTo(share, 1);
  }
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { data, width, height, channels } = decode(await bar('dense').screenshot());
    const at = (Math.floor(height / 2) * width + Math.floor(width / 2)) * channels;
    expect([...data.slice(at, at + 3)], theme).toEqual(await lab.colour('--series-1'));
    await lab.isAccessible('storage');
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.fitsAcross();
  await lab.use('language');
  await lab.says(lab.panel('storage'), 'zh', 'size.name.bitmask');
  await lab.says(lab.get('size-words'), 'zh', 'size.same');
  await lab.fitsAcross();
});

test('kernels are timed in turns and answer alike; the chart has their numbers; it can be cancelled', async ({
  lab,
  page,
}) => {
  await lab.open(QUICK);
  await lab.prune(50);
  await openStorage(lab);
  await lab.get('speed-time').click();
  await lab.get('speed-cancel').click();
  await expect(lab.get('speed-time')).toBeVisible();
  await expect(lab.get('speed-now')).toBeHidden();

  await lab.get('speed-time').focus();
  await page.keyboard.press('Enter');
  await expect(lab.get('speed-progress')).toBeVisible();
  await expect(lab.get('speed-now')).toBeVisible({ timeout: 110_000 });
  const now = lab.get('speed-now').locator('tr');
  await expect(now).toHaveCount(KERNELS.length);
  for (const kind of KERNELS.filter((kind) => kind !== 'int8' && kind !== 'twoFour')) {
    const row = lab.get('speed-now').locator(`tr[data-kind=${kind}]`);
    await expect(row, kind).toHaveAttribute('data-same', '1000');
    expect(Number(await row.getAttribute('data-value'))).toBeGreaterThan(1000);
  }
  const int8 = Number(await lab.get('speed-now').locator('tr[data-kind=int8]').getAttribute('data-same'));
  expect(int8).toBeGreaterThan(980);
  await expect(lab.get('speed-now').locator('tr[data-kind=twoFour]')).toHaveAttribute('data-unfit', 'notTwoFour');

  const points = lab.get('speed-all').locator('tr');
  const count = speedWishes(null).slice(1).flat().length;
  await expect(points).toHaveCount(count);
  const csr = lab.get('speed-all').locator('tr[data-kind=csr]');
  const densities = await csr.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-density'))));
  expect(densities.map((density) => Number(density.toFixed(2)))).toEqual(DENSITIES);
  const half = await points.evaluateAll((rows) => {
    const [sparse, dense] = ['csr', 'dense'].map((kind) =>
      rows.find(({ dataset }) => dataset.kind === kind && Math.abs(Number(dataset.density) - 0.5) < 0.01),
    );
    return Number(sparse?.dataset.value) / Number(dense?.dataset.value);
  });
  // Why it is not twice as fast: each sentence turns on a number that follows from what was measured.
  const rate = async (/** @type {string} */ kind) =>
    Number(await lab.get('speed-now').locator(`tr[data-kind=${kind}]`).getAttribute('data-value'));
  const { kept, all } = counts(0.5).reduce((sum, one) => ({ kept: sum.kept + one.kept, all: sum.all + one.all }));
  const [denseRate, csrRate] = [await rate('dense'), await rate('csr')];
  expect(await lab.value('why-simd')).toBeCloseTo((denseRate * all) / (csrRate * kept), 6);
  const csrBytes = await size(lab, 'csr16');
  expect(await lab.value('why-indices')).toBeCloseTo((csrBytes - 4 * kept - BIASES) / csrBytes, 9);
  expect(await lab.value('why-memory')).toBeCloseTo((await size(lab, 'dense')) / csrBytes, 9);
  expect(await lab.value('why-verdict')).toBeGreaterThanOrEqual(csrRate / denseRate);
  expect(await lab.value('why-batch')).toBeGreaterThan(0);
  expect(Number(await lab.get('speed-words').getAttribute('data-half'))).toBeCloseTo(half, 9);
  await expect(lab.get('chart-speed-table').locator('tbody tr')).toHaveCount(count);
  const medians = (await lab.table('chart-speed')).map(([, , median]) => Number(median));
  expect([...medians].sort()).toEqual(
    (await points.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-value'))))).sort(),
  );
  // The lines are really there, in their colours.
  const { data, channels } = decode(await lab.get('speed-chart').screenshot());
  const line = await lab.colour('--series-1');
  let drawn = 0;
  for (let at = 0; at < data.length; at += channels)
    if (line.every((channel, index) => data[at + index] === channel)) drawn += 1;
  expect(drawn).toBeGreaterThan(200);
  await lab.isAccessible('storage');
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.fitsAcross();
});
