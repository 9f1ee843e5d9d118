// The page as something to look at and to use: sizes, themes, languages, keyboard, screen readers.
import { STEPS } from '../../www/shell/steps.js';
import { expect, Lab, QUICK, test } from './lab.js';
import { colours, decode, difference } from './png.js';
import { KEYS } from './texts.js';

test('a phone in portrait: one column, the slider in view', async ({ lab, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.open(QUICK);
  await lab.fitsAcross();
  await expect(lab.ratio).toBeInViewport();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(lab.ratio).toBeInViewport();
  // What a ratio costs, and what is pruned at once, is in view, too.
  for (const hook of ['accuracy-pruned', 'sparsity', 'reading-bytes', 'reading-macs', 'granularity'])
    await expect(lab.get(hook)).toBeInViewport({ ratio: 1 });
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [1280, 360]) {
    test(`accessible in ${colorScheme}, ${width} px wide`, async ({ lab, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await lab.open(QUICK);
      await lab.prune(90);
      for (const step of STEPS) {
        await lab.show(step);
        await lab.isAccessible();
      }
    });
  }
}

test('the theme button changes the colours', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await lab.open(QUICK);
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  // It goes round light, dark and "as the system".
  for (let press = 0; press < 2; press += 1) {
    if ((await lab.get('theme').getAttribute('data-value')) === 'dark') break;
    const before = await lab.get('theme').getAttribute('data-value');
    await lab.use('theme');
    await expect(lab.get('theme')).not.toHaveAttribute('data-value', String(before));
  }
  await expect(lab.get('theme')).toHaveAttribute('data-value', 'dark');
  await expect.poll(background).not.toBe(light);
});

test('the language button changes every word and no number', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.value('accuracy-pruned');
  const numbers = await lab.numbers();
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
  await lab.use('language');
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
  await lab.says(lab.get('train'), 'zh', 'run.train');
  expect(await lab.numbers()).toEqual(numbers);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
});

test('the whole way by keyboard alone', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.tabTo('[data-testid=ratio]');
  await page.keyboard.press('Home');
  for (let press = 0; press < 9; press += 1) await page.keyboard.press('PageUp');
  await expect.poll(() => lab.value('sparsity')).toBeCloseTo(0.9, 4);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => lab.value('sparsity')).toBeGreaterThan(0.9005);
  const pruned = await lab.value('accuracy-pruned');
  await lab.show('tune');
  await lab.tabTo('[data-testid=finetune]');
  await lab.through('finetuning', () => page.keyboard.press('Enter'));
  expect(await lab.value('accuracy-finetuned')).toBeGreaterThan(pruned);
  await lab.tabTo('[data-testid=undo]');
  await page.keyboard.press('Enter');
  await lab.reaches('ready');
});

test('receptive fields: every neuron is in sight, none beyond the edge', async ({ lab, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await lab.open(QUICK);
  await lab.option('heatmaps-view', 'fields').click();
  await lab.drawn();
  const beyond = () =>
    lab.get('heatmap-1').evaluate((canvas) => {
      const box = /** @type {HTMLElement} */ (canvas.closest('.heatmap-box'));
      return [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight];
    });
  await expect.poll(beyond).toEqual([0, 0]);
});

test('heatmaps show what is gone', async ({ lab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open(QUICK);
  await lab.show('matrices');
  for (const hook of ['heatmap-1', 'heatmap-2']) {
    const map = lab.get(hook);
    await lab.prune(0);
    await map.scrollIntoViewIfNeeded();
    const whole = decode(await map.screenshot({ animations: 'disabled' }));
    expect(colours(whole)).toBeGreaterThan(20);
    await lab.prune(90);
    const pruned = decode(await map.screenshot({ animations: 'disabled' }));
    expect(difference(whole, pruned), `${hook} between 0 and 90 %`).toBeGreaterThan(0.3);
  }
});

for (const deviceScaleFactor of [1, 2]) {
  test(`charts are drawn, and crisp, at ${deviceScaleFactor} device pixels a pixel`, async ({ browser }) => {
    const context = await browser.newContext({ deviceScaleFactor, viewport: { width: 1280, height: 900 } });
    const lab = new Lab(await context.newPage());
    await lab.open(QUICK);
    await lab.prune(80);
    await lab.show('distribution');
    for (const hook of ['chart-accuracy', 'chart-histogram']) {
      const chart = lab.get(hook);
      const size = await chart.evaluate((element) => {
        const canvas = /** @type {HTMLCanvasElement} */ (element);
        return { backing: canvas.width, shown: canvas.getBoundingClientRect().width };
      });
      expect(Math.abs(size.backing - size.shown * deviceScaleFactor)).toBeLessThanOrEqual(1);
      expect(colours(decode(await chart.screenshot({ scale: 'device' })))).toBeGreaterThan(10);
    }
    await context.close();
  });
}

test('the static site works below another path', async ({ lab }) => {
  await lab.open(QUICK, { path: '/dist/' });
  expect(await lab.value('accuracy-dense')).toBeGreaterThan(0.5);
});

test('a first visit fetches nothing that is not needed yet', async ({ lab, page }) => {
  test.skip(KEYS, 'the sources are served, not what is built');
  /** @type {string[]} */
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await lab.open();
  await lab.value('accuracy-pruned');
  await page.waitForLoadState('networkidle');
  expect(fetched).toContain('/www/main.js');
  expect(fetched.filter((path) => path.endsWith('.wasm'))).toEqual(['/www/pkg/prunelab_bg.wasm']);
  // What the page names and what these import, the texts of one language, the worker, and nothing on demand.
  const hints = await page.locator('link[rel=modulepreload]').all();
  const atOnce = await Promise.all(hints.map(async (hint) => `/${await hint.getAttribute('href')}`));
  const named = new Set([...atOnce, '/www/main.js', '/www/worker/main.js']);
  const texts = fetched.find((path) => /^\/www\/registry\.en-\w+\.js$/.test(path));
  // What the texts and the worker share with what is loaded on demand lies in files that they import.
  for (const path of [texts ?? 'no texts', '/www/worker/main.js']) {
    const script = await (await page.request.get(path)).text();
    named.add(path);
    for (const [, name] of script.matchAll(/(?:import|from) ?"\.{1,2}\/(chunk-\w+\.js)"/g)) named.add(`/www/${name}`);
  }
  expect(fetched.filter((path) => path.endsWith('.js') && !named.has(path))).toEqual([]);
});
