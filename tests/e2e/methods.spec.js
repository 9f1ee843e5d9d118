// Every way to prune, chosen on the page: by keyboard alone, in links, and as an operation, to the same numbers.
import { KINDS, scopesOf, scoresOf } from '../../www/ops/method.js';
import { expect, QUICK, test } from './lab.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

/** Movement has to be recorded first. */
const WEIGHT_SCORES = scoresOf('weights').filter((score) => score !== 'movement');
const NEURON_SCORES = scoresOf('neurons');

/** Chooses from a list with the arrow keys. @param {Lab} lab @param {'shape' | 'score' | 'scope'} name @param {string} value */
async function choose(lab, name, value) {
  const list = lab.get(`method-${name}`);
  await lab.tabTo(`[data-testid=method-${name}]`);
  const options = await list
    .locator('option:not([disabled])')
    .evaluateAll((all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value));
  const by = options.indexOf(value) - options.indexOf(await list.inputValue());
  for (let press = 0; press < Math.abs(by); press += 1) await lab.page.keyboard.press(by > 0 ? 'ArrowDown' : 'ArrowUp');
  await expect(list).toHaveValue(value);
}

/** Types a number into a field that is reached by the keyboard. @param {Lab} lab @param {string} hook @param {string} text */
async function type(lab, hook, text) {
  await lab.tabTo(`[data-testid=${hook}]`);
  await lab.page.keyboard.press('Control+A');
  await lab.page.keyboard.type(text);
}

/** The accuracy at the slider once the method that is in the address now has been measured. @param {Lab} lab */
async function measured(lab) {
  await lab.reaches('ready');
  return lab.value('accuracy-pruned');
}

/** What the link says of the method. @param {Lab} lab @param {string} method */
async function linked(lab, method) {
  await expect.poll(() => lab.hash()).toContain(`&prune=${method}&`);
}

test('every score of weights, by keyboard alone; each is what it is as an operation', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(85);
  await lab.show('score');
  /** @type {Record<string, number>} */
  const found = {};
  for (const score of WEIGHT_SCORES) {
    await choose(lab, 'score', score);
    await linked(lab, `${score},layer,exact`);
    found[score] = await measured(lab);
    await expect(lab.get('method-score-help')).not.toBeEmpty();
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
  const [head] = lab.hash().split('&prune=');
  for (const [score, accuracy] of Object.entries(found)) {
    const method = `${score},${more}`;
    const hash = `${head}~prune(${method};${ratio})&prune=${method}&at=${ratio}`;
    await lab.through('training', () => page.evaluate((to) => location.assign(to), hash));
    const told = await lab.told();
    expect([told.op, told.accuracy], score).toEqual(['prune', accuracy]);
    expect(await lab.value('accuracy-pruned'), score).toBe(accuracy);
  }
}

test('every score of neurons, by keyboard alone; size and work are of a smaller network', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(50);
  await lab.show('score');
  await choose(lab, 'shape', 'neurons');
  await expect(lab.get('method-fallen')).toHaveAttribute('data-value', /"from":"magnitude"/);
  await expect(lab.get('slider-label')).toHaveAttribute('data-value', 'neurons');
  const scores = await lab
    .get('method-score')
    .locator('option')
    .evaluateAll((all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value));
  expect(scores).toEqual(NEURON_SCORES);
  /** @type {Record<string, number>} */
  const found = {};
  for (const score of NEURON_SCORES) {
    await choose(lab, 'score', score);
    await linked(lab, `${score},layer,exact,shape=neurons`);
    found[score] = await measured(lab);
    expect(await lab.value('sparsity')).toBeCloseTo(0.5, 6);
  }
  expect(Math.max(...Object.values(found))).toBeGreaterThan(found.first);
  await lab.show('before-after');
  // 64 neurons, of which 32 are left: (784 + 10) x 32 weights and 42 biases.
  for (const [row, value] of /** @type {const} */ ([
    ['macs', 794 * 32],
    ['bytes', 4 * (794 * 32 + 42)],
    ['dead', 32],
  ]))
    await expect(lab.get(`table-${row}-pruned`), row).toHaveAttribute('data-value', String(value));
  await expect(lab.get('table-bytes-pruned-note')).toHaveAttribute('data-value', '784-32-10');
  await lab.get('table-time').click();
  expect(await lab.value('table-pass-pruned')).toBeGreaterThan(0);
  await sameAsOperations(lab, page, found, 'layer,exact,shape=neurons', 0.5);
  await lab.show('tune');
  await lab.tabTo('[data-testid=finetune]');
  await lab.through('finetuning', () => page.keyboard.press('Enter'));
  expect(await lab.value('accuracy-finetuned')).toBeGreaterThan(found.first);
  // The fine-tuned network is the smaller one as well.
  await expect(lab.get('table-bytes-tuned-note')).toHaveAttribute('data-value', '784-32-10');
});

