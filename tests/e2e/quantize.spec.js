// Few values: what the panel measures is what the run made of it scores, and the levels are drawn where they lie.
import { expect, QUICK, test } from './lab.js';

/** @import { Lab } from './lab.js' */

/** Of the whole network, or of the one at the slider. @param {Lab} lab @param {number} [percent] */
async function openPanel(lab, percent = 0) {
  await lab.prune(percent);
  await lab.show('quantize');
  await measured(lab);
}

/** What is shown is of what is chosen. @param {Lab} lab */
async function measured(lab) {
  // What was chosen is drawn with the next frame, as waiting for its measurement.
  await lab.drawn();
  await expect(lab.get('quant-result')).not.toHaveAttribute('aria-busy', 'true');
  return lab.value('quant-accuracy');
}

/** Chooses and waits for the measurement of it. @param {Lab} lab @param {() => Promise<unknown>} choose */
async function choose(lab, choose) {
  await choose();
  return measured(lab);
}

/** Does something that makes a run. @param {Lab} lab @param {() => Promise<unknown>} make @param {number} [more] */
async function makes(lab, make, more = 1) {
  const before = await lab.runs.count();
  await make();
  await expect(lab.runs).toHaveCount(before + more);
  await lab.reaches('ready');
}

test('the slider of bits: live accuracy, the same as the run’s, which has as many values as were told', async ({
  lab,
}) => {
  await lab.open(QUICK);
  const dense = await lab.value('accuracy-dense');
  await openPanel(lab);
  const bits = lab.get('quant-bits');
  /** @type {number[]} */
  const accuracies = [];
  for (const count of [8, 4, 2]) {
    accuracies.push(await choose(lab, () => bits.fill(String(count))));
    // Of both layers, zero among them: at most 2^b - 1 where the levels are symmetric.
    expect(await lab.value('quant-distinct')).toBeLessThanOrEqual(2 ** count - 1);
  }
  expect(Math.abs(accuracies[0] - dense)).toBeLessThan(0.01);
  expect(accuracies[2]).toBeLessThan(accuracies[0] - 0.02);

  const four = await choose(lab, () => bits.fill('3'));
  const told = String(await lab.get('quant-distinct').getAttribute('data-layers'))
    .split(' ')
    .map(Number);
  await makes(lab, () => lab.get('quant-apply').click());
  await expect(lab.current).toHaveAttribute('data-op', 'quantize');
  expect(await lab.value('accuracy-dense')).toBe(four);
  // Counted here from the weights of the run.
  expect(await lab.value('quant-values')).toBe(told[0]);
  await lab.option('quant-layers', 1).click();
  expect(await lab.value('quant-values')).toBe(told[1]);

  // The run is in the link, and undone.
  await expect.poll(() => lab.hash()).toContain('quantize(3,symmetric,tensor)');
  const hash = lab.hash();
  await lab.use('undo');
  await lab.reaches('ready');
  await expect.poll(() => lab.value('accuracy-dense')).toBe(dense);
  await lab.reopen(hash);
  await expect.poll(() => lab.value('accuracy-dense')).toBe(four);
});

test('what is quantized is the network on the stage, pruned at the slider, and the panel says so', async ({ lab }) => {
  await lab.open(QUICK);
  await openPanel(lab, 80);
  await expect(lab.get('quant-subject')).toHaveAttribute('data-ratio', '0.8');
  const accuracy = await choose(lab, () => lab.get('quant-bits').fill('8'));
  const pruned = await lab.value('accuracy-pruned');
  expect(Math.abs(accuracy - pruned)).toBeLessThan(0.02);
  expect(await lab.value('quant-change')).toBeCloseTo(accuracy - pruned, 12);
  await makes(lab, () => lab.get('quant-apply').click(), 2);
  const told = await lab.told();
  expect([told.op, told.accuracy]).toEqual(['quantize', accuracy]);
  expect(told.sparsity).toBeGreaterThanOrEqual(0.8);
  // Of the run that was made the panel still speaks of what it was made of.
  await expect(lab.get('quant-subject')).not.toHaveAttribute('data-ratio', /./);
  await expect(lab.get('quant-subject')).toHaveAttribute('data-run', '2');
});

