// The pipeline builder: put together by keyboard, run stage by stage, its bytes those of the file that is saved.
import { expect, QUICK, test } from './lab.js';

/** @import { Lab } from './lab.js' */

/** @param {Lab} lab */
async function openBuilder(lab) {
  await lab.show('pipeline');
  await expect(lab.get('pipeline-stages')).toBeVisible();
}

/** The stages' kinds in order. @param {Lab} lab */
const kinds = (lab) => lab.get('pipeline-stage').evaluateAll((all) => all.map((one) => one.dataset.kind ?? ''));

/** A part of a stage, which counts from 1. @param {Lab} lab @param {number} stage @param {string} hook */
const part = (lab, stage, hook) =>
  lab.page.locator(`[data-testid=pipeline-stage][data-stage="${stage}"]`).getByTestId(`pipeline-stage-${hook}`);

/** Unfolds a stage by keyboard and fills in its settings. @param {Lab} lab @param {number} stage @param {Record<string, string>} values */
async function set(lab, stage, values) {
  const toggle = part(lab, stage, 'toggle');
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.press('Enter');
  for (const [name, value] of Object.entries(values)) await part(lab, stage, name).fill(value);
}

/** A message about a stage that cannot be as it is. @param {Lab} lab @param {number} stage @param {string} key */
const problem = (lab, stage, key) =>
  lab.page.locator(`[data-testid=pipeline-problem][data-stage="${stage - 1}"][data-key="${key}"]`);

/** Bytes and accuracy of every run in the table, once all are written. @param {Lab} lab */
async function measured(lab) {
  const rows = lab.get('pipeline-row');
  await expect(lab.page.locator('[data-testid=pipeline-row]:not([data-bytes])')).toHaveCount(0);
  await lab.value('pipeline-bytes');
  return rows.evaluateAll((all) =>
    all.map(({ dataset }) => ({ bytes: Number(dataset.bytes), accuracy: Number(dataset.accuracy) })),
  );
}

test('put together and run by keyboard; the last bytes are the saved file’s, and a link gives the same', async ({
  lab,
  page,
}) => {
  await lab.open(QUICK);
  await lab.prune(0);
  await openBuilder(lab);
  expect(await kinds(lab)).toEqual(['train', 'prune', 'fineTune']);
  // Random weights have nothing to keep.
  await part(lab, 1, 'down').press('Enter');
  await expect(problem(lab, 1, 'pipe.fault.untrained')).toBeVisible();
  await expect(lab.get('pipeline-start')).toBeDisabled();
  await part(lab, 2, 'up').press('Enter');
  await lab.option('pipeline-begin', 'current').press('Enter');
  await expect(lab.get('pipeline-base')).toHaveAttribute('data-value', '2');
  await part(lab, 1, 'remove').press('Enter');
  await expect(part(lab, 1, 'remove')).toBeFocused();
  expect(await kinds(lab)).toEqual(['prune', 'fineTune']);
  await set(lab, 1, { ratio: '80' });
  await set(lab, 2, { epochs: '2' });
  for (const [kind, stage] of /** @type {const} */ ([
    ['shareTune', 3],
    ['share', 4],
  ])) {
    await lab.get('pipeline-kind').selectOption(kind);
    await lab.get('pipeline-add').press('Enter');
    await expect(part(lab, stage, 'toggle')).toBeFocused();
  }
  // What trains shared values stands before they are shared: the stage and the remedy are named.
  await expect(problem(lab, 3, 'pipe.fault.notShared')).toBeVisible();
  await set(lab, 4, { codeBits: '3, 9' });
  await expect(page.locator('[data-testid=pipeline-problem][data-stage="3"][data-field=codeBits]')).toBeVisible();
  await expect(lab.get('pipeline-start')).toBeDisabled();
  await part(lab, 4, 'codeBits').fill('3, 3');
  await part(lab, 4, 'up').press('Enter');
  expect(await kinds(lab)).toEqual(['prune', 'fineTune', 'share', 'shareTune']);
  await expect(part(lab, 3, 'up')).toBeFocused();
  await expect(lab.get('pipeline-problem')).toHaveCount(0);
  await set(lab, 4, { epochs: '1' });

  await lab.through('training', () => lab.get('pipeline-start').press('Enter'));
  const rows = await measured(lab);
  // Without the untrained network.
  expect(rows).toHaveLength(5);
  const last = rows[4];
  expect((await lab.told()).op).toBe('shareTune');
  expect(await lab.value('pipeline-bytes')).toBe(last.bytes);
  expect(await lab.value('pipeline-accuracy')).toBe(last.accuracy);
  expect(await lab.value('accuracy-dense')).toBe(last.accuracy);
  expect(await lab.value('pipeline-change')).toBeCloseTo(last.accuracy - rows[0].accuracy, 12);
  const dense = 4 * (784 * 64 + 64 * 10 + 64 + 10);
  expect(await lab.value('pipeline-dense')).toBe(dense);
  expect(await lab.value('pipeline-ratio')).toBe(dense / last.bytes);
  // A fifth of the weights, then codes of 3 bits for them.
  expect(rows[1].bytes).toBeLessThan(0.4 * rows[0].bytes);
  expect(rows[3].bytes).toBeLessThan(0.5 * rows[2].bytes);
  expect(last.accuracy).toBeGreaterThan(0.6);

  await lab.get('pipeline-export').press('Enter');
  expect(await lab.value('export-size-compact')).toBe(last.bytes);
  const { buffer } = await lab.saved(() => lab.get('export-file-compact').click());
  expect(buffer.length).toBe(last.bytes);
  await page.keyboard.press('Escape');

  // Back to where it began the stages stay in the picture; the same again needs no work.
  const opened = page.locator('[data-testid=pipeline-row][aria-current]');
  const hash = lab.hash();
  expect(hash).toContain('share(3,3)~sharetune(');
  await lab.use('undo');
  await expect(opened).toHaveAttribute('data-run', '1');
  expect(await lab.value('pipeline-bytes')).toBe(last.bytes);
  await lab.reaches('ready');
  await expect(lab.get('pipeline-start')).toBeEnabled();
  await lab.get('pipeline-start').press('Enter');
  await expect(opened).toHaveAttribute('data-run', '5');
  await expect(lab.runs).toHaveCount(6);

  // The file is the network: read again it answers alike, and written again it is as long.
  await lab.get('file-input').setInputFiles({ name: 'small.prnl', mimeType: '', buffer });
  await expect(opened).toHaveAttribute('data-op', 'import');
  expect(await measured(lab)).toEqual([last]);

  await lab.reopen(hash);
  await openBuilder(lab);
  expect(await measured(lab)).toEqual(rows);
});

