// Every way to prune, chosen on the page: by keyboard alone, in links, and as an operation, to the same numbers.
import { expect, QUICK, test } from './lab.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

const WEIGHT_SCORES = ['magnitude', 'random', 'gradient', 'taylor', 'fisher', 'obs', 'wanda', 'lamp'];
const NEURON_SCORES = ['l1', 'l2', 'l2-in-out', 'mean-activation', 'apoz', 'taylor', 'random', 'first'];
const SCOPES = ['layer', 'global', 'row', 'erdos-renyi', 'own'];

/** Moves the focus by the Tab key until it is on an element. @param {Page} page @param {string} selector */
async function tabTo(page, selector) {
  for (let press = 0; press < 200; press += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} is not reached by the Tab key`);
}

/** Goes to step 2 by keyboard. @param {Page} page */
async function toScores(page) {
  await tabTo(page, '[role=tab][aria-selected=true]');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('#panel-score')).toBeVisible();
}

/** Chooses from a list with the arrow keys. @param {Page} page @param {string} list @param {string} value */
async function choose(page, list, value) {
  await tabTo(page, list);
  const options = await page
    .locator(`${list} option:not([disabled])`)
    .evaluateAll((all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value));
  const by = options.indexOf(value) - options.indexOf(await page.locator(list).inputValue());
  for (let press = 0; press < Math.abs(by); press += 1) await page.keyboard.press(by > 0 ? 'ArrowDown' : 'ArrowUp');
  await expect(page.locator(list)).toHaveValue(value);
}

/** The accuracy at the slider once the method that is in the address now has been measured. @param {Lab} lab */
async function measured(lab) {
  await lab.reaches('ready');
  return lab.value('accuracy-pruned');
}

/** What the link says of the method. @param {Page} page @param {string} method */
async function linked(page, method) {
  await expect.poll(() => new URL(page.url()).hash).toContain(`&prune=${method}&`);
}

test('every score of weights, by keyboard alone; each is what it is as an operation', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(85);
  await toScores(page);
  /** @type {Record<string, number>} */
  const found = {};
  for (const score of WEIGHT_SCORES) {
    await choose(page, '#score', score);
    await linked(page, `${score},layer,exact`);
    found[score] = await measured(lab);
    await expect(page.locator('#score-help')).not.toBeEmpty();
  }
  expect(Math.max(...Object.values(found))).toBeGreaterThan(found.random);
  expect(new Set(Object.values(found)).size).toBeGreaterThanOrEqual(WEIGHT_SCORES.length - 2);
  await sameAsOperations(lab, page, found, 'layer,exact', 0.85);
});

/**
 * Opens links that prune by each score as an operation: the list of runs says what it left, the slider the same.
 * @param {Lab} lab @param {Page} page @param {Record<string, number>} found @param {string} more @param {number} ratio
 */
async function sameAsOperations(lab, page, found, more, ratio) {
  const [head] = new URL(page.url()).hash.split('&prune=');
  for (const [score, accuracy] of Object.entries(found)) {
    const method = `${score},${more}`;
    const hash = `${head}~prune(${method};${ratio})&prune=${method}&at=${ratio}`;
    await lab.through('training', () => page.evaluate((to) => location.assign(to), hash));
    const run = page.locator('.runs [aria-current]');
    await expect(run).toContainText('Pruned');
    await expect(run).toContainText(`${(100 * accuracy).toFixed(1)}\u00a0%`);
    expect(await lab.value('accuracy-pruned')).toBe(accuracy);
  }
}

test('every score of neurons, by keyboard alone; size and work are of a smaller network', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(50);
  await toScores(page);
  await choose(page, '#shape', 'neurons');
  await expect(lab.get('method-fallen')).toContainText('Magnitude');
  await expect(page.locator('.slider-label')).toHaveText('Neurons removed');
  const scores = await page
    .locator('#score option')
    .evaluateAll((all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value));
  expect(scores).toEqual(NEURON_SCORES);
  /** @type {Record<string, number>} */
  const found = {};
  for (const score of NEURON_SCORES) {
    await choose(page, '#score', score);
    await linked(page, `${score},layer,exact,shape=neurons`);
    found[score] = await measured(lab);
    expect(await lab.value('sparsity')).toBeCloseTo(0.5, 6);
  }
  expect(Math.max(...Object.values(found))).toBeGreaterThan(found.first);
  // 64 neurons, of which 32 are left: (784 + 10) x 32 weights and 42 biases.
  const row = (/** @type {string} */ name) =>
    page.locator('table.results tbody tr', { hasText: name }).locator('td').nth(1);
  await expect(row('Multiplications').locator('.cell-main')).toHaveAttribute('data-value', String(794 * 32));
  await expect(row('Size').locator('.cell-main')).toHaveAttribute('data-value', String(4 * (794 * 32 + 42)));
  await expect(row('Size')).toContainText('784-32-10');
  await expect(row('Doing nothing').locator('.cell-main')).toHaveAttribute('data-value', '32');
  await expect(row('One pass').locator('.cell-main')).toHaveAttribute('data-value', /./);
  await sameAsOperations(lab, page, found, 'layer,exact,shape=neurons', 0.5);
  await tabTo(page, '[data-testid=finetune]');
  await lab.through('finetuning', () => page.keyboard.press('Enter'));
  expect(await lab.value('accuracy-finetuned')).toBeGreaterThan(found.first);
  // The fine-tuned network is the smaller one as well.
  const tuned = page.locator('table.results tbody tr', { hasText: 'Size' }).locator('td').nth(2);
  await expect(tuned).toContainText('784-32-10');
});

test('N:M by keyboard: the slider has no say, and says so', async ({ lab, page }) => {
  await lab.open(QUICK);
  const before = await lab.prune(85);
  await toScores(page);
  await choose(page, '#shape', 'groups');
  await linked(page, 'magnitude,layer,exact,shape=2:4');
  await expect(lab.ratio).toBeDisabled();
  await expect(lab.get('slider-fixed')).toContainText('2:4');
  await expect.poll(() => lab.value('sparsity')).toBeCloseTo(0.5, 3);
  const two = await measured(lab);
  expect(two).not.toBe(before);
  await tabTo(page, '#method-keep');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1');
  await linked(page, 'magnitude,layer,exact,shape=1:4');
  await expect.poll(() => lab.value('sparsity')).toBeCloseTo(0.75, 3);
  await tabTo(page, '#method-of');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('17');
  await expect(page.locator('#method-of-fault')).toContainText('16');
  await linked(page, 'magnitude,layer,exact,shape=1:4');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('16');
  await linked(page, 'magnitude,layer,exact,shape=1:16');
  await expect.poll(() => lab.value('sparsity')).toBeCloseTo(15 / 16, 3);
  const hardest = await measured(lab);
  expect(hardest).toBeLessThan(two);
  // The only scope there is, and the only rule, are not asked for.
  await expect(page.locator('#scope')).toBeHidden();
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await lab.reaches('ready');
  expect(await lab.value('accuracy-pruned')).toBe(hardest);
});

test('every scope by keyboard, with one slider a layer for own ratios', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  await toScores(page);
  /** @type {Record<string, number>} */
  const found = {};
  for (const scope of SCOPES) {
    await choose(page, '#scope', scope);
    const own = scope === 'own' ? ',ratios=0.9/0.9' : '';
    await linked(page, `magnitude,${scope},exact${own}`);
    found[scope] = await measured(lab);
    expect(await lab.value('sparsity')).toBeCloseTo(0.9, 2);
  }
  expect(found.own).toBe(found.layer);
  expect(found.global).not.toBe(found.layer);
  await tabTo(page, '[data-testid=own-2]');
  await page.keyboard.press('Home');
  await linked(page, 'magnitude,own,exact,ratios=0.9/0');
  // What both take together, at the nearest place of the slider: 0.9 x 50,176 of 50,816 weights.
  await expect.poll(() => lab.value('ratio')).toBeCloseTo(88.85, 3);
  await page.locator('#tab-prune').click();
  const removed = page.locator('#panel-prune tbody tr').nth(1).locator('td').first();
  await expect(removed).toContainText('0');
  expect(await measured(lab)).toBeGreaterThanOrEqual(found.layer);
});

test('the numbers a method takes: images, a seed, the correction', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  await toScores(page);
  await choose(page, '#score', 'random');
  const first = await measured(lab);
  await tabTo(page, '#method-seed');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('7');
  await linked(page, 'random,layer,exact,seed=7');
  expect(await measured(lab)).not.toBe(first);
  await choose(page, '#score', 'obs');
  await linked(page, 'obs,layer,exact');
  await tabTo(page, '#method-images');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('200');
  await linked(page, 'obs,layer,exact,images=200');
  const bare = await measured(lab);
  await tabTo(page, '#method-correct');
  await page.keyboard.press('Space');
  await linked(page, 'obs,layer,exact,images=200,correct');
  const adjusted = await measured(lab);
  expect(adjusted).toBeGreaterThan(bare);
  await tabTo(page, '#method-images');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('3001');
  await expect(page.locator('#method-images-fault')).toContainText('3,000');

  // The same as an operation.
  const [head] = new URL(page.url()).hash.split('&prune=');
  const method = 'obs,layer,exact,images=200,correct';
  await page.goto('about:blank');
  await page.goto(`/${head}~prune(${method};0.9)~finetune(adam,0.001;64;1;keep)&prune=${method}&at=0.9`);
  await lab.reaches('ready');
  expect(await lab.value('accuracy-pruned')).toBe(adjusted);
  await expect(page.locator('.runs button').nth(-2)).toContainText(`${(100 * adjusted).toFixed(1)}`);
  await linked(page, method);
});

test('movement can be chosen once training has noted it', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(85);
  await page.locator('#tab-tune').click();
  await page.locator('#tune-epochs').fill('1');
  await page.locator('#tab-tune').focus();
  await toScores(page);
  await expect(page.locator('#score option[value=movement]')).toBeDisabled();
  await tabTo(page, '#panel-score .method > details summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '[data-testid=note-movement]');
  await lab.through('training', () => page.keyboard.press('Enter'));
  await linked(page, 'movement,layer,exact');
  expect(new URL(page.url()).hash).toContain('~movement(adam,0.001;64;1)');
  const pruned = await measured(lab);
  const link = page.url();
  // To a network of which nothing was noted: said, and ranked by another score.
  await lab.get('undo').click();
  await expect(lab.get('notice').filter({ hasText: 'movement' })).toBeVisible();
  await linked(page, 'magnitude,layer,exact');
  await page.goto('about:blank');
  await page.goto(link);
  await lab.reaches('ready');
  expect(await lab.value('accuracy-pruned')).toBe(pruned);
});

for (const [what, method, said] of [
  ['an unknown score', 'size,layer,exact', 'size'],
  ['a scope that does not go with the shape', 'l1,row,exact,shape=neurons', 'layer, global, own'],
  ['an impossible N:M', 'magnitude,layer,exact,shape=4:2', '4:2'],
]) {
  test(`${what} in the address is refused with the remedy`, async ({ lab, page }) => {
    await lab.open(`${QUICK.split('&prune=')[0]}&prune=${method}&at=0.5`);
    await expect(lab.get('notice').first()).toContainText(said);
    await expect(page.locator('#score')).toHaveValue('magnitude');
    await lab.value('accuracy-dense');
  });
}

test('undo and the list of runs bring back the whole method', async ({ lab, page }) => {
  await lab.open(QUICK);
  await page.locator('#tab-score').click();
  await page.locator('#shape').selectOption('neurons');
  await page.locator('#score').selectOption('apoz');
  await lab.reaches('ready');
  await page.locator('#tab-tune').click();
  await page.locator('#tune-epochs').fill('1');
  await lab.through('finetuning', () => lab.get('finetune').click());
  await linked(page, 'apoz,layer,exact,shape=neurons');
  await page.locator('#tab-score').click();
  await page.locator('#shape').selectOption('groups');
  await lab.reaches('ready');
  await lab.through('finetuning', () => lab.get('finetune').click());
  await linked(page, 'magnitude,layer,exact,shape=2:4');
  await lab.get('undo').click();
  await linked(page, 'apoz,layer,exact,shape=neurons');
});

test('scores are shown along the axis and in colour', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(85);
  await page.locator('#tab-score').click();
  await page.locator('#score').selectOption('wanda');
  await lab.reaches('ready');
  const handle = lab.get('histogram-threshold');
  await expect(handle).toBeHidden();
  await page.locator('#histogram').getByRole('button', { name: 'Scores' }).click();
  await expect(handle).toBeVisible();
  const table = page.locator('#histogram table');
  await expect(table).toContainText('log');
  // 784 x 64 weights in all, of which 85 % are gone; those of score 0 are not drawn but counted below.
  const sums = () =>
    page.locator('#histogram').evaluate((root) => {
      const number = (/** @type {string | null} */ text) => Number((text ?? '').replace(/\D/g, ''));
      const cells = [...root.querySelectorAll('table tbody tr')].map((row) => [...row.children].slice(-2));
      const drawn = cells.reduce((sum, [all]) => sum + number(all.textContent), 0);
      const gone = cells.reduce((sum, [, out]) => sum + number(out.textContent), 0);
      const rest = /([\d,]+) not drawn .*?, ([\d,]+) of them/.exec(
        root.querySelector('.chart-note')?.textContent ?? '',
      );
      return { all: drawn + (rest ? number(rest[1]) : 0), gone: gone + (rest ? number(rest[1]) - number(rest[2]) : 0) };
    });
  await expect.poll(sums).toEqual({ all: 784 * 64, gone: Math.round(0.85 * 784 * 64) });
  const before = Number(await handle.getAttribute('aria-valuenow'));
  await handle.focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => Number(await handle.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  await expect.poll(() => lab.value('ratio')).toBeGreaterThan(85);

  await page.locator('#heatmaps').getByRole('button', { name: 'Scores' }).click();
  await lab.get('heatmap-1').hover();
  await expect(page.locator('.heat-read')).toContainText('score');
});

test('a broken network is said to be broken, and one press leads back', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(100);
  const warning = lab.get('notice').filter({ hasText: 'Nothing is left' });
  await expect(warning).toBeVisible();
  await warning.getByRole('button').first().click();
  await expect(warning).toBeHidden();
  await expect.poll(() => lab.value('ratio')).toBeLessThan(100);
  expect(await measured(lab)).toBeGreaterThan(0.45);
  await page.locator('#tab-score').click();
  await page.locator('#score').selectOption('random');
  await lab.prune(99.5);
  await expect(lab.get('notice').filter({ hasText: /guessing|Every image/ })).toBeVisible();
  await lab.prune(10);
  await expect(lab.get('notice').filter({ hasText: /guessing|Every image/ })).toBeHidden();
});

for (const [scheme, width] of /** @type {const} */ ([
  ['light', 1280],
  ['dark', 360],
])) {
  test(`the choices are accessible, ${scheme}, ${width} px wide, with no sideways scrolling`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await lab.open(QUICK);
    await page.locator('#tab-score').click();
    for (const [shape, score, scope] of [
      ['weights', 'obs', 'own'],
      ['neurons', 'random', 'own'],
      ['groups', 'wanda', null],
    ]) {
      await page.locator('#shape').selectOption(/** @type {string} */ (shape));
      await page.locator('#score').selectOption(/** @type {string} */ (score));
      if (scope) await page.locator('#scope').selectOption(scope);
      await lab.reaches('ready');
      for (const summary of await page.locator('#panel-score summary:visible').all()) await summary.click();
      await lab.isAccessible();
      await lab.fitsAcross();
    }
  });
}
