// Results: the table's numbers are those of the list of runs, its copies are the table, two runs differ where they say so.
import { expect, QUICK, test } from './lab.js';
import { colours, decode } from './png.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

/** Dense, pruned, fine-tuned, shared. */
const RUNS =
  '#data=digits,2000,1000,5&ops=init(32;1)~train(adam,0.002;64;4)~prune(magnitude,layer,exact;0.8)' +
  '~finetune(adam,0.002;64;2;keep)~share(3,4)&prune=magnitude,layer,exact&at=0.8';

/** What the table shows: of every row the run and the numbers of its columns. @param {Lab} lab */
const shown = (lab) =>
  lab.get('results-row').evaluateAll((rows) =>
    rows.map((row) => ({
      run: Number(row.dataset.run),
      op: row.dataset.op,
      values: Object.fromEntries(
        [...row.querySelectorAll('td')].map((cell) => [
          cell.dataset.column,
          cell.dataset.value === undefined ? null : Number(cell.dataset.value),
        ]),
      ),
    })),
  );

/** Copies the table and reads it back. @param {Lab} lab @param {Page} page @param {string} format */
async function copy(lab, page, format) {
  await lab.get(`results-copy-${format}`).click();
  await expect(lab.notice('results.copied')).toBeVisible();
  // The notice may be the last copy's.
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(read).not.toBe('');
  const text = await read();
  await page.evaluate(() => navigator.clipboard.writeText(''));
  return text.trimEnd().split('\n');
}