test('cancelled, what is done stays and the rest is not begun; a preset can be taken back', async ({ lab, page }) => {
  await lab.open(QUICK);
  await openBuilder(lab);
  await set(lab, 1, { epochs: '900' });
  await lab.get('pipe-hidden').fill('64');
  await lab.option('pipeline-presets', 'student').click();
  expect(await kinds(lab)).toEqual(['distil', 'quantizeTune']);
  await lab.get('pipeline-restore').press('Enter');
  expect(await kinds(lab)).toEqual(['train', 'prune', 'fineTune']);
  // Nothing of the person's own has gone, so there is nothing to bring back.
  await expect(lab.get('pipeline-restore')).toBeHidden();
  await expect(part(lab, 1, 'epochs')).toHaveValue('900');

  await lab.get('pipeline-start').press('Enter');
  await expect(lab.get('pipeline-at')).toHaveAttribute('data-value', '2');
  await expect(lab.get('pipeline-at')).toHaveAttribute('data-total', '4');
  await expect(lab.get('pipeline-cancel')).toBeFocused();
  await page.keyboard.press('Enter');
  await lab.reaches('ready');
  await expect(lab.get('pipeline-start')).toBeFocused();
  await expect.poll(() => lab.hash()).toContain('stop=');
  const rows = await measured(lab);
  expect(rows).toHaveLength(1);
  expect(await lab.value('accuracy-dense')).toBe(rows[0].accuracy);
});

