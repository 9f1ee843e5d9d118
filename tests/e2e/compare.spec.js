// Curves side by side, two runs side by side, the budget game, and results and charts as files.
import { CHART_NAMES } from '../../www/features/exports/view.js';
import { scoresOf } from '../../www/ops/method.js';
import { expect, QUICK, test } from './lab.js';
import { colours, decode } from './png.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

/** Scores of weights: movement has to be recorded first, and within a layer LAMP ranks as magnitude. */
const WEIGHT_SCORES = scoresOf('weights').filter((score) => score !== 'movement' && score !== 'lamp');

/** @param {Lab} lab */
async function openCompare(lab) {
  await lab.show('compare');
  await expect(lab.get('compare-weights')).toBeVisible();
  await lab.unfold(lab.panel('compare'));
}

/** @param {Page} page */
const rows = (page) => page.getByTestId('compare-row');

/** What the table says: run, score, shape, accuracy, sparsity. @param {Page} page */
const listed = (page) =>
  rows(page).evaluateAll((list) =>
    list.map((row) => {
      const [accuracy, sparsity] = [...row.querySelectorAll('td')].map((cell) => Number(cell.dataset.value));
      const { run, score, shape } = row.dataset;
      return { run: Number(run), score, shape, accuracy, sparsity };
    }),
  );

/** @param {Lab} lab */
const idle = (lab) => expect(lab.get('compare-all-progress')).toBeHidden();

test('all scores of single weights at once: each curve has what its run has', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(80);
  await openCompare(lab);
  await lab.get('compare-weights').press('Enter');
  await expect(lab.get('compare-all-progress')).toBeVisible();
  await idle(lab);
  await expect(rows(page)).toHaveCount(WEIGHT_SCORES.length);
  const found = await listed(page);
  const accuracies = found.map(({ accuracy }) => accuracy);
  expect(accuracies).toEqual([...accuracies].sort((a, b) => b - a));
  for (const { sparsity } of found) expect(sparsity).toBeCloseTo(0.8, 3);
  const of = (/** @type {string} */ score) => found.find((row) => row.score === score)?.accuracy ?? NaN;
  // The one the slider measures itself, in the other engine.
  expect(of('magnitude')).toBe(await lab.value('accuracy-pruned'));
  expect(of('magnitude')).toBeGreaterThan(of('random') + 0.1);

  // Chosen one after another in the page's own engine, each has what its curve has.
  await lab.show('score');
  for (const score of [...WEIGHT_SCORES].reverse()) {
    await lab.get('method-score').selectOption(score);
    await expect.poll(() => lab.hash()).toContain(`&prune=${score},`);
    await lab.reaches('ready');
    expect(await lab.value('accuracy-pruned'), score).toBe(of(score));
  }

  // The readings follow the slider; a curve can be hidden and shown by the keyboard.
  await lab.prune(50);
  await expect
    .poll(async () => (await listed(page)).find(({ score }) => score === 'magnitude')?.accuracy)
    .toBe(await lab.value('accuracy-pruned'));
  await lab.show('compare');
  await page.locator('[data-testid=compare-toggle][data-score=random]').focus();
  await page.keyboard.press('Space');
  await expect(rows(page)).toHaveCount(WEIGHT_SCORES.length - 1);
  expect((await listed(page)).map(({ score }) => score)).not.toContain('random');
  await page.keyboard.press('Space');
  await expect(rows(page)).toHaveCount(WEIGHT_SCORES.length);

  // As a file: a line a point, the same numbers.
  const { head, rows: points } = await lab.savedCsv('compare-csv');
  expect(head).toBe('run,score,shape,scope,ratio,sparsity,accuracy,correct,total,loss');
  expect(new Set(points.map(([, score]) => score))).toEqual(new Set(WEIGHT_SCORES));
  const at = points.find(([, score, , , ratio]) => score === 'magnitude' && ratio === '0.8');
  expect(Number(at?.[6])).toBe(of('magnitude'));
  for (const [, , , , , , accuracy, correct, total] of points)
    expect(Number(correct) / Number(total)).toBe(Number(accuracy));

  // Asked for again, nothing is done twice.
  await lab.get('compare-weights').click();
  await expect(lab.notice('cmp.there')).toBeVisible();
  await lab.get('compare-clear').click();
  await expect(rows(page)).toHaveCount(0);
});

test('curves of neurons and of other runs; cancelled, what is there stays', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  const tuned = await lab.fineTune();
  await openCompare(lab);
  await lab.get('compare-neurons').click();
  await idle(lab);
  const count = scoresOf('neurons').length;
  await expect(rows(page)).toHaveCount(count);
  const neurons = await listed(page);
  for (const { shape, sparsity } of neurons) {
    expect(shape).toBe('neurons');
    expect(sparsity).toBeGreaterThan(0.85);
  }
  expect(new Set(neurons.map(({ accuracy }) => accuracy)).size).toBeGreaterThan(3);

  // The fine-tuned run, pruned where it is pruned already, is itself.
  await expect(lab.get('compare-run').locator('option')).toHaveCount(4);
  await lab.get('compare-run').selectOption('3');
  await lab.get('compare-add').click();
  await idle(lab);
  await expect(rows(page)).toHaveCount(count + 1);
  const run = (await listed(page)).find((row) => row.run === 3 && row.score === 'magnitude');
  expect(run?.accuracy).toBe(tuned);

  await lab.get('compare-weights').click();
  await lab.get('compare-all-cancel').click();
  await idle(lab);
  const kept = await rows(page).count();
  expect(kept).toBeGreaterThanOrEqual(count + 1);
  await expect(lab.get('compare-weights')).toBeEnabled();
});

