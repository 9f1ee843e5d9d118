// Studies in the pool of engines: many fine-tunings, the sensitivity scan, the other curve.
import { expect, QUICK, test } from './lab.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

/** Fine-tuning that takes long enough to be cancelled. */
const SLOW = '200';

/** @param {Page} page */
const rows = (page) => page.getByTestId('tune-many-row');

/** Settles the form and begins. @param {Lab} lab @param {Page} page @param {string} ratios */
async function begin(lab, page, ratios) {
  await page.locator('#tab-tune').click();
  await page.locator('#tune-ratios').fill(ratios);
  await lab.get('tune-many').click();
}

/** What the list says: ratio, accuracy before and after. @param {Page} page */
const listed = (page) =>
  rows(page).evaluateAll((list) =>
    list.map((row) => [
      Number(row.dataset.ratio),
      ...[...row.querySelectorAll('td')].map((cell) => Number(cell.dataset.value)),
    ]),
  );

test('fine-tuned at three ratios at once, each is what it is done alone', async ({ lab, page }) => {
  await lab.open(QUICK);
  await begin(lab, page, '95, 80 90');
  await expect(lab.get('tune-many-progress')).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await expect(lab.get('tune-many-progress')).toBeHidden();
  const found = await listed(page);
  expect(found.map(([ratio]) => ratio)).toEqual([0.8, 0.9, 0.95]);
  for (const [, before, after] of found) expect(after).toBeGreaterThan(before);

  const chart = lab.get('chart-accuracy').locator('xpath=ancestor::*[.//table][1]');
  for (const [, , after] of found) await expect(chart).toContainText(`${(100 * after).toFixed(1)}`);

  // The same by hand, in the page's own engine.
  for (const [ratio, before, after] of found) {
    expect(await lab.prune(100 * ratio)).toBe(before);
    expect(await lab.fineTune('keep')).toBe(after);
  }
  // They are runs of the list now: pressing one goes there at once.
  await rows(page).nth(0).getByRole('button').click();
  await expect(rows(page).nth(0).getByRole('button')).toHaveAttribute('aria-current', 'true');
  await expect(lab.get('accuracy-finetuned')).toHaveAttribute('data-value', String(found[0][2]));
});

test('a row opens its run: the same operations in the page, the same bits', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(30);
  await begin(lab, page, '90, 97.5');
  await expect(rows(page)).toHaveCount(2);
  const [, [ratio, before, after]] = await listed(page);
  const runs = await page.locator('ol.runs button').count();
  const open = rows(page).nth(1).getByRole('button');
  await expect(open).toBeEnabled();
  await open.focus();
  await lab.through('finetuning', () => page.keyboard.press('Enter'));
  await expect(lab.ratio).toHaveValue('97.5');
  expect(await lab.value('accuracy-finetuned')).toBe(after);
  expect(await lab.value('accuracy-pruned')).toBe(before);
  expect(await lab.value('sparsity')).toBeCloseTo(ratio, 3);
  await expect(page.locator('ol.runs button')).toHaveCount(runs + 2);
  await expect(open).toHaveAttribute('aria-current', 'true');
});

test('a dot in the chart opens its run, too', async ({ lab, page }) => {
  await lab.open(QUICK);
  await begin(lab, page, '50');
  await expect(rows(page)).toHaveCount(1);
  const [[, , after]] = await listed(page);
  // The dot is found by its read-out, as a person finds it.
  const canvas = page.locator('#accuracy-chart .chart-overlay');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the chart is not shown');
  const readOut = page.locator('#accuracy-chart .chart-readout');
  const x = box.x + box.width * 0.53;
  let y = box.y;
  await expect(async () => {
    y = y + 4 > box.y + box.height ? box.y : y + 4;
    await page.mouse.move(x, y);
    await expect(readOut).toContainText('after fine-tuning', { timeout: 50 });
  }).toPass({ intervals: [10] });
  await lab.through('finetuning', () => page.mouse.click(x, y));
  expect(await lab.value('accuracy-finetuned')).toBe(after);
});

test('the results are saved as CSV with the numbers of the list', async ({ lab, page }) => {
  await lab.open(QUICK);
  await begin(lab, page, '90, 95');
  await expect(rows(page)).toHaveCount(2);
  await expect(lab.get('tune-many-progress')).toBeHidden();
  const { head, rows: lines } = await lab.savedCsv('tune-many-csv');
  expect(head).toBe('ratio,sparsity,accuracy_before,accuracy_after,correct,total,seconds');
  const table = lines.map((line) => line.map(Number));
  expect(table.map(([ratio, , before, after]) => [ratio, before, after])).toEqual(await listed(page));
  for (const [ratio, sparsity, , after, correct, total, seconds] of table) {
    expect(sparsity).toBeCloseTo(ratio, 3);
    expect(correct / total).toBe(after);
    expect(total).toBe(1000);
    expect(seconds).toBeGreaterThan(0);
  }
});

