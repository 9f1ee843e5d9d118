// The pipeline builder: put together by keyboard, run stage by stage, its bytes those of the file that is saved.
import { expect, QUICK, test } from './lab.js';
import { decode } from './png.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

/** @param {Lab} lab @param {Page} page */
async function openBuilder(lab, page) {
  await lab.get('pipeline-open').focus();
  await page.keyboard.press('Enter');
  await expect(lab.get('pipeline-stages')).toBeVisible();
}

/** The stages' names in order. @param {Page} page */
const kinds = (page) => page.locator('.pipeline-stage').evaluateAll((all) => all.map((one) => one.dataset.kind ?? ''));

/** A setting of a stage, from 1. @param {Page} page @param {number} stage @param {string} label */
const setting = (page, stage, label) =>
  page
    .locator('.pipeline-stage')
    .nth(stage - 1)
    .getByLabel(label, { exact: true });

/** Unfolds a stage by keyboard and fills in its settings. @param {Page} page @param {number} stage @param {Record<string, string>} values */
async function set(page, stage, values) {
  const toggle = page.locator('.pipeline-toggle').nth(stage - 1);
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.press('Enter');
  for (const [label, value] of Object.entries(values)) await setting(page, stage, label).fill(value);
}

/** Bytes and accuracy of every run in the table, once all are written. @param {Lab} lab */
async function measured(lab) {
  const rows = lab.get('pipeline-rows').locator('tr[data-run]');
  await expect(rows.locator('xpath=self::*[not(@data-bytes)]')).toHaveCount(0);
  await lab.value('pipeline-bytes');
  return rows.evaluateAll((all) =>
    all.map(({ dataset }) => ({ bytes: Number(dataset.bytes), accuracy: Number(dataset.accuracy) })),
  );
}

/** What the list says of the current run. @param {Page} page */
const current = (page) => page.locator('ol.runs [aria-current]');

