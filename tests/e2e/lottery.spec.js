// Schedules in the page: the four-arm lottery, pruning in rounds and while training, the trap, and links with all of it.
import { ARMS, WAYS } from '../../www/features/lottery/model.js';
import { expect, Lab, QUICK, test } from './lab.js';

/** Opens the lottery and fills in its form. @param {Lab} lab @param {Record<string, string>} form */
async function openLottery(lab, form) {
  await lab.show('lottery');
  for (const [field, value] of Object.entries(form)) await lab.get(`lottery-${field}`).fill(value);
}

/** What the table says of an arm after a round. @param {Lab} lab @param {string} arm @param {number} round */
const cell = async (lab, arm, round) => Number(await lab.get(`lottery-${arm}-${round}`).getAttribute('data-value'));

/** @param {Lab} lab */
async function csv(lab) {
  const { head, rows } = await lab.savedCsv('lottery-csv');
  expect(head).toBe('seed,arm,round,kept,accuracy,correct,total');
  return rows.map(([seed, arm, ...numbers]) => {
    const [round, kept, accuracy, correct, total] = numbers.map(Number);
    return { seed: Number(seed), arm, round, kept, accuracy, correct, total };
  });
}

test('a four-arm lottery: means over two seeds, and each network is what the same operations alone give', async ({
  lab,
  page,
}) => {
  await lab.open(QUICK);
  await openLottery(lab, { rounds: '2', share: '60', epochs: '1', seeds: '2' });
  await page.keyboard.press('Enter');
  await expect(lab.get('lottery-progress')).toBeVisible();
  for (const arm of ARMS) await expect(lab.get(`lottery-${arm}-2`)).toHaveAttribute('data-value', /./);
  await expect(lab.get('lottery-progress')).toBeHidden();

  const found = await csv(lab);
  expect(found).toHaveLength(2 * (1 + 2 * WAYS.length));
  for (const { arm, kept, accuracy, correct, total } of found) {
    expect(accuracy).toBe(correct / total);
    if (arm === 'dense') expect(kept).toBe(1);
    expect([1, 0.4, 0.16].some((share) => Math.abs(kept - share) < 0.02)).toBe(true);
  }
  for (const arm of ARMS) {
    for (const round of [1, 2]) {
      const both = found.filter((one) => one.arm === arm && one.round === round);
      expect(both.map(({ seed }) => seed)).toEqual([1, 2]);
      const mean = (both[0].accuracy + both[1].accuracy) / 2;
      expect(await cell(lab, arm, round)).toBeCloseTo(mean, 12);
      const spread = Math.abs(both[0].accuracy - both[1].accuracy) / Math.SQRT2;
      expect(await lab.value(`lottery-${arm}-${round}-spread`)).toBeCloseTo(spread, 12);
    }
  }
  const dense = found.filter(({ round }) => round === 0);
  expect(await cell(lab, 'ticket', 0)).toBeCloseTo((dense[0].accuracy + dense[1].accuracy) / 2, 12);
  for (const arm of ARMS) await expect(lab.get('chart-lottery-legend').locator(`[data-name="${arm}"]`)).toBeVisible();

  // The same operations in the page's own engine, from nothing.
  for (const arm of ARMS) {
    const expected = found.find((one) => one.seed === 1 && one.arm === arm && one.round === 2)?.accuracy;
    const open = lab.get(`lottery-${arm}-2`);
    await expect(open).toBeEnabled();
    const before = await lab.runs.count();
    await open.click();
    await expect.poll(() => lab.runs.count()).toBeGreaterThan(before);
    await lab.reaches('ready');
    expect(await lab.value(arm === 'kept' ? 'accuracy-finetuned' : 'accuracy-dense')).toBe(expected);
  }
});

