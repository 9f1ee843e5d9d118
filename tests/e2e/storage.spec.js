// Storage and speed: files that were written, kernels that ran, and the bars and lines that tell of them.
import { expect, QUICK, test } from './lab.js';
import { decode } from './png.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

/** @param {Lab} lab @param {Page} page */
async function openStorage(lab, page) {
  await lab.get('storage-open').focus();
  await page.keyboard.press('Enter');
  await expect(lab.get('storage-source')).toBeFocused();
  await written(page);
}

/** The bars belong to the network as it is now. @param {Page} page */
async function written(page) {
  const list = page.locator('.size-list');
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
  page,
}) => {
  await lab.open(QUICK);
  await lab.prune(80);
  await openStorage(lab, page);
  const layers = counts(0.8);
  const sum = (/** @type {(layer: { all: number, kept: number }) => number} */ of) =>
    layers.reduce((total, layer) => total + of(layer), BIASES);
  expect(await size(lab, 'dense')).toBe(sum(({ all }) => 4 * all));
  expect(await size(lab, 'bitmask')).toBe(sum(({ all, kept }) => Math.ceil(all / 8) + 4 * kept));
  expect(await size(lab, 'csr16')).toBe(sum(({ kept }) => 6 * kept) + 2 * (65 + 11));
  expect(await size(lab, 'csr32')).toBe(sum(({ kept }) => 8 * kept) + 4 * (65 + 11));
  expect(await size(lab, 'int8')).toBe(sum(({ all }) => all) + BIASES);
  // The results' smallest file is one of these.
  const bytes = lab.page.locator('table.results').first();
  await expect(bytes).toBeVisible();
  for (const format of ['dense', 'csr16', 'bitmask', 'relative', 'int8', 'gzip'])
    await expect(lab.get(`size-${format}`), format).toHaveAttribute('data-same', 'true');
  await expect(lab.get('size-twoFour')).toContainText('does not fit: layer 1');
  await expect(lab.get('size-codes')).toContainText('different values');
  const words = lab.get('size-words');
  await expect(words).toContainText('20.0');
  await expect(words).toContainText('right to the bit');
  const named = await page.locator('.size-list > li[data-smallest]').getAttribute('data-layout');
  const exact = ['dense', 'csr16', 'csr32', 'bitmask', 'relative'];
  const all = await Promise.all(
    [...exact, ...exact.map((format) => `${format}-huffman`), 'gzip'].map(async (format) => ({
      format,
      bytes: await size(lab, format),
    })),
  );
  const least = all.reduce((best, one) => (one.bytes < best.bytes ? one : best));
  expect(least.format.replace('-huffman', '')).toBe(named);
  for (const share of ['66.7', '50.0', '96.9', '6.25']) await expect(page.locator('.size-list')).toContainText(share);

  // 2:4 fits where two of four are gone, and its file has both values and places.
  await page.locator('#tab-score').click();
  await page.locator('#shape').selectOption('groups');
  await expect.poll(() => new URL(page.url()).hash).toContain('2:4');
  await lab.reaches('ready');
  await written(page);
  await expect.poll(() => size(lab, 'twoFour')).toBe(sum(({ all: every }) => (4 * every) / 2 + every / 8));
});

test('bars are as long as their files, in both themes, on a phone and in Chinese', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  await openStorage(lab, page);
  const bar = (/** @type {string} */ format) => lab.get(`size-${format}`).locator('.size-bar');
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
    const wanted = theme === 'light' ? [0x0f, 0x62, 0xb5] : [0x5a, 0xb0, 0xff];
    expect([...data.slice(at, at + 3)], theme).toEqual(wanted);
    await lab.isAccessible('#storage');
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.fitsAcross();
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('#storage')).toContainText('位掩码');
  await expect(lab.get('size-words')).toContainText('逐位正确');
  await lab.fitsAcross();
});

test('kernels are timed in turns and answer alike; the chart has their numbers; it can be cancelled', async ({
  lab,
  page,
}) => {
  await lab.open(QUICK);
  await lab.prune(50);
  await openStorage(lab, page);
  await lab.get('speed-time').click();
  await lab.get('speed-cancel').click();
  await expect(lab.get('speed-time')).toBeVisible();
  await expect(lab.get('speed-now')).toBeHidden();

  await lab.get('speed-time').focus();
  await page.keyboard.press('Enter');
  await expect(lab.get('speed-progress')).toBeVisible();
  await expect(lab.get('speed-now')).toBeVisible({ timeout: 110_000 });
  const now = lab.get('speed-now').locator('tr');
  await expect(now).toHaveCount(6);
  for (const kind of ['dense', 'csr', 'bitmask', 'shrunk']) {
    const row = lab.get('speed-now').locator(`tr[data-kind=${kind}]`);
    await expect(row, kind).toHaveAttribute('data-same', '1000');
    expect(Number(await row.getAttribute('data-value'))).toBeGreaterThan(1000);
  }
  const int8 = Number(await lab.get('speed-now').locator('tr[data-kind=int8]').getAttribute('data-same'));
  expect(int8).toBeGreaterThan(980);
  await expect(lab.get('speed-now').locator('tr[data-kind=twoFour]')).toContainText('2:4');

  const points = lab.get('speed-all').locator('tr');
  await expect(points).toHaveCount(9 * 5 + 1);
  const csr = lab.get('speed-all').locator('tr[data-kind=csr]');
  const densities = await csr.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-density'))));
  expect(densities.map((density) => Number(density.toFixed(2)))).toEqual([
    1, 0.7, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05, 0.02,
  ]);
  await expect(lab.get('speed-words')).toContainText('half of the weights');
  await expect(lab.get('speed-chart').locator('circle')).toHaveCount(9 * 5 + 1);
  // The lines are really there, in their colours.
  const { data, channels } = decode(await lab.get('speed-chart').screenshot());
  let drawn = 0;
  for (let at = 0; at < data.length; at += channels)
    if (data[at] === 0x0f && data[at + 1] === 0x62 && data[at + 2] === 0xb5) drawn += 1;
  expect(drawn).toBeGreaterThan(200);
  await lab.isAccessible('#storage');
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.fitsAcross();
});