test('N:M by keyboard: the slider has no say, and says so', async ({ lab }) => {
  await lab.open(QUICK);
  const before = await lab.prune(85);
  await lab.show('score');
  await choose(lab, 'shape', 'groups');
  await linked(lab, 'magnitude,layer,exact,shape=2:4');
  await expect(lab.ratio).toBeDisabled();
  await expect(lab.get('slider-fixed')).toHaveAttribute('data-value', '2:4');
  await expect.poll(() => lab.value('sparsity')).toBeCloseTo(0.5, 3);
  const two = await measured(lab);
  expect(two).not.toBe(before);
  await type(lab, 'method-keep', '1');
  await linked(lab, 'magnitude,layer,exact,shape=1:4');
  await expect.poll(() => lab.value('sparsity')).toBeCloseTo(0.75, 3);
  await type(lab, 'method-of', '17');
  await expect(lab.get('method-of-fault')).toBeVisible();
  await linked(lab, 'magnitude,layer,exact,shape=1:4');
  await type(lab, 'method-of', '16');
  await linked(lab, 'magnitude,layer,exact,shape=1:16');
  await expect.poll(() => lab.value('sparsity')).toBeCloseTo(15 / 16, 3);
  const hardest = await measured(lab);
  expect(hardest).toBeLessThan(two);
  // The only scope there is, and the only rule, are not asked for.
  await expect(lab.get('method-scope')).toBeHidden();
  await lab.reopen(lab.hash());
  expect(await lab.value('accuracy-pruned')).toBe(hardest);
});

test('every scope by keyboard, with one slider a layer for own ratios', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  await lab.show('score');
  /** @type {Record<string, number>} */
  const found = {};
  for (const scope of scopesOf('weights')) {
    await choose(lab, 'scope', scope);
    const own = scope === 'own' ? ',ratios=0.9/0.9' : '';
    await linked(lab, `magnitude,${scope},exact${own}`);
    found[scope] = await measured(lab);
    expect(await lab.value('sparsity')).toBeCloseTo(0.9, 2);
  }
  expect(found.own).toBe(found.layer);
  expect(found.global).not.toBe(found.layer);
  await lab.tabTo('[data-testid=own-2]');
  await page.keyboard.press('Home');
  await linked(lab, 'magnitude,own,exact,ratios=0.9/0');
  // What both take together, at the nearest place of the slider: 0.9 x 50,176 of 50,816 weights.
  await expect.poll(() => lab.value('ratio')).toBeCloseTo(88.85, 3);
  await lab.show('prune');
  await expect(lab.get('prune-removed-2')).toHaveAttribute('data-value', '0');
  expect(await measured(lab)).toBeGreaterThanOrEqual(found.layer);
});

