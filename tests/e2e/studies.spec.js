// Studies in the pool of engines: many fine-tunings, the sensitivity scan, the other curve.
import { expect, QUICK, test } from './lab.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

/** Fine-tuning that takes long enough to be cancelled. */
const SLOW = '200';

/** @param {Page} page */
const rows = (page) => page.getByTestId('tune-many-row');

/** The button that opens the run of a row. @param {Page} page @param {number} ratio */
const opener = (page, ratio) =>
  page.locator(`[data-testid=tune-many-row][data-ratio="${ratio}"]`).getByTestId('tune-many-open');

/** Settles the form and begins. @param {Lab} lab @param {string} ratios */
async function begin(lab, ratios) {
  await lab.show('tune-many');
  await lab.get('tune-ratios').fill(ratios);
  await lab.get('tune-many').click();
}

/** What the list says: ratio, accuracy before and after. @param {Page} page */
const listed = (page) =>
  rows(page).evaluateAll((list) =>
    list.map((row) => [
      Number(row.dataset.ratio),
      ...[...row.querySelectorAll('td')].slice(0, 2).map((cell) => Number(cell.dataset.value)),
    ]),
  );

test('fine-tuned at three ratios at once, each is what it is done alone', async ({ lab, page }) => {
  await lab.open(QUICK);
  await begin(lab, '95, 80 90');
  await expect(lab.get('tune-many-progress')).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await expect(lab.get('tune-many-progress')).toBeHidden();
  const found = await listed(page);
  expect(found.map(([ratio]) => ratio)).toEqual([0.8, 0.9, 0.95]);
  for (const [, before, after] of found) expect(after).toBeGreaterThan(before);

  // The chart tells its numbers where it is in sight.
  await lab.show('band');
  const dots = async () => (await lab.table('chart-accuracy')).filter(([stage]) => stage === 'after');
  await expect
    .poll(async () => (await dots()).map(([, , accuracy]) => Number(accuracy)).sort())
    .toEqual(found.map(([, , after]) => after).sort());

  // The same by hand, in the page's own engine.
  for (const [ratio, before, after] of found) {
    expect(await lab.prune(100 * ratio)).toBe(before);
    expect(await lab.fineTune('keep')).toBe(after);
  }
  // They are runs of the list now: pressing one goes there at once.
  await lab.show('tune-many');
  await opener(page, 0.8).click();
  await expect(opener(page, 0.8)).toHaveAttribute('aria-current', 'true');
  await expect(lab.get('accuracy-finetuned')).toHaveAttribute('data-value', String(found[0][2]));
});

test('a row opens its run: the same operations in the page, the same bits', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(30);
  await begin(lab, '90, 97.5');
  await expect(rows(page)).toHaveCount(2);
  const [, [ratio, before, after]] = await listed(page);
  const runs = await lab.runs.count();
  const open = opener(page, ratio);
  await expect(open).toBeEnabled();
  await open.focus();
  await lab.through('finetuning', () => page.keyboard.press('Enter'));
  await expect(lab.ratio).toHaveValue('97.5');
  expect(await lab.value('accuracy-finetuned')).toBe(after);
  expect(await lab.value('accuracy-pruned')).toBe(before);
  expect(await lab.value('sparsity')).toBeCloseTo(ratio, 3);
  await expect(lab.runs).toHaveCount(runs + 2);
  await expect(open).toHaveAttribute('aria-current', 'true');
});

test('a dot in the chart opens its run, too', async ({ lab, page }) => {
  await lab.open(QUICK);
  await begin(lab, '50');
  await expect(rows(page)).toHaveCount(1);
  const [[, , after]] = await listed(page);
  // The dot is found by its read-out, as a person finds it.
  await lab.show('band');
  const canvas = lab.get('chart-accuracy-overlay');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the chart is not shown');
  const readOut = lab.get('chart-accuracy-readout');
  const x = box.x + box.width * 0.53;
  let y = box.y;
  await expect(async () => {
    y = y + 4 > box.y + box.height ? box.y : y + 4;
    await page.mouse.move(x, y);
    await expect(readOut).toHaveAttribute('data-value', /"after"/, { timeout: 50 });
  }).toPass({ intervals: [10] });
  await lab.through('finetuning', () => page.mouse.click(x, y));
  expect(await lab.value('accuracy-finetuned')).toBe(after);
});