/** The cells of a line of CSV. @param {string} line */
const cells = (line) =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, -1)
    .map(([, cell]) => cell.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'));

test('the table has the numbers of the list of runs; sorted, filtered, copied and read back', async ({
  lab,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.open(RUNS);
  const listed = await lab.listed();
  await lab.show('results');
  const all = await shown(lab);
  expect(all.map(({ run, op, values }) => [run + 1, op, values.accuracy, values.sparsity])).toEqual(
    listed.map(({ number, op, accuracy, sparsity }) => [number, op, accuracy, sparsity]),
  );
  const dense = all[1].values.accuracy ?? NaN;
  for (const { run, values } of all.slice(1))
    expect(values.difference, `run ${run}`).toBe((values.accuracy ?? NaN) - dense);
  expect(all[0].values.difference).toBe(null);

  // Sorted, the largest first, then the smallest.
  const heading = page.locator('[data-testid=results] th[data-column=accuracy]');
  await lab.get('results-sort-accuracy').click();
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  const down = (await shown(lab)).map(({ values }) => values.accuracy ?? NaN);
  expect(down).toEqual([...down].sort((a, b) => b - a));
  await lab.get('results-sort-accuracy').press('Enter');
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  expect((await shown(lab)).map(({ values }) => values.accuracy ?? NaN)).toEqual([...down].reverse());
  await lab.get('results-sort-run').click();

  // More columns: of layers, and of files as they are written.
  await lab.get('results-columns').click();
  await lab.get('results-column-layers').check();
  await lab.get('results-column-compact').check();
  await lab.get('results-column-formats').check();
  await expect.poll(async () => (await shown(lab)).every(({ values }) => values['format-bitmask'] !== null)).toBe(true);
  await expect.poll(async () => (await shown(lab)).every(({ values }) => values.compact !== null)).toBe(true);
  const [, trained, pruned] = await shown(lab);
  expect(trained.values['layer-1']).toBe(784 * 32);
  expect(pruned.values['layer-1']).toBe(784 * 32 - Math.round(784 * 32 * 0.8));
  expect(trained.values['format-dense']).toBe(4 * (784 * 32 + 32 * 10 + 42));
  const kept = (pruned.values['layer-1'] ?? NaN) + (pruned.values['layer-2'] ?? NaN);
  expect(pruned.values['format-bitmask']).toBe((784 * 32 + 320) / 8 + 4 * kept + 4 * 42);
  expect(pruned.values['format-twoFour']).toBe(null);

  // What is copied is the table.
  const table = await shown(lab);
  const [head, ...lines] = (await copy(lab, page, 'csv')).map(cells);
  expect(head).toEqual(['run', ...Object.keys(table[0].values)]);
  for (const [index, line] of lines.entries())
    expect(line.slice(1).map((cell) => (cell === '' ? null : Number(cell)))).toEqual(
      Object.values(table[index].values),
    );
  const markdown = await copy(lab, page, 'markdown');
  expect(markdown).toHaveLength(table.length + 2);
  const latex = await copy(lab, page, 'latex');
  expect(latex).toHaveLength(table.length + 6);
  for (const [index, { values }] of table.entries()) {
    const parts = markdown[index + 2].slice(2, -2).split(' | ');
    expect(parts).toHaveLength(head.length);
    expect(latex[index + 4].replace(/ \\\\$/, '').split(' & ')).toHaveLength(head.length);
    // Written to two digits, it is the same accuracy.
    const [accuracy] = parts[head.indexOf('accuracy')].split(' ');
    expect(Number(accuracy)).toBeCloseTo(100 * (values.accuracy ?? NaN), 2);
  }

  // Filtered by operation and by text, copied as filtered; a name opens its run.
  await lab.get('results-kind').selectOption('prune');
  await expect(lab.get('results-row')).toHaveCount(1);
  expect((await shown(lab)).map(({ run }) => run)).toEqual([2]);
  expect(await copy(lab, page, 'csv')).toHaveLength(2);
  await lab.get('results-kind').selectOption('');
  await lab.get('results-filter').fill('4.');
  await expect.poll(() => lab.value('results-count')).toBe(1);
  await lab.get('results-filter').fill('');
  await page.locator('[data-testid=results-open][data-run="1"]').click();
  await expect.poll(async () => (await lab.told()).number).toBe(2);
});

test('times are of one race, with their spread; a run that came later has none', async ({ lab }) => {
  await lab.open(RUNS);
  await lab.show('results');
  await lab.get('results-columns').click();
  await lab.get('results-column-time').check();
  expect((await shown(lab)).map(({ values }) => values.time)).toEqual([null, null, null, null, null]);
  await lab.get('results-time').click();
  await expect.poll(async () => (await shown(lab)).every(({ values }) => (values.time ?? 0) > 0)).toBe(true);
  const spreads = await lab
    .get('results-row')
    .locator('td[data-low]')
    .evaluateAll((all) => all.map(({ dataset }) => [dataset.low, dataset.value, dataset.high].map(Number)));
  for (const [low, median, high] of spreads) expect(low > 0 && low <= median && median <= high).toBe(true);
  await lab.fineTune('keep');
  await lab.show('results');
  const later = (await shown(lab)).slice(5);
  expect(later.length).toBeGreaterThan(0);
  for (const { values } of later) expect(values.time).toBe(null);
});

test('images whose answer differs: four counts that add up, thumbnails, and one on the stage', async ({
  lab,
  page,
}) => {
  await lab.open(RUNS);
  await lab.show('results');
  await lab.get('pair-a').selectOption('1');
  await lab.get('pair-b').selectOption('2');
  const counts = Object.fromEntries(
    await Promise.all(
      ['rightRight', 'rightWrong', 'wrongRight', 'wrongWrong', 'a-right', 'a-wrong', 'b-right', 'b-wrong', 'all'].map(
        async (name) => /** @type {const} */ ([name, await lab.value(`answers-${name}`)]),
      ),
    ),
  );
  const [, dense, pruned] = await lab.listed();
  expect(counts.all).toBe(1000);
  expect(counts['a-right']).toBe(Math.round(1000 * dense.accuracy));
  expect(counts['b-right']).toBe(Math.round(1000 * pruned.accuracy));
  expect(counts.rightRight + counts.rightWrong).toBe(counts['a-right']);
  expect(counts.rightRight + counts.wrongRight).toBe(counts['b-right']);
  expect(counts.rightWrong + counts.wrongWrong).toBe(counts['b-wrong']);
  expect(counts['a-wrong'] + counts['a-right']).toBe(1000);

  // Each image is where its label and both predictions put it.
  for (const cell of ['rightWrong', 'wrongRight', 'wrongWrong']) {
    await lab.get(`answers-${cell}`).click();
    await expect(lab.get(`answers-${cell}`)).toHaveAttribute('aria-pressed', 'true');
    await expect(lab.get('answers-item')).toHaveCount(Math.min(60, counts[cell]));
    const items = await lab.get('answers-item').evaluateAll((all) => all.map(({ dataset }) => ({ ...dataset })));
    for (const { label, a, b } of items)
      expect([a === label, b === label]).toEqual([cell.startsWith('right'), cell.endsWith('Right')]);
  }
  await lab.get('answers-rightWrong').click();
  await expect(lab.get('answers-item')).toHaveCount(Math.min(60, counts.rightWrong));
  const [found] = await lab.get('answers-item').evaluateAll((all) => all.map(({ dataset }) => dataset.index));
  const item = page.locator(`[data-testid=answers-item][data-index="${found}"]`);
  const [index, label, b] = await Promise.all(['index', 'label', 'b'].map((name) => item.getAttribute(`data-${name}`)));
  expect(colours(decode(await item.locator('canvas').screenshot()))).toBeGreaterThan(3);
  await item.click();
  await expect(lab.get('view')).toHaveAttribute('data-value', 'explore');
  await expect.poll(() => lab.hash()).toContain(`image=${Number(index) + 1}`);
  // On the stage the pruned network, at the same ratio, says what the second run said.
  await lab.goTo(2);
  await lab.prune(80);
  await expect(lab.get('prediction')).toHaveAttribute('data-value', String(b));
  expect(b).not.toBe(label);
  await page.keyboard.press('Escape');
});

test('two runs side by side: their figures, the differences, and what of a layer differs', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  const tuned = await lab.fineTune();
  const dense = await lab.value('accuracy-dense');
  await lab.show('results');
  const cells = (/** @type {string} */ figure) =>
    Promise.all(['a', 'b', 'change'].map((column) => lab.value(`pair-${figure}-${column}`)));
  // The trained network and the current run at first.
  expect((await cells('accuracy')).slice(0, 2)).toEqual([dense, tuned]);
  const [before, after, change] = await cells('kept');
  expect(before).toBe(784 * 64 + 64 * 10);
  expect(after).toBe(Math.round(0.1 * 784 * 64) + 64);
  expect(change).toBe(after - before);

  // The pruned run and the fine-tuned one: what is kept was trained on, what is gone is gone in both.
  await lab.get('pair-a').selectOption('2');
  const differing = await lab.value('pair-note');
  expect(differing).toBeGreaterThan(0);
  expect(differing).toBeLessThanOrEqual(Math.round(0.1 * 784 * 64));
  const map = lab.get('pair-heatmap');
  await map.scrollIntoViewIfNeeded();
  expect(colours(decode(await map.screenshot({ animations: 'disabled' })))).toBeGreaterThan(10);
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect(lab.get('pair-readout')).toHaveAttribute('data-value', /"output":/);
  // A network of another shape is said to be one.
  await lab.show('train');
  await lab.get('train-hidden').fill('32');
  await lab.get('train-epochs').fill('1');
  await lab.train();
  await lab.show('results');
  await lab.get('pair-a').selectOption('1');
  await lab.get('pair-b').selectOption('5');
  await expect(lab.get('pair-note')).toHaveAttribute('data-from', '784-64-10');
  await expect(lab.get('pair-note')).toHaveAttribute('data-to', '784-32-10');
  // The other views were left alone meanwhile.
  await lab.show('matrices');
  await expect(lab.get('heatmap-1')).toHaveAttribute('data-value', '784x32');
});

for (const [language, scheme, width] of /** @type {const} */ ([
  ['en', 'light', 1440],
  ['en', 'dark', 360],
  ['zh', 'dark', 1440],
  ['zh', 'light', 360],
])) {
  test(`filled, it is accessible: ${language}, ${scheme}, ${width} px`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.addInitScript((chosen) => localStorage.setItem('prunelab.language', chosen), language);
    await lab.open(RUNS);
    await lab.show('results');
    await lab.unfold(lab.panel('results'));
    await lab.value('answers-all');
    await expect(lab.get('answers-item')).not.toHaveCount(0);
    await lab.isAccessible('results');
    await lab.fitsAcross();
  });
}