test('the numbers a method takes: images, a seed, the correction', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  await lab.show('score');
  await choose(lab, 'score', 'random');
  const first = await measured(lab);
  await type(lab, 'method-seed', '7');
  await linked(lab, 'random,layer,exact,seed=7');
  expect(await measured(lab)).not.toBe(first);
  await choose(lab, 'score', 'obs');
  await linked(lab, 'obs,layer,exact');
  await type(lab, 'method-images', '200');
  await linked(lab, 'obs,layer,exact,images=200');
  const bare = await measured(lab);
  await lab.tabTo('[data-testid=method-correct]');
  await page.keyboard.press('Space');
  await linked(lab, 'obs,layer,exact,images=200,correct');
  const adjusted = await measured(lab);
  expect(adjusted).toBeGreaterThan(bare);
  await type(lab, 'method-images', '3001');
  await expect(lab.get('method-images-fault')).toBeVisible();
  await linked(lab, 'obs,layer,exact,images=200,correct');

  // The same as an operation.
  const [head] = lab.hash().split('&prune=');
  const method = 'obs,layer,exact,images=200,correct';
  await lab.reopen(`${head}~prune(${method};0.9)~finetune(adam,0.001;64;1;keep)&prune=${method}&at=0.9`);
  expect(await lab.value('accuracy-pruned')).toBe(adjusted);
  const pruned = (await lab.listed()).find(({ op }) => op === 'prune');
  expect(pruned?.accuracy).toBe(adjusted);
  await linked(lab, method);
});

test('movement can be chosen once training has noted it', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(85);
  await lab.show('tune');
  await lab.get('tune-epochs').fill('1');
  await lab.show('score');
  await expect(lab.option('method-score', 'movement')).toBeDisabled();
  await lab.get('score-more').click();
  await lab.tabTo('[data-testid=method-noting]');
  await page.keyboard.press('Enter');
  await lab.tabTo('[data-testid=note-movement]');
  await lab.through('training', () => page.keyboard.press('Enter'));
  await linked(lab, 'movement,layer,exact');
  expect(lab.hash()).toContain('~movement(adam,0.001;64;1)');
  const pruned = await measured(lab);
  const link = lab.hash();
  // To a network of which nothing was noted: said, and ranked by another score.
  await lab.use('undo');
  await expect(lab.notice('notice.movement')).toBeVisible();
  await linked(lab, 'magnitude,layer,exact');
  await lab.reopen(link);
  expect(await lab.value('accuracy-pruned')).toBe(pruned);
});

for (const [what, method, said] of /** @type {const} */ ([
  ['an unknown score', 'size,layer,exact', /"size"/],
  ['a scope that does not go with the shape', 'l1,row,exact,shape=neurons', /layer, global, own/],
  ['an impossible N:M', 'magnitude,layer,exact,shape=4:2', /4:2/],
])) {
  test(`${what} in the address is refused with the remedy`, async ({ lab }) => {
    await lab.open(`${QUICK.split('&prune=')[0]}&prune=${method}&at=0.5`);
    await expect(lab.notice('link.*')).toHaveAttribute('data-value', said);
    await expect(lab.get('method-score')).toHaveValue('magnitude');
    await lab.value('accuracy-dense');
  });
}

test('undo and the list of runs bring back the whole method', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.show('score');
  await lab.get('method-shape').selectOption('neurons');
  await lab.get('method-score').selectOption('apoz');
  await lab.reaches('ready');
  await lab.show('tune');
  await lab.get('tune-epochs').fill('1');
  await lab.fineTune();
  await linked(lab, 'apoz,layer,exact,shape=neurons');
  await lab.show('score');
  await lab.get('method-shape').selectOption('groups');
  await lab.reaches('ready');
  await lab.fineTune();
  await linked(lab, 'magnitude,layer,exact,shape=2:4');
  await lab.use('undo');
  await linked(lab, 'apoz,layer,exact,shape=neurons');
});