test('the network before pruning teaches what is left of it, and a link says so in a word', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(0);
  await openBuilder(lab);
  await lab.option('pipeline-begin', 'current').press('Enter');
  await expect(lab.get('pipeline-base')).toHaveAttribute('data-value', '2');
  await part(lab, 3, 'remove').press('Enter');
  await part(lab, 1, 'remove').press('Enter');
  expect(await kinds(lab)).toEqual(['prune']);
  await set(lab, 1, { ratio: '90' });
  for (const stage of [2, 3]) {
    await lab.get('pipeline-kind').selectOption('distil');
    await lab.get('pipeline-add').press('Enter');
    await part(lab, stage, 'teacherFrom').selectOption('own');
    await set(lab, stage, { epochs: '1' });
    await expect(part(lab, stage, 'teacherEpochs')).toHaveCount(0);
  }
  await expect(lab.get('pipeline-problem')).toHaveCount(0);
  await part(lab, 2, 'up').press('Enter');
  await expect(problem(lab, 1, 'pipe.fault.notCut')).toBeVisible();
  await expect(lab.get('pipeline-start')).toBeDisabled();
  await part(lab, 1, 'down').press('Enter');
  await expect(part(lab, 2, 'words')).toHaveAttribute('data-teacher', 'own');

  await lab.through('training', () => lab.get('pipeline-start').press('Enter'));
  const rows = await measured(lab);
  expect(rows).toHaveLength(4);
  expect(rows[2].accuracy).toBeGreaterThan(rows[1].accuracy);
  expect((await lab.told()).op).toBe('distil');
  await expect(page).toHaveURL(/~distil\([^)]*;first=2\)~distil\([^)]*;first=2\)&/);
  const hash = lab.hash();
  await lab.reopen(hash);
  await openBuilder(lab);
  expect(await measured(lab)).toEqual(rows);
});

test('a taught student on a phone: the picture has the table’s bytes, in both themes and in Chinese', async ({
  lab,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.open(QUICK);
  await openBuilder(lab);
  await lab.option('pipeline-presets', 'student').click();
  await set(lab, 1, { epochs: '2', teacher: '48', teacherEpochs: '2' });
  await set(lab, 2, { epochs: '1' });
  await lab.through('training', () => lab.get('pipeline-start').click());
  const rows = await measured(lab);
  expect(rows).toHaveLength(2);
  expect(await lab.value('pipeline-ratio')).toBeGreaterThan(6);

  const chart = lab.get('pipeline-chart');
  await chart.scrollIntoViewIfNeeded();
  const sizes = [await lab.value('pipeline-dense'), ...rows.map(({ bytes }) => bytes)];
  expect((await lab.table('chart-waterfall')).map(([, bytes]) => Number(bytes))).toEqual(sizes);
  for (const theme of /** @type {const} */ (['dark', 'light'])) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const [run, whole] = [await lab.colour('--series-1'), await lab.colour('--muted')];
    // How high the bar of each column stands.
    const [left, top, width, height] = await lab.plot('chart-waterfall');
    const heights = await lab.get('chart-waterfall').evaluate(
      (/** @type {HTMLCanvasElement} */ canvas, columns) => {
        const { data, width: wide } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(
          0,
          0,
          canvas.width,
          canvas.height,
        );
        const ratio = canvas.width / canvas.clientWidth;
        const isBar = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number[]} */ wanted) =>
          wanted.every((channel, index) => data[4 * (y * wide + x) + index] === channel);
        return columns.map(({ x, foot, wanted }) => {
          const [at, bottom] = [Math.round(x * ratio), Math.round(foot * ratio) - 2];
          let y = bottom;
          while (y > 0 && isBar(at, y, wanted)) y -= 1;
          return (bottom - y + 2) / ratio;
        });
      },
      // A little beside the middle, where neither the line nor a label is.
      sizes.map((_, index) => ({
        x: left + (width * (index + 0.25)) / sizes.length,
        foot: top + height,
        wanted: index ? run : whole,
      })),
    );
    expect(heights).toHaveLength(sizes.length);
    // On a logarithmic axis equal ratios are equal differences of height.
    const unit = (heights[0] - heights[2]) / Math.log(sizes[0] / sizes[2]);
    expect(unit, theme).toBeGreaterThan(10);
    heights.forEach((bar, index) =>
      expect(Math.abs(heights[0] - bar - unit * Math.log(sizes[0] / sizes[index])), `${theme} ${index}`).toBeLessThan(
        3,
      ),
    );
    await lab.isAccessible('pipeline');
    await lab.fitsAcross();
    await lab.panel('pipeline').screenshot({ path: `test-results/pipeline-phone-${theme}.png` });
  }
  await lab.use('language');
  await lab.says(lab.panel('pipeline'), 'zh', 'pipe.waterfall');
  await lab.says(part(lab, 1, 'toggle'), 'zh', 'pipe.kind.distil');
  await lab.fitsAcross();
  await page.setViewportSize({ width: 1440, height: 900 });
  await lab.panel('pipeline').screenshot({ path: 'test-results/pipeline-wide.png' });
});