test('rewound to a batch, the lottery keeps what was learned until then; cancelled, what is done stays', async ({
  lab,
}) => {
  await lab.open(QUICK);
  await openLottery(lab, { rounds: '1', share: '50', epochs: '1', seeds: '1', step: '9999' });
  await expect(lab.get('lottery-step')).toHaveAttribute('aria-invalid', 'true');
  await expect(lab.get('lottery-begin')).toBeDisabled();
  await lab.get('lottery-step').fill('0');
  await lab.get('lottery-begin').click();
  await expect(lab.get('lottery-kept-1')).toHaveAttribute('data-value', /./);
  await expect(lab.get('lottery-progress')).toBeHidden();
  const atStart = await csv(lab);
  await lab.get('lottery-step').fill('8');
  await lab.get('lottery-begin').click();
  await expect(lab.get('lottery-progress')).toBeHidden();
  await expect(lab.get('lottery-kept-1')).toHaveAttribute('data-value', /./);
  const atEight = await csv(lab);
  const of = (/** @type {typeof atStart} */ rows, /** @type {string} */ arm) =>
    rows.find((row) => row.arm === arm && row.round === 1);
  for (const arm of ['reinit', 'shuffle', 'kept']) expect(of(atEight, arm)).toEqual(of(atStart, arm));
  expect(of(atEight, 'ticket')).not.toEqual(of(atStart, 'ticket'));

  await lab.get('lottery-epochs').fill('30');
  await lab.get('lottery-rounds').fill('15');
  await lab.get('lottery-begin').click();
  await expect(lab.get('lottery-ticket-0')).toHaveAttribute('data-value', /./);
  await lab.get('lottery-cancel').click();
  await expect(lab.get('lottery-progress')).toBeHidden();
  await expect(lab.get('lottery-begin')).toBeEnabled();
  expect(await cell(lab, 'ticket', 0)).toBeGreaterThan(0.5);
  await expect(lab.get('lottery-kept-15')).not.toHaveAttribute('data-value', /./);
});

test('in rounds and while training: the runs of the list end at the slider’s ratio', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  const before = await lab.runs.count();
  await lab.show('tune');
  await lab.get('tune-epochs').fill('1');
  await lab.show('prune');
  await lab.get('schedule-iterative').check();
  await lab.get('schedule-rounds').fill('0');
  await expect(lab.get('schedule-run')).toBeDisabled();
  await lab.get('schedule-rounds').fill('3');
  // Three rounds to 90 %: each leaves the third root of a tenth.
  const each = 1 - 0.1 ** (1 / 3);
  await expect.poll(() => lab.value('schedule-words')).toBeCloseTo(each, 12);
  await lab.through('finetuning', () => lab.get('schedule-run').click());
  await expect(lab.runs).toHaveCount(before + 6);
  const rounds = (await lab.listed()).slice(before);
  rounds.forEach(({ op, sparsity }, index) => {
    expect(op).toBe(index % 2 === 0 ? 'prune' : 'fineTune');
    expect(sparsity).toBeCloseTo(1 - (1 - each) ** (Math.floor(index / 2) + 1), 3);
  });

  await lab.goTo(2);
  await lab.prune(80);
  await lab.get('schedule-gradual').check();
  await lab.get('schedule-run').click();
  await expect(lab.runs).toHaveCount(before + 7);
  await lab.reaches('ready');
  const { op, sparsity } = await lab.told();
  expect(op).toBe('gradual');
  expect(sparsity).toBeCloseTo(0.8, 3);
  await expect.poll(() => lab.hash()).toContain('gradual(');
});

test('the trap side by side gives what both choices give alone', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.prune(80);
  await lab.show('tune');
  await lab.get('tune-epochs').fill('2');
  await lab.show('trap');
  await lab.get('trap-begin').press('Enter');
  await expect(lab.get('trap-verdict')).toBeVisible();
  await expect(lab.get('trap-begin')).toBeVisible();
  const [kept, keptGone, forgot, forgotGone] = await Promise.all(
    ['keep-accuracy', 'keep-sparsity', 'forget-accuracy', 'forget-sparsity'].map((name) => lab.value(`trap-${name}-2`)),
  );
  const revived = await lab.value('trap-verdict');
  expect(keptGone).toBeCloseTo(0.8, 3);
  expect(await lab.fineTune('keep')).toBe(kept);
  expect(await lab.fineTune('forget')).toBe(forgot);
  expect(await lab.tunedSparsity()).toBeCloseTo(forgotGone, 12);
  await lab.show('before-after');
  const all = await lab.value('table-weights-dense');
  expect(revived).toBe(Math.round((keptGone - forgotGone) * all));
});