test('scores are shown along the axis and in colour', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(85);
  await lab.show('score');
  await lab.get('method-score').selectOption('wanda');
  await lab.reaches('ready');
  await lab.show('distribution');
  const handle = lab.get('histogram-threshold');
  await expect(handle).toBeHidden();
  await lab.option('histogram-by', 'scores').click();
  await expect(handle).toBeVisible();
  await expect(lab.get('histogram-beyond')).toHaveAttribute('data-scale', 'log');
  // 784 x 64 weights in all, of which 85 % are pruned; those of score 0 are not drawn but counted below.
  const sums = async () => {
    const rows = await lab.table('chart-histogram');
    const beyond = lab.get('histogram-beyond');
    const [hidden, kept] = await Promise.all(
      ['data-value', 'data-kept'].map(async (name) => Number(await beyond.getAttribute(name))),
    );
    const [all, pruned] = [1, 2].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0));
    return { all: all + hidden, pruned: pruned + hidden - kept };
  };
  await expect.poll(sums).toEqual({ all: 784 * 64, pruned: Math.round(0.85 * 784 * 64) });
  const before = Number(await handle.getAttribute('aria-valuenow'));
  await handle.focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => Number(await handle.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  await expect.poll(() => lab.value('ratio')).toBeGreaterThan(85);

  await lab.show('matrices');
  await lab.option('heatmaps-by', 'scores').click();
  await lab.get('heatmap-1').hover();
  await expect(lab.get('heatmaps-readout')).toHaveAttribute('data-value', /"score":/);
});

test('a broken network is said to be broken, and one press leads back', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.prune(100);
  const warning = lab.notice('warn.emptied');
  await expect(warning).toBeVisible();
  await warning.getByTestId('notice-action').click();
  await expect(warning).toBeHidden();
  await expect.poll(() => lab.value('ratio')).toBeLessThan(100);
  expect(await measured(lab)).toBeGreaterThan(0.45);
  await lab.show('score');
  await lab.get('method-score').selectOption('random');
  await lab.prune(99.5);
  await expect(lab.notice('warn.*')).toBeVisible();
  await lab.prune(10);
  await expect(lab.notice('warn.*')).toBeHidden();
});

for (const [scheme, width] of /** @type {const} */ ([
  ['light', 1280],
  ['dark', 360],
])) {
  test(`the choices are accessible, ${scheme}, ${width} px wide, with no sideways scrolling`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await lab.open(QUICK);
    await lab.show('score');
    for (const kind of KINDS) {
      await lab.get('method-shape').selectOption(kind);
      await lab.get('method-score').selectOption(kind === 'weights' ? 'obs' : 'random');
      if (scopesOf(kind).includes('own')) await lab.get('method-scope').selectOption('own');
      await lab.reaches('ready');
      await lab.unfold(lab.panel('score'));
      await lab.isAccessible();
      await lab.fitsAcross();
    }
  });
}

test('distribution: all layers at once, on other scales; zeros are a number; weights per layer before and after', async ({
  lab,
}) => {
  await lab.open(QUICK);
  await lab.prune(80);
  await lab.show('distribution');
  await lab.option('histogram-layers', 'all').click();
  for (const layer of [1, 2]) await expect(lab.get(`chart-histogram-${layer}`)).toBeVisible();
  await expect(lab.get('chart-histogram')).toBeHidden();
  /** Weights and pruned ones, of all bars. @param {number} layer */
  const counts = async (layer) =>
    (await lab.table(`chart-histogram-${layer}`)).reduce(
      ([all, gone], [, total, removed]) => [all + Number(total), gone + Number(removed)],
      [0, 0],
    );
  const sizes = [784 * 64, 64 * 10];
  for (const [index, size] of sizes.entries()) {
    const beyond = lab.get(`histogram-beyond-${index + 1}`);
    await expect
      .poll(async () => (await counts(index + 1))[0] + Number(await beyond.getAttribute('data-value')))
      .toBe(size);
    expect(Math.abs((await counts(index + 1))[1] - 0.8 * size)).toBeLessThan(2);
    await expect(beyond).toHaveAttribute('data-zeros', '0');
  }
  const before = await counts(1);
  for (const scale of ['linear', 'logCount', 'sqrt']) {
    await lab.option('histogram-scale', scale).click();
    await expect(lab.option('histogram-scale', scale)).toHaveAttribute('aria-pressed', 'true');
    expect(await counts(1)).toEqual(before);
  }
  const rows = await lab
    .get('layer-weights')
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll('td[data-value]')].map((cell) => Number(cell.getAttribute('data-value'))),
      ),
    );
  expect(rows.map(([all, kept]) => [all, Math.round(kept / 10)])).toEqual(
    sizes.map((size) => [size, Math.round(size * 0.02)]),
  );
});