test('the budget game: sliders from the scan, measured, reached or not with the reason', async ({ lab, page }) => {
  await lab.open(QUICK);
  const dense = await lab.value('accuracy-dense');
  await lab.show('scan');
  await lab.get('scan').click();
  await lab.show('budget');
  const guide = 1 - 1.5 * (1 - dense);
  await expect(lab.get('budget-accuracy-wanted')).toHaveValue(String(Number((100 * guide).toFixed(1))));
  // The scan's own table says the same: at the slider's place the layer is above the guide line.
  const sliders = [lab.get('budget-layer-1'), lab.get('budget-layer-2')];
  const densities = await Promise.all(sliders.map(async (slider) => Number(await slider.inputValue())));
  for (const density of densities) expect(density).toBeLessThan(100);
  const share = await lab.value('budget-size');
  const expected = (784 * 64 * densities[0] + 64 * 10 * densities[1]) / (784 * 64 + 64 * 10) / 100;
  expect(Math.abs(share - expected)).toBeLessThan(0.002);

  // Everything stays: the dense network, much too large.
  for (const slider of sliders) {
    await slider.focus();
    await page.keyboard.press('End');
  }
  await expect.poll(() => lab.value('budget-size')).toBe(1);
  expect(await lab.value('budget-accuracy')).toBe(dense);
  await expect(lab.get('budget-verdict')).toHaveAttribute('data-reached', 'false');
  await expect(lab.get('budget-verdict')).toHaveAttribute('data-misses', 'size');

  // The same 20 % of each layer is the pruning at 80 %, whoever does it.
  const pruned = await lab.prune(80);
  await lab.show('budget');
  for (const slider of sliders) await slider.fill('20');
  await expect.poll(() => lab.value('budget-size')).toBeCloseTo(0.2, 3);
  await expect.poll(() => lab.value('budget-accuracy')).toBe(pruned);
  await lab.get('budget-accuracy-wanted').fill('100');
  await expect(lab.get('budget-verdict')).toHaveAttribute('data-misses', 'accuracy');
  await lab.get('budget-accuracy-wanted').fill('1');
  await expect(lab.get('budget-verdict')).toHaveAttribute('data-reached', 'true');
  await lab.get('budget-size-wanted').fill('much');
  await expect(lab.get('budget-size-wanted')).toHaveAttribute('aria-invalid', 'true');
  await expect(lab.get('budget-verdict')).not.toHaveAttribute('data-reached', /./);
  await lab.get('budget-size-wanted').fill('25');

  // Fine-tuned it is better, and as small as before.
  await lab.get('budget-tune').click();
  await expect.poll(() => lab.value('budget-tuned-accuracy')).toBeGreaterThan(pruned);
  expect(await lab.value('budget-tuned-size')).toBeCloseTo(0.2, 3);

  // What is kept is what is shown, to the bit.
  const shown = await lab.value('budget-tuned-accuracy');
  await lab.through('finetuning', () => lab.get('budget-keep').click());
  const { op, accuracy, sparsity } = await lab.told();
  expect([op, accuracy]).toEqual(['fineTune', shown]);
  expect(sparsity).toBeCloseTo(0.8, 3);
});

test('results as CSV and JSON: the numbers of the page, and what to do to have them again', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  const tuned = await lab.fineTune();
  const numbers = await lab.numbers();
  await lab.show('exports');
  const { head, rows: nodes } = await lab.savedCsv('export-csv');
  expect(head.split(',').slice(0, 5)).toEqual(['run', 'parent', 'operation', 'accuracy', 'correct']);
  expect(nodes.map(([, , operation]) => operation)).toEqual(['init', 'train', 'prune', 'fineTune']);
  expect(Number(nodes[3][3])).toBe(tuned);

  const json = JSON.parse((await lab.saved(() => lab.get('export-json').click())).buffer.toString());
  expect(json.experiment.dataset).toEqual({ source: 'digits', train: 3000, test: 1000, seed: 5 });
  expect(json.experiment.ops.map((/** @type {any} */ { op }) => op)).toEqual(['init', 'train', 'prune', 'fineTune']);
  expect(json.runs[3].accuracy).toBe(tuned);
  expect(json.units.bytes).toContain('bytes');
  const curve = json.curves.slider[0].points;
  expect(curve.find((/** @type {any} */ { ratio }) => ratio === 0.9).accuracy).toBe(Number(numbers['accuracy-pruned']));

  // What the file says is done again, from nothing, to the same numbers.
  await lab.reopen(new URL(json.address).hash);
  expect(await lab.value('accuracy-finetuned')).toBe(tuned);
  expect(await lab.numbers()).toEqual(numbers);
});

