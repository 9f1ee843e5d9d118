// Train, prune, fine-tune: what a person does first, and whether the numbers agree with one another.
import { expect, QUICK, test } from './lab.js';

test('the page trains at once and can then be pruned', async ({ lab }) => {
  await lab.open();
  expect(await lab.value('accuracy-dense')).toBeGreaterThan(0.9);
  const dense = await lab.value('accuracy-dense');
  const at50 = await lab.prune(50);
  const at90 = await lab.prune(90);
  expect(at50).toBeGreaterThan(dense - 0.05);
  expect(at90).toBeLessThan(at50);
  expect(at90).toBeLessThan(dense);
  expect(await lab.prune(0)).toBe(dense);
});

test('the mouse drags the slider and all numbers follow', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.ratio.scrollIntoViewIfNeeded();
  const box = await lab.ratio.boundingBox();
  if (!box) throw new Error('the slider is not shown');
  const y = box.y + box.height / 2;
  const start = Number(await lab.ratio.inputValue()) / 100;
  await page.mouse.move(box.x + 8 + start * (box.width - 16), y);
  await page.mouse.down();
  for (const share of [0.2, 0.5, 0.7, 0.85]) await page.mouse.move(box.x + share * box.width, y, { steps: 4 });
  await page.mouse.up();
  const ratio = Number(await lab.ratio.inputValue()) / 100;
  expect(ratio).toBeGreaterThan(0.8);
  expect(ratio).toBeLessThan(0.9);
  await expect.poll(() => lab.value('sparsity')).toBeCloseTo(ratio, 4);
});

test('tile, table and chart show the same accuracy', async ({ lab }) => {
  await lab.open(QUICK);
  const accuracy = await lab.prune(90);
  await lab.show('before-after');
  expect(await lab.value('table-accuracy-pruned')).toBe(accuracy);
  // Where the slider stands is a point of the curve.
  const atSlider = async () => {
    const curve = (await lab.table('chart-accuracy')).filter(([stage]) => stage === 'before');
    return curve.find(([, sparsity]) => Math.abs(Number(sparsity) - 0.9) < 0.001)?.[2];
  };
  await expect.poll(atSlider).toBe(String(accuracy));
});

test('fine-tuning heals and keeps the mask', async ({ lab }) => {
  await lab.open(QUICK);
  const pruned = await lab.prune(90);
  const tuned = await lab.fineTune('keep');
  expect(tuned).toBeGreaterThan(pruned);
  expect(await lab.tunedSparsity()).toBeCloseTo(0.9, 4);
});

test('forgetting the mask melts the sparsity away', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.prune(50);
  await lab.fineTune('forget');
  expect(await lab.tunedSparsity()).toBeLessThan(0.4);
});

test('a ratio of 100 % empties the network, and the page says what is left of it', async ({ lab }) => {
  await lab.open(QUICK);
  const accuracy = await lab.prune(100);
  expect(accuracy).toBeLessThan(0.2);
  await lab.reaches('ready');
});

test('global ranking removes the same number of weights, but other ones', async ({ lab }) => {
  await lab.open(QUICK);
  const byLayer = await lab.prune(95);
  await lab.show('score');
  await lab.get('method-scope').selectOption('global');
  await lab.reaches('ready');
  await expect.poll(() => lab.value('sparsity')).toBeCloseTo(0.95, 4);
  await expect.poll(() => lab.value('accuracy-pruned')).not.toBe(byLayer);
});

test('between the points of the curve the slider tells the number that the run gets', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.show('tune');
  await lab.get('tune-epochs').fill('1');
  for (const percent of [61.35, 78.85, 92.15]) {
    const accuracy = await lab.prune(percent);
    await lab.fineTune();
    const pruned = (await lab.listed()).findLast(({ op }) => op === 'prune');
    expect(pruned?.accuracy).toBe(accuracy);
    await page.keyboard.press('Control+z');
    await lab.reaches('ready');
  }
});