test('put together and run by keyboard; the last bytes are the saved file’s, and a link gives the same', async ({
  lab,
  page,
}) => {
  await lab.open(QUICK);
  await openBuilder(lab, page);
  expect(await kinds(page)).toEqual(['train', 'prune', 'fineTune']);
  await page.getByRole('button', { name: 'Current run' }).press('Enter');
  await page.getByRole('button', { name: 'Stage 1, Train: remove' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Stage 1, Prune: remove' })).toBeFocused();
  await set(page, 1, { 'Gone, %': '80' });
  await set(page, 2, { Epochs: '2' });
  for (const kind of ['shareTune', 'share']) {
    await lab.get('pipeline-kind').selectOption(kind);
    await lab.get('pipeline-add').press('Enter');
    await expect(page.locator('.pipeline-toggle').last()).toBeFocused();
  }
  // What trains shared values stands before they are shared: the stage and the remedy are named.
  await expect(lab.get('pipeline-problems')).toContainText('Stage 3, Train the shared values: It trains values that');
  await set(page, 4, { 'Bits of a code, layer by layer': '3, 9' });
  await expect(lab.get('pipeline-problems')).toContainText(
    'Stage 4, Share values: Bits of a code, layer by layer “3, 9”',
  );
  await expect(lab.get('pipeline-start')).toBeDisabled();
  await setting(page, 4, 'Bits of a code, layer by layer').fill('3, 3');
  await page.getByRole('button', { name: 'Stage 4, Share values: move up' }).press('Enter');
  expect(await kinds(page)).toEqual(['prune', 'fineTune', 'share', 'shareTune']);
  await expect(page.getByRole('button', { name: 'Stage 3, Share values: move up' })).toBeFocused();
  await expect(lab.get('pipeline-problems')).toHaveText('');
  await set(page, 4, { Epochs: '1' });

  await lab.through('training', () => lab.get('pipeline-start').press('Enter'));
  const rows = await measured(lab);
  expect(rows).toHaveLength(6);
  const last = rows[5];
  await expect(current(page)).toContainText('Shared values trained 1 epoch');
  expect(await lab.value('pipeline-bytes')).toBe(last.bytes);
  expect(await lab.value('pipeline-accuracy')).toBe(last.accuracy);
  expect(await lab.value('accuracy-dense')).toBe(last.accuracy);
  expect(await lab.value('pipeline-change')).toBeCloseTo(last.accuracy - rows[1].accuracy, 12);
  const dense = 4 * (784 * 64 + 64 * 10 + 64 + 10);
  expect(await lab.value('pipeline-dense')).toBe(dense);
  expect(await lab.value('pipeline-ratio')).toBe(dense / last.bytes);
  // A fifth of the weights, then codes of 3 bits for them.
  expect(rows[2].bytes).toBeLessThan(0.4 * rows[1].bytes);
  expect(rows[4].bytes).toBeLessThan(0.5 * rows[3].bytes);
  expect(last.accuracy).toBeGreaterThan(0.6);

  await lab.get('pipeline-export').press('Enter');
  expect(await lab.value('export-size-compact')).toBe(last.bytes);
  const { buffer } = await lab.saved(() => lab.get('export-file-compact').click());
  expect(buffer.length).toBe(last.bytes);
  await page.keyboard.press('Escape');

  // Back to where it began the stages stay in the picture; the same again needs no work.
  const opened = lab.get('pipeline-rows').locator('tr[aria-current]');
  const { hash } = new URL(page.url());
  expect(hash).toContain('share(3,3)~sharetune(');
  await lab.get('undo').click();
  await expect(opened).toContainText('2. Trained 4 epochs');
  expect(await lab.value('pipeline-bytes')).toBe(last.bytes);
  await lab.get('pipeline-start').press('Enter');
  await expect(opened).toContainText('6. Shared values trained 1 epoch');
  await expect(page.locator('ol.runs button')).toHaveCount(6);

  // The file is the network: read again it answers alike, and written again it is as long.
  await lab.get('file-input').setInputFiles({ name: 'small.prnl', mimeType: '', buffer });
  await expect(opened).toContainText('Network from small.prnl');
  expect(await measured(lab)).toEqual([last]);

  await page.goto('about:blank');
  await lab.open(hash);
  await openBuilder(lab, page);
  expect(await measured(lab)).toEqual(rows);
});

test('cancelled, what is done stays and the rest is not begun; a preset can be taken back', async ({ lab, page }) => {
  await lab.open(QUICK);
  await openBuilder(lab, page);
  await set(page, 1, { Epochs: '900' });
  await page.locator('#pipe-hidden').fill('64');
  await page.getByRole('button', { name: 'Tiny student' }).click();
  expect(await kinds(page)).toEqual(['distil', 'quantizeTune']);
  await lab.get('pipeline-restore').press('Enter');
  expect(await kinds(page)).toEqual(['train', 'prune', 'fineTune']);
  // Nothing of the person's own has gone, so there is nothing to bring back.
  await expect(lab.get('pipeline-restore')).toBeHidden();
  await expect(setting(page, 1, 'Epochs')).toHaveCount(0);
  await set(page, 1, {});
  await expect(setting(page, 1, 'Epochs')).toHaveValue('900');

  await lab.get('pipeline-start').press('Enter');
  await expect(lab.get('pipeline-at')).toContainText('Step 2 of 4: Trained 900 epochs');
  await expect(lab.get('pipeline-cancel')).toBeFocused();
  await page.keyboard.press('Enter');
  await lab.reaches('ready');
  await expect(lab.get('pipeline-start')).toBeFocused();
  await expect(current(page)).toContainText('stopped');
  const rows = await measured(lab);
  expect(rows).toHaveLength(2);
  expect(await lab.value('accuracy-dense')).toBe(rows[1].accuracy);
});

test('the network before pruning teaches what is left of it, and a link says so in a word', async ({ lab, page }) => {
  await lab.open(QUICK);
  await openBuilder(lab, page);
  await page.getByRole('button', { name: 'Current run' }).press('Enter');
  await page.getByRole('button', { name: 'Stage 3, Fine-tune: remove' }).press('Enter');
  await page.getByRole('button', { name: 'Stage 1, Train: remove' }).press('Enter');
  await set(page, 1, { 'Gone, %': '90' });
  for (const stage of [2, 3]) {
    await lab.get('pipeline-kind').selectOption('distil');
    await lab.get('pipeline-add').press('Enter');
    await setting(page, stage, 'Teacher').selectOption('own');
    await set(page, stage, { Epochs: '1' });
    await expect(setting(page, stage, 'Epochs of the teacher')).toBeHidden();
  }
  await expect(lab.get('pipeline-problems')).toHaveText('');
  await page.getByRole('button', { name: 'Stage 2, Learn from a teacher: move up' }).press('Enter');
  await expect(lab.get('pipeline-problems')).toContainText(
    'Stage 1, Learn from a teacher: The network before pruning is to teach, but nothing is pruned',
  );
  await expect(lab.get('pipeline-start')).toBeDisabled();
  await page.getByRole('button', { name: 'Stage 1, Learn from a teacher: move down' }).press('Enter');
  await expect(page.locator('.pipeline-words').nth(1)).toContainText('itself before pruning');

  await lab.through('training', () => lab.get('pipeline-start').press('Enter'));
  const rows = await measured(lab);
  expect(rows).toHaveLength(5);
  expect(rows[3].accuracy).toBeGreaterThan(rows[2].accuracy);
  await expect(current(page)).toContainText('the teacher, made in 2 steps');
  await expect(page).toHaveURL(/~distil\([^)]*;first=2\)~distil\([^)]*;first=2\)&/);
  const { hash } = new URL(page.url());
  await page.goto('about:blank');
  await lab.open(hash);
  await openBuilder(lab, page);
  expect(await measured(lab)).toEqual(rows);
});