test('every chart as PNG, SVG and CSV, whatever is on the screen', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(80);
  await openCompare(lab);
  await lab.get('compare-add').click();
  await idle(lab);
  await lab.show('scan');
  await lab.get('scan').click();
  await expect(lab.get('scan')).toBeDisabled();
  await expect(lab.get('budget-open')).toBeVisible();
  await expect(lab.get('chart-accuracy')).toBeHidden();
  await lab.show('exports');
  // All but those of experiments that were not run, whether their feature was ever opened or not.
  const empty = ['chart-lottery', 'chart-choose', 'chart-tuned', 'chart-speed'];
  const charts = Object.keys(CHART_NAMES).filter((chart) => !empty.includes(chart));
  const offered = () => lab.get('export-chart').evaluateAll((all) => all.map(({ dataset }) => dataset.value));
  await expect.poll(offered).toEqual(charts);
  for (const chart of charts) {
    const png = decode((await lab.saved(() => lab.get(`export-${chart}-png`).click())).buffer);
    expect(colours(png), chart).toBeGreaterThan(10);
    const svg = (await lab.saved(() => lab.get(`export-${chart}-svg`).click())).buffer.toString();
    const lines = (await lab.saved(() => lab.get(`export-${chart}-csv`).click())).buffer.toString().trim().split('\n');
    expect(lines.length, chart).toBeGreaterThan(1);
    const fields = lines.map((line) => line.replace(/"([^"]|"")*"/g, '').split(',').length);
    expect(new Set(fields).size, chart).toBe(1);
    const read = await page.evaluate(async (text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      const image = new Image();
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      /** Mean brightness of every tile of 16 x 16 pixels, row by row. @type {number[][]} */
      const tiles = [];
      for (let y = 0; y + 16 <= canvas.height; y += 16) {
        const line = [];
        for (let x = 0; x + 16 <= canvas.width; x += 16) {
          let sum = 0;
          for (let i = 0; i < 256; i += 1) {
            const at = 4 * ((y + (i >> 4)) * canvas.width + x + (i & 15));
            sum += data[at] + data[at + 1] + data[at + 2];
          }
          line.push(sum / 768);
        }
        tiles.push(line);
      }
      return {
        fault: parsed.querySelector('parsererror')?.textContent ?? null,
        shapes: parsed.querySelectorAll('path, rect').length,
        texts: [...parsed.querySelectorAll('text')].map((one) => one.textContent),
        width: image.width,
        height: image.height,
        tiles,
      };
    }, svg);
    expect(read.fault, chart).toBe(null);
    expect(read.shapes, chart).toBeGreaterThan(10);
    expect(read.texts.length, chart).toBeGreaterThan(5);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    // The same picture: coarse tiles of both are of nearly the same brightness.
    expect(Math.abs(read.height - png.height)).toBeLessThanOrEqual(1);
    expect(Math.abs(read.width - png.width)).toBeLessThanOrEqual(1);
    let worst = 0;
    read.tiles.forEach((line, row) =>
      line.forEach((mean, column) => {
        let sum = 0;
        if (16 * (row + 1) > png.height || 16 * (column + 1) > png.width) return;
        for (let i = 0; i < 256; i += 1) {
          const at = ((16 * row + (i >> 4)) * png.width + 16 * column + (i & 15)) * png.channels;
          sum += png.data[at] + png.data[at + 1] + png.data[at + 2];
        }
        worst = Math.max(worst, Math.abs(sum / 768 - mean));
      }),
    );
    expect(worst, `${chart}: brightness of a tile`).toBeLessThan(40);
  }
});

for (const [language, scheme, width] of /** @type {const} */ ([
  ['en', 'light', 1440],
  ['zh', 'dark', 360],
])) {
  test(`filled, it is accessible: ${language}, ${scheme}, ${width} px`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await lab.open(QUICK);
    if (language === 'zh') await lab.use('language');
    await lab.prune(80);
    await lab.fineTune();
    await openCompare(lab);
    await lab.get('compare-neurons').click();
    await idle(lab);
    await lab.get('compare-weights').click();
    await idle(lab);
    await expect(rows(page)).toHaveCount(scoresOf('neurons').length + WEIGHT_SCORES.length);
    await lab.show('scan');
    await lab.get('scan').click();
    await lab.show('budget');
    await lab.value('budget-accuracy');
    await lab.fitsAcross();
    await lab.isAccessible();
    for (const id of /** @type {const} */ (['runs', 'budget', 'compare'])) {
      const panel = await lab.show(id);
      await panel.screenshot({ path: `test-results/${id}-${language}.png` });
    }
    await lab.show('exports');
    await lab.panel('exports').screenshot({ path: `test-results/export-${language}.png` });
    await lab.isAccessible('exports');
  });
}