test('the results are saved as CSV with the numbers of the list', async ({ lab, page }) => {
  await lab.open(QUICK);
  await begin(lab, '90, 95');
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
  await begin(lab, '90');
  await expect(rows(page)).toHaveCount(1);
  await expect(lab.get('tune-many-progress')).toBeHidden();
  await lab.show('tune');
  await lab.get('tune-epochs').fill(SLOW);
  await begin(lab, '80, 90, 95, 99');
  const bar = lab.get('tune-many-progress');
  await expect.poll(() => bar.evaluate((it) => /** @type {HTMLProgressElement} */ (it).value)).toBeGreaterThan(0);
  // The page's own engine is free meanwhile.
  expect(await lab.prune(60)).toBeGreaterThan(0.5);
  await lab.show('tune-many');
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
  await lab.train('77');
  await lab.show('tune-many');
  await expect(bar).toBeHidden();
  await expect(rows(page)).toHaveCount(0);
});

test('a list that is no list is marked and says which piece is wrong', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.show('tune-many');
  await lab.get('tune-ratios').fill('50, much, 90');
  await expect(lab.get('tune-ratios')).toHaveAttribute('aria-invalid', 'true');
  await expect(lab.get('tune-ratios-fault')).toBeVisible();
  await expect(lab.get('tune-many')).toBeDisabled();
  await lab.get('tune-ratios').fill('50');
  await expect(lab.get('tune-many')).toBeEnabled();
});

test('the scan draws a line a layer: whole at 0 %, guessing when a layer is gone', async ({ lab }) => {
  await lab.open(QUICK.replace('init(64;1)', 'init(64,32;1)'));
  const dense = await lab.value('accuracy-dense');
  await lab.show('scan');
  await lab.get('scan').click();
  await expect(lab.get('scan')).toBeDisabled();
  await expect(lab.get('scan')).toBeVisible();
  const layers = lab.get('chart-scan-legend').locator('[data-name]');
  expect(await layers.evaluateAll((all) => all.map(({ dataset }) => dataset.name))).toEqual(['1', '2', '3']);
  await expect
    .poll(async () => Number(await lab.get('chart-scan-table').locator('p').getAttribute('data-value')))
    .toBeCloseTo(1 - 1.5 * (1 - dense), 9);
  await expect.poll(async () => (await lab.table('chart-scan')).flat().includes(null)).toBe(false);
  const numbers = (await lab.table('chart-scan')).map((row) => row.map(Number));
  expect(numbers[0]).toEqual([0, dense, dense, dense]);
  for (const value of numbers.at(-1)?.slice(1) ?? []) expect(value).toBeLessThan(0.3);
  // Layer by layer, 90 % of one alone harms less than 90 % of all.
  const together = await lab.prune(90);
  const at90 = numbers.find(([ratio]) => ratio === 0.9)?.slice(1) ?? [];
  expect(at90).toHaveLength(3);
  for (const value of at90) expect(value).toBeGreaterThan(together);
});

test('comparing puts the other curve into the chart: the numbers it has when it is chosen', async ({ lab }) => {
  await lab.open(QUICK);
  const rowsOf = async (/** @type {string} */ stage) =>
    (await lab.table('chart-accuracy')).filter(([name]) => name === stage).map(([, ...figures]) => figures);
  const others = lab.get('chart-accuracy-legend').locator('[data-name=others]');
  await expect(others).toHaveCount(0);
  await lab.show('compare');
  await lab.unfold(lab.panel('compare'));
  await lab.get('compare').click();
  await expect(lab.get('compare')).toBeDisabled();
  await expect(lab.get('compare')).toBeVisible();
  await expect(others).toHaveCount(1);
  await lab.show('band');
  await expect.poll(async () => (await rowsOf('2 magnitude,global,exact')).length).toBe(21);
  const other = await rowsOf('2 magnitude,global,exact');
  const byLayer = await rowsOf('before');
  expect(other).not.toEqual(byLayer);
  await lab.show('score');
  await lab.get('method-scope').selectOption('global');
  await lab.reaches('ready');
  await expect.poll(() => rowsOf('before')).toEqual(other);
  await expect.poll(() => rowsOf('2 magnitude,layer,exact')).toEqual(byLayer);
});

for (const [language, scheme, width] of /** @type {const} */ ([
  ['en', 'light', 1280],
  ['zh', 'dark', 360],
])) {
  test(`with results in them the panels are accessible: ${language}, ${scheme}, ${width} px`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await lab.open(QUICK);
    if (language === 'zh') await lab.use('language');
    await begin(lab, '90, 95');
    await expect(rows(page)).toHaveCount(2);
    await lab.show('scan');
    await lab.get('scan').click();
    await expect(lab.get('chart-scan-legend').locator('[data-name]')).toHaveCount(2);
    await expect(lab.get('scan')).toBeVisible();
    for (const step of /** @type {const} */ (['scan', 'tune-many'])) {
      await lab.show(step);
      await lab.isAccessible();
      await lab.fitsAcross();
      await lab.panel(step).screenshot({ path: `test-results/study-${step}-${language}.png` });
    }
  });
}
