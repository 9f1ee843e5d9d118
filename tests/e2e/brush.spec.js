// Cutting and restoring by hand: with the pointer, with the keyboard, whole neurons, and back.
import { expect, QUICK, test } from './lab.js';

/** @import { Lab } from './lab.js' */

/** @param {Lab} lab */
async function openBrush(lab) {
  await lab.show('by-hand');
  await expect(lab.get('brush-heatmap')).toBeVisible();
}

/** The pending changes: to cut, to restore. @param {Lab} lab */
async function pending(lab) {
  await lab.drawn();
  const note = lab.get('brush-note');
  return Promise.all(['cut', 'restored'].map(async (name) => Number(await note.getAttribute(`data-${name}`))));
}

/** @param {Lab} lab */
async function apply(lab) {
  const before = await lab.runs.count();
  await lab.get('brush-apply').click();
  await expect(lab.runs).toHaveCount(before + 1);
  await lab.reaches('ready');
}

test('by keyboard alone: cut nine weights, then restore one of them; the figures follow', async ({ lab, page }) => {
  await lab.open(QUICK);
  const dense = await lab.value('accuracy-dense');
  await openBrush(lab);
  const map = lab.get('brush-heatmap');
  await map.focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('Shift+ArrowRight');
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  expect(await pending(lab)).toEqual([9, 0]);
  // Again at the same place nothing is added.
  await page.keyboard.press('Space');
  expect(await pending(lab)).toEqual([9, 0]);
  await lab.get('brush-apply').focus();
  await page.keyboard.press('Enter');
  await expect(lab.runs).toHaveCount(3);
  await lab.reaches('ready');
  await expect(lab.current).toHaveAttribute('data-op', 'edit');
  await lab.show('results');
  await expect(lab.get('pair-kept-change')).toHaveAttribute('data-value', '-9');

  await lab.show('by-hand');
  await lab.option('brush-action', 'keep').click();
  await lab.option('brush-tool', 'one').click();
  await map.focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('Shift+ArrowRight');
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowDown');
  await expect(lab.get('brush-readout')).toHaveAttribute('data-value', /"removed":true/);
  // The weights of the new run may still be on their way; pressed twice at a place nothing more is added.
  await expect(async () => {
    await page.keyboard.press('Space');
    expect(await pending(lab)).toEqual([0, 1]);
  }).toPass();
  await apply(lab);
  await lab.show('results');
  await lab.get('pair-a').selectOption('1');
  await lab.get('pair-b').selectOption('3');
  await expect(lab.get('pair-kept-change')).toHaveAttribute('data-value', '-8');
  // What was restored has its old value: eight weights differ from the dense network, not nine.
  await expect(lab.get('pair-note')).toHaveAttribute('data-value', '8');
  expect(dense).toBeGreaterThan(0.5);
});

test('a stroke of the pointer, a neuron, undone and opened again from the link', async ({ lab, page }) => {
  await lab.open(QUICK);
  const whole = await lab.numbers();
  await openBrush(lab);
  const map = lab.get('brush-heatmap');
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  if (!box) throw new Error('the picture is not shown');
  await page.mouse.move(box.x + 12, box.y + 14);
  await page.mouse.down();
  await page.mouse.move(box.x + 22, box.y + 14, { steps: 4 });
  await page.mouse.up();
  const [cut] = await pending(lab);
  expect(cut).toBeGreaterThan(9);
  // Without the button down nothing is cut.
  await page.mouse.move(box.x + 50, box.y + 14, { steps: 4 });
  expect((await pending(lab))[0]).toBe(cut);
  await lab.get('brush-discard').click();
  await expect(lab.get('brush-apply')).toBeDisabled();

  // A neuron goes with all that leads to it and from it.
  await lab.option('brush-tool', 'neuron').click();
  await map.click({ position: { x: 14, y: 14 } });
  expect(await pending(lab)).toEqual([1, 0]);
  await apply(lab);
  await lab.show('results');
  await expect(lab.get('pair-kept-change')).toHaveAttribute('data-value', String(-(784 + 10)));
  const edited = await lab.numbers();
  await expect.poll(() => lab.hash()).toContain('edit(0,,');
  const hash = lab.hash();
  await lab.use('undo');
  await lab.reaches('ready');
  await expect.poll(() => lab.numbers()).toEqual(whole);
  await lab.reopen(hash);
  await expect.poll(() => lab.numbers()).toEqual(edited);
});

test('the pruning of the budget game becomes a run, and fine-tuning goes on from it', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.show('scan');
  await lab.get('scan').click();
  await lab.show('budget');
  await lab.value('budget-accuracy');
  await lab.get('budget-layer-1').fill('12');
  await lab.get('budget-layer-2').fill('60');
  // What the layers keep comes to, at the slider place nearest to it.
  const weights = 784 * 64 + 640;
  const asked = 1 - Math.round(2000 * (1 - (0.12 * 784 * 64 + 0.6 * 640) / weights)) / 2000;
  await expect.poll(async () => Math.abs((await lab.value('budget-size')) - asked) * weights).toBeLessThan(1);
  const kept = await lab.value('budget-size');
  const accuracy = await lab.value('budget-accuracy');
  await lab.get('budget-keep').click();
  await expect(lab.runs).toHaveCount(3);
  await lab.reaches('ready');
  expect((await lab.told()).accuracy).toBe(accuracy);
  // The slider stands at its place, which is measured once the network is ranked by these ratios.
  await expect.poll(() => lab.value('accuracy-pruned')).toBe(accuracy);
  // The sliders are still where they were, and the run is in the link.
  await expect(lab.get('budget-layer-1')).toHaveValue('12');
  await expect.poll(() => lab.hash()).toContain('0.88');
  await lab.fineTune();
  await expect(lab.runs).toHaveCount(4);
  expect(await lab.tunedSparsity()).toBeCloseTo(1 - kept, 6);
  const numbers = await lab.numbers();
  // The address follows a little later.
  await expect.poll(() => lab.hash()).toContain('~finetune(');
  const hash = lab.hash();
  await lab.reopen(hash);
  await expect.poll(() => lab.numbers()).toEqual(numbers);
});

test('accessible, and on a phone without sideways scrolling', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.open(QUICK);
  await openBrush(lab);
  await lab.option('brush-view', 'matrix').click();
  await lab.isAccessible('by-hand');
  await lab.fitsAcross();
  await lab.panel('by-hand').screenshot({ path: 'test-results/brush.png' });
});