test('rounded activations, each output its own step, by keyboard; then training with rounded weights', async ({
  lab,
  page,
}) => {
  await lab.open(QUICK);
  await openPanel(lab);
  await lab.get('quant-bits').focus();
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowLeft');
  await expect(lab.get('quant-bits')).toHaveValue('2');
  const whole = await measured(lab);
  await lab.option('quant-per', 'row').press('Enter');
  const rows = await measured(lab);
  expect(rows).toBeGreaterThan(whole);
  await lab.option('quant-levels', 'affine').press('Space');
  await lab.get('quant-activations').selectOption('percentile');
  const both = await choose(lab, () => lab.get('quant-activation-bits').fill('3'));
  await expect.poll(async () => Number(await lab.get('quant-note').getAttribute('data-inputs'))).toBeCloseTo(1, 6);
  await makes(lab, () => lab.get('quant-apply').click());
  expect(await lab.value('accuracy-dense')).not.toBeNaN();
  const rounded = await lab.told();
  expect([rounded.op, rounded.accuracy]).toEqual(['quantize', both]);
  await expect.poll(() => lab.hash()).toContain('quantize(2,affine,row,3,1000,99.9)');
  await makes(lab, () => lab.get('quant-tune').click());
  const tuned = await lab.told();
  expect(tuned.op).toBe('quantizeTune');
  expect(tuned.accuracy).toBeGreaterThan(both + 0.02);
  await expect.poll(() => lab.hash()).toContain('~quantizetune(');
});

test('shared values: the codebook is what the run has, and training moves it', async ({ lab }) => {
  await lab.open(QUICK);
  await openPanel(lab);
  await lab.option('quant-way', 'share').click();
  await choose(lab, () => lab.get('quant-share-1').fill('1'));
  const accuracy = await choose(lab, () => lab.get('quant-share-2').fill('2'));
  await lab.get('quant-codebook-title').click();
  const rows = lab.get('quant-codebook').locator('tbody tr');
  await expect(rows).toHaveCount(2);
  const members = await rows.evaluateAll((all) => all.map(({ dataset }) => Number(dataset.value)));
  expect(members.reduce((sum, count) => sum + count, 0)).toBe(784 * 64);
  await makes(lab, () => lab.get('quant-apply').click());
  expect(await lab.value('accuracy-dense')).toBe(accuracy);
  expect(await lab.value('quant-values')).toBe(2);
  await makes(lab, () => lab.get('quant-tune').click());
  await expect(lab.current).toHaveAttribute('data-op', 'shareTune');
  expect(await lab.value('accuracy-dense')).toBeGreaterThan(accuracy);
  expect(await lab.value('quant-values')).toBe(2);
  await expect.poll(() => lab.hash()).toContain('share(1,2)~sharetune(');
});

test('the levels are drawn where they lie, in both themes', async ({ lab, page }) => {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme });
    await page.goto('about:blank');
    await lab.open(QUICK);
    await openPanel(lab);
    await choose(lab, () => lab.get('quant-bits').fill('3'));
    const chart = lab.get('quant-chart');
    await expect(chart).toHaveAttribute('data-levels', '7');
    const limit = Number(await chart.getAttribute('data-limit'));
    const step = Number(await lab.get('quant-note').getAttribute('data-step'));
    expect(3 * step).toBeLessThan(limit);
    const wanted = await lab.colour('--curve');
    // A line across the plot near its top: no bar reaches it.
    const [left, top, width] = await lab.plot('quant-chart');
    const line = await chart.evaluate(
      (/** @type {HTMLCanvasElement} */ canvas, [y]) => [
        ...(canvas.getContext('2d')?.getImageData(0, Math.round(y * window.devicePixelRatio), canvas.width, 1).data ??
          []),
      ],
      [top + 2],
    );
    const ratio = line.length / 4 / (await chart.evaluate((canvas) => canvas.clientWidth));
    /** Whether there is the colour of levels near a value. @param {number} value */
    const isDrawn = (value) => {
      const x = ratio * (left + ((value + limit) / (2 * limit)) * width);
      return [-2, -1, 0, 1].some((off) => {
        const at = 4 * (Math.round(x) + off);
        return line[at + 3] === 255 && wanted.every((channel, index) => Math.abs(line[at + index] - channel) < 3);
      });
    };
    for (let level = -3; level <= 3; level += 1) expect(isDrawn(level * step), `level ${level}`).toBe(true);
    for (let between = -2.5; between < 3; between += 1) expect(isDrawn(between * step), `${between}`).toBe(false);
  }
});

test('accessible, in Chinese, and on a phone without sideways scrolling', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.open(QUICK);
  await openPanel(lab);
  const section = lab.panel('quantize');
  await lab.unfold(section);
  await lab.isAccessible('quantize');
  await lab.fitsAcross();
  await section.screenshot({ path: 'test-results/quantize.png' });
  await lab.use('language');
  await lab.option('quant-way', 'share').click();
  await measured(lab);
  await lab.says(lab.get('quant-codebook-title'), 'zh', 'quant.codebook');
  await lab.fitsAcross();
});