test('weights that come back are coloured: the pixels are as many as the weights', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.prune(80);
  await lab.show('tune');
  await lab.get('tune-epochs').fill('1');
  await lab.show('trap');
  await lab.get('trap-begin').click();
  await expect(lab.get('trap-verdict')).toBeVisible();
  const counted = await Promise.all([1, 2].map((layer) => lab.value(`trap-layer-${layer}`)));
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(await lab.value('trap-verdict'));
  // In layer 1 a pixel is a weight. Blank is what was never cut, grey what is hatched, everything else came back; the
  // palest steps of the scale look like blank, so a few of those that came back may not be told apart.
  const coloured = await lab.get('trap-heatmap-1').evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const pixels = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(
      0,
      0,
      canvas.width,
      canvas.height,
    ).data;
    let count = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      const [r, g, b] = pixels.slice(at, at + 3);
      if (Math.max(r, g, b) - Math.min(r, g, b) > 12) count += 1;
    }
    return count;
  });
  expect(coloured).toBeLessThanOrEqual(counted[0]);
  expect(coloured).toBeGreaterThan(0.5 * counted[0]);
});

const TEN =
  '#data=digits,1000,500,5&ops=init(32;11)~train(adam,0.002;50;2)~prune(magnitude,layer,exact;0.5)~rewind(7)' +
  '~train(adam,0.002;50;1)~prune(magnitude,global,exact;0.7)~reinit(3)~shuffle(4)~edit(0,300,5,cut;0,,7,cut;1,5,2,keep)' +
  '~gradual(adam,0.002;50;2;magnitude,layer,exact;0;0.9;2;30;5)&prune=magnitude,layer,exact&at=0.95';

test('a link with ten operations comes back as it was, with the same bits', async ({ lab, page, browser }) => {
  await lab.open(TEN);
  await expect(lab.runs).toHaveCount(10);
  await lab.value('accuracy-pruned');
  const numbers = await lab.numbers();
  const told = await lab.listed();
  await lab.prune(96);
  await lab.prune(95);
  await expect.poll(() => lab.hash()).toBe(TEN);

  const context = await browser.newContext();
  const other = new Lab(await context.newPage());
  await other.page.goto(page.url());
  await other.reaches('ready');
  await expect.poll(() => other.numbers()).toEqual(numbers);
  expect(await other.listed()).toEqual(told);
  await context.close();
});

for (const [language, scheme, width] of /** @type {const} */ ([
  ['en', 'light', 1280],
  ['zh', 'dark', 360],
])) {
  test(`lottery and trap are accessible: ${language}, ${scheme}, ${width} px`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await lab.open(QUICK);
    if (language === 'zh') await lab.use('language');
    await openLottery(lab, { rounds: '2', share: '50', epochs: '1', seeds: '2' });
    await lab.get('lottery-begin').click();
    await expect(lab.get('lottery-kept-2')).toHaveAttribute('data-value', /./);
    await expect(lab.get('lottery-begin')).toBeVisible();
    await lab.show('trap');
    await lab.get('trap-begin').click();
    await expect(lab.get('trap-verdict')).toBeVisible();
    for (const step of /** @type {const} */ (['lottery', 'trap'])) {
      await lab.show(step);
      await lab.isAccessible();
      await lab.fitsAcross();
      await lab.panel(step).screenshot({ path: `test-results/${step}-${language}.png` });
    }
  });
}