test('a taught student on a phone: the picture has the table’s bytes, in both themes and in Chinese', async ({
  lab,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.open(QUICK);
  await openBuilder(lab, page);
  await page.getByRole('button', { name: 'Tiny student' }).click();
  await set(page, 1, { Epochs: '2', 'Hidden layers of the teacher': '48', 'Epochs of the teacher': '2' });
  await set(page, 2, { Epochs: '1' });
  await lab.through('training', () => lab.get('pipeline-start').click());
  const rows = await measured(lab);
  expect(rows).toHaveLength(3);
  expect(await lab.value('pipeline-ratio')).toBeGreaterThan(6);

  const chart = lab.get('pipeline-chart');
  await chart.scrollIntoViewIfNeeded();
  const heights = await chart
    .locator('.dense, .size')
    .evaluateAll((all) => all.map((one) => Number(one.getAttribute('height'))));
  const sizes = [await lab.value('pipeline-dense'), ...rows.map(({ bytes }) => bytes)];
  expect(heights).toHaveLength(sizes.length);
  // On a logarithmic axis equal ratios are equal differences of height.
  const unit = (heights[0] - heights[3]) / Math.log(sizes[0] / sizes[3]);
  expect(unit).toBeGreaterThan(20);
  heights.forEach((height, index) =>
    expect(heights[0] - height).toBeCloseTo(unit * Math.log(sizes[0] / sizes[index]), 1),
  );
  for (const [theme, bar] of /** @type {const} */ ([
    ['dark', [0x5a, 0xb0, 0xff]],
    ['light', [0x0f, 0x62, 0xb5]],
  ])) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const { data, width, height, channels } = decode(await chart.locator('.size').last().screenshot());
    const at = (Math.floor(height / 2) * width + Math.floor(width / 2)) * channels;
    expect([...data.slice(at, at + 3)], theme).toEqual([...bar]);
    await lab.isAccessible('#pipeline');
    await lab.fitsAcross();
    await page.locator('#pipeline').screenshot({ path: `test-results/pipeline-phone-${theme}.png` });
  }
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('#pipeline')).toContainText('逐阶段的字节');
  await expect(page.locator('.pipeline-toggle').first()).toContainText('跟随教师学习');
  await lab.fitsAcross();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('#pipeline').screenshot({ path: 'test-results/pipeline-wide.png' });
});