test('cancelled, what is done stays; begun again, only the rest is done', async ({ lab, page }) => {
  await lab.open(QUICK);
  await begin(lab, page, '90');
  await expect(rows(page)).toHaveCount(1);
  await expect(lab.get('tune-many-progress')).toBeHidden();
  await page.locator('#tune-epochs').fill(SLOW);
  await begin(lab, page, '80, 90, 95, 99');
  const bar = lab.get('tune-many-progress');
  await expect.poll(() => bar.evaluate((it) => /** @type {HTMLProgressElement} */ (it).value)).toBeGreaterThan(0);
  // The page's own engine is free meanwhile.
  expect(await lab.prune(60)).toBeGreaterThan(0.5);
  await lab.get('tune-many-cancel').focus();
  await page.keyboard.press('Enter');
  await expect(bar).toBeHidden();
  await expect(lab.get('tune-many')).toBeFocused();
  await expect(lab.get('tune-many')).toBeEnabled();
  const kept = await rows(page).count();
  expect(kept).toBeLessThan(4);
  // Another network ends what was begun on the old one.
  await page.keyboard.press('Enter');
  await expect(bar).toBeVisible();
  await expect(lab.get('tune-many-cancel')).toBeFocused();
  await lab.get('seed').fill('77');
  await lab.through('training', () => lab.get('train').click());
  await expect(bar).toBeHidden();
  await expect(rows(page)).toHaveCount(0);
});

test('a list that is no list is marked and says which piece is wrong', async ({ lab, page }) => {
  await lab.open(QUICK);
  await page.locator('#tab-tune').click();
  await page.locator('#tune-ratios').fill('50, much, 90');
  await expect(page.locator('#tune-ratios')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#tune-ratios-fault')).toContainText('much');
  await expect(lab.get('tune-many')).toBeDisabled();
  await page.locator('#tune-ratios').fill('50');
  await expect(lab.get('tune-many')).toBeEnabled();
});

/** A table of a chart's text alternative, as numbers; columns after the first. @param {Page} page @param {string} hook */
async function table(page, hook) {
  const body = page.getByTestId(hook).locator('xpath=ancestor::*[.//table][1]').locator('tbody tr');
  return body.evaluateAll((list) =>
    list.map((row) => [...row.querySelectorAll('td')].map((cell) => parseFloat(cell.textContent ?? ''))),
  );
}

test('the scan draws a line a layer: whole at 0 %, guessing when a layer is gone', async ({ lab, page }) => {
  await lab.open(QUICK.replace('init(64;1)', 'init(64,32;1)'));
  const dense = 100 * (await lab.value('accuracy-dense'));
  await page.locator('#tab-score').click();
  await lab.get('scan').click();
  await expect(lab.get('scan')).toBeDisabled();
  await expect(lab.get('scan')).toBeVisible();
  const legend = page.locator('.scan-chart .chart-legend-item');
  await expect(legend).toHaveText(['Layer 1', 'Layer 2', 'Layer 3']);
  const guide = page.locator('.scan-chart .visually-hidden p');
  await expect(guide).toContainText((100 - 1.5 * (100 - dense)).toFixed(1));
  await expect.poll(async () => (await table(page, 'chart-scan')).flat().some(Number.isNaN)).toBe(false);
  const numbers = await table(page, 'chart-scan');
  expect(numbers[0]).toEqual([0, dense, dense, dense].map((value) => Number(value.toFixed(1))));
  for (const value of numbers.at(-1)?.slice(1) ?? []) expect(value).toBeLessThan(30);
  // Layer by layer, 90 % of one alone harms less than 90 % of all.
  const together = 100 * (await lab.prune(90));
  const at90 = numbers.find(([ratio]) => ratio === 90)?.slice(1) ?? [];
  expect(at90).toHaveLength(3);
  for (const value of at90) expect(value).toBeGreaterThan(together);
});

test('comparing puts the other curve into the chart: the numbers it has when it is chosen', async ({ lab, page }) => {
  await lab.open(QUICK);
  await page.locator('#tab-score').click();
  const rowsOf = (/** @type {string} */ stage) =>
    page
      .locator('#accuracy-chart tbody tr', { has: page.getByRole('cell', { name: stage, exact: true }) })
      .evaluateAll((list) => list.map((row) => [...row.querySelectorAll('td')].slice(1).map((td) => td.textContent)));
  await expect(page.locator('#accuracy-chart .chart-legend')).not.toContainText('other runs');
  await lab.get('compare').click();
  await expect(lab.get('compare')).toBeDisabled();
  await expect(lab.get('compare')).toBeVisible();
  await expect(page.locator('#accuracy-chart .chart-legend')).toContainText('other runs');
  await expect.poll(async () => (await rowsOf('run 2, global')).length).toBe(21);
  const other = await rowsOf('run 2, global');
  const byLayer = await rowsOf('before fine-tuning');
  expect(other).not.toEqual(byLayer);
  await page.locator('#scope').selectOption('global');
  await lab.reaches('ready');
  await expect.poll(() => rowsOf('before fine-tuning')).toEqual(other);
  await expect.poll(() => rowsOf('run 2, by layer')).toEqual(byLayer);
});

for (const [language, scheme, width] of /** @type {const} */ ([
  ['en', 'light', 1280],
  ['zh', 'dark', 360],
])) {
  test(`with results in them the panels are accessible: ${language}, ${scheme}, ${width} px`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await lab.open(QUICK);
    if (language === 'zh') await lab.get('language').click();
    await begin(lab, page, '90, 95');
    await expect(rows(page)).toHaveCount(2);
    await page.locator('#tab-score').click();
    await lab.get('scan').click();
    await expect(page.locator('.scan-chart .chart-legend-item')).toHaveCount(2);
    await expect(lab.get('scan')).toBeVisible();
    for (const step of ['score', 'tune']) {
      await page.locator(`#tab-${step}`).click();
      await lab.isAccessible();
      await lab.fitsAcross();
      await page.locator('.controls').screenshot({ path: `test-results/study-${step}-${language}.png` });
    }
  });
}
