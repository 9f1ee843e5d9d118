// Which ratio may be chosen: one click, an answer, and the network of it.
import { LADDER } from '../../www/features/choose/bisect.js';
import { expect, QUICK, test } from './lab.js';

/** @import { Page } from '@playwright/test' */

/** What the table says: ratio, accuracy pruned and fine-tuned, whether it is accepted. @param {Page} page */
const tried = (page) =>
  page.getByTestId('choose-row').evaluateAll((rows) =>
    rows.map((row) => {
      const [before, after] = [...row.querySelectorAll('td')].map((cell) => Number(cell.dataset.value));
      return { ratio: Number(row.dataset.ratio), before, after, accepted: row.dataset.accepted === 'true' };
    }),
  );

test('the answer is the highest ratio within the accepted loss, one step further is not', async ({ lab, page }) => {
  await lab.open(`${QUICK}&view=experiments/choose&choose.loss=1&choose.epochs=1`);
  await expect(lab.get('choose-loss')).toHaveValue('1');
  await expect(lab.get('choose-epochs')).toHaveValue('1');
  await lab.get('choose-begin').click();
  const chosen = await lab.value('choose-answer');
  const rows = await tried(page);
  const accepted = rows.filter((row) => row.accepted);
  expect(Math.max(...accepted.map(({ ratio }) => ratio))).toBe(chosen);
  const next = LADDER[LADDER.indexOf(chosen) + 1];
  expect(rows.find(({ ratio }) => ratio === next)?.accepted).toBe(false);
  // What is accepted has lost no more than a point of what the last refused one falls short of.
  const least = Math.min(...accepted.map(({ after }) => after));
  for (const { after, accepted: is } of rows) if (!is) expect(after).toBeLessThan(least);
  await expect(lab.get('entry-choose')).toHaveAttribute('data-state', 'done');

  // The table as a file.
  const { head, rows: lines } = await lab.savedCsv('choose-csv');
  expect(head.split(',').slice(0, 3)).toEqual(['ratio', 'accuracy_before', 'accuracy_after']);
  expect(lines.map(([ratio, before, after]) => [Number(ratio), Number(before), Number(after)])).toEqual(
    rows.map(({ ratio, before, after }) => [ratio, before, after]),
  );

  // The same bits as a run, and its files.
  await lab.get('choose-export').click();
  await expect(lab.panel('exports')).toBeVisible();
  await page.keyboard.press('Escape');
  const { op, accuracy, sparsity } = await lab.told();
  expect(op).toBe('fineTune');
  expect(accuracy).toBe(rows.find(({ ratio }) => ratio === chosen)?.after);
  expect(sparsity).toBeCloseTo(chosen, 2);
});

test('what was set is in the link, and a form out of range begins nothing', async ({ lab }) => {
  await lab.open(`${QUICK}&view=experiments/choose`);
  await lab.get('choose-loss').fill('2.5');
  await lab.get('choose-shape').selectOption('neurons');
  await lab.get('choose-fair').uncheck();
  for (const part of ['choose.loss=2.5', 'choose.shape=neurons', 'choose.fair=false'])
    await expect.poll(() => lab.hash()).toContain(part);
  const hash = lab.hash();
  await lab.get('choose-epochs').fill('none');
  await expect(lab.get('choose-begin')).toBeDisabled();
  await lab.reopen(hash);
  await expect(lab.get('choose-loss')).toHaveValue('2.5');
  await expect(lab.get('choose-shape')).toHaveValue('neurons');
  await expect(lab.get('choose-fair')).not.toBeChecked();
  await expect(lab.get('choose-begin')).toBeEnabled();
  // Undo takes a setting back.
  await lab.get('choose-loss').fill('3');
  await lab.use('undo');
  await expect(lab.get('choose-loss')).toHaveValue('2.5');
});

for (const [language, colorScheme, width] of /** @type {const} */ ([
  ['en', 'light', 1440],
  ['zh', 'dark', 360],
  ['zh', 'light', 1440],
  ['en', 'dark', 360],
]))
  test(`experiments are accessible: ${language}, ${colorScheme}, ${width} px`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await lab.open(`${QUICK}&view=experiments/choose&choose.epochs=1`);
    if (language === 'zh') await lab.use('language');
    await lab.get('choose-begin').click();
    await lab.value('choose-answer');
    for (const id of /** @type {const} */ ([
      'choose',
      'compare',
      'scan',
      'tune-many',
      'trap',
      'lottery',
      'sparse',
      'distil',
    ])) {
      await lab.show(id);
      await lab.fitsAcross();
      await lab.isAccessible();
    }
    await lab.toList();
    await lab.isAccessible();
  });
