// The slider: from the input event to the frame with accuracy, heatmaps, histogram and table of MNIST's 10,000 test
// images. Keys and mouse are sent through the DevTools protocol; see README.md for what is measured and what is not.
import { readFileSync } from 'node:fs';
import { openTrace } from './latency.mjs';
import { quantile, rounded, table } from './numbers.mjs';
import { MNIST, NO_TICK, openBrowser, openPage } from './site.mjs';
import { checkFrames } from './slider-check.mjs';
import { slowing } from './slowing.mjs';

const STEPS = 300;
const JUMPS = 300;
const SLOWED = 4;

/** Milliseconds between two moves: longer than a frame, and at no fixed place in one. */
const pauseMs = () => 25 + 30 * Math.random();

export async function measure({ site, say }) {
  const rows = [];
  const keys = {};
  const note = (name, result) => {
    say(`${name}: ${words(result)}`);
    rows.push([
      name,
      result.painted.length,
      ...[0.5, 0.95, 1].map((share) => quantile(result.painted, share).toFixed(1)),
      ...[0.5, 0.95].map((share) => quantile(result.presented, share).toFixed(1)),
      result.longTasks.length,
    ]);
    return result;
  };
  const p95 = (result) => rounded(quantile(result.painted, 0.95));

  const slow = await slowing(site, SLOWED);
  say(
    `slowed ${SLOWED} times, the page takes ${slow.page.toFixed(1)} times as long, a worker ${slow.worker.toFixed(1)} times`,
  );
  const free = await openLab(site, NO_TICK, say);
  const fresh = note('right after training, curve still being measured', await free.moves('steps', 150));
  keys.slider_unmeasured_p95_ms = p95(fresh);
  await free.settle();
  const steps = note('steps of 1 %', await free.moves('steps', STEPS));
  const jumps = note('jumps', await free.moves('jumps', JUMPS));
  const drags = note('dragging', await free.moves('drags', STEPS));
  await free.slow(SLOWED);
  const slowedSteps = note(`slowed ${SLOWED} times: steps`, await free.moves('steps', STEPS));
  const slowedJumps = note(`slowed ${SLOWED} times: jumps`, await free.moves('jumps', JUMPS));
  await free.slow(1);
  // What waited for the slider to rest comes with the frame again once frames are quick.
  await free.moves('steps', 20);
  const checked = await checkFrames(free.page, say);
  await free.close();

  const ticked = await openLab(site, [], say);
  await ticked.settle();
  const tickedSteps = note('60 Hz: steps of 1 %', await ticked.moves('steps', STEPS));
  note('60 Hz: jumps', await ticked.moves('jumps', JUMPS));
  await ticked.slow(SLOWED);
  note(`60 Hz, slowed ${SLOWED} times: steps`, await ticked.moves('steps', STEPS));
  await ticked.close();
  const floor = await openFloor(site, []);
  const floorSteps = note('60 Hz: a page with nothing but a slider and a number', await floor.moves('steps', STEPS));
  await floor.close();

  return {
    keys: {
      ...keys,
      slider_p95_ms: p95(steps),
      slider_jump_p95_ms: p95(jumps),
      slider_drag_p95_ms: p95(drags),
      slider_slowed_p95_ms: rounded(quantile([...slowedSteps.painted, ...slowedJumps.painted], 0.95)),
      slider_presented_p95_ms: rounded(quantile(steps.presented, 0.95)),
      slider_60hz_p95_ms: p95(tickedSteps),
      slider_60hz_floor_p95_ms: p95(floorSteps),
      slider_long_tasks: [steps, jumps, drags, fresh].reduce((all, { longTasks }) => all + longTasks.length, 0),
    },
    text: [
      '### The slider',
      '',
      'Milliseconds from the input event to the painted frame, and to the frame on the screen as the browser traces it.',
      `Slowed through the DevTools protocol, the page's thread takes ${slow.page.toFixed(1)} times as long and a worker ${slow.worker.toFixed(1)} times. ${checked}`,
      '',
      table(['', 'moves', 'painted p50', 'p95', 'max', 'presented p50', 'p95', 'long tasks'], rows),
    ].join('\n'),
  };
}

function words({ painted, presented, longTasks }) {
  const part = (values) => [0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(1)).join(' / ');
  return `painted ${part(painted)} ms, presented ${part(presented)} ms (p50 / p95 / max), ${longTasks.length} long tasks`;
}

/** The page with MNIST and a network trained on it for an epoch, just now. */
async function openLab(site, more, say) {
  const browser = await openBrowser(more);
  const page = await openPage(browser, site.url);
  const reaches = (state) =>
    page.waitForFunction(
      (wanted) => document.querySelector('[data-testid=status]')?.getAttribute('data-state') === wanted,
      state,
      { timeout: 120_000 },
    );
  await reaches('ready');
  await page.locator('#train-epochs').fill('1');
  await page.getByTestId('file-input').setInputFiles(MNIST);
  await reaches('training');
  await reaches('ready');
  say(`MNIST is loaded, a network is trained: ${await page.getByTestId('accuracy-dense').innerText()}`);
  return mover(browser, page);
}

async function openFloor(site, more) {
  const browser = await openBrowser(more);
  return mover(browser, await openPage(browser, `${site.url}bench/floor.html`));
}

/** @param {import('@playwright/test').Browser} browser @param {import('@playwright/test').Page} page */
async function mover(browser, page) {
  // The page's own policy allows no script from elsewhere; evaluating one is not bound by it.
  await page.evaluate(readFileSync('bench/slider-watch.js', 'utf8'));
  const trace = await openTrace(browser);
  const session = await page.context().newCDPSession(page);
  const slider = page.getByTestId('ratio');
  let forward = true;

  async function step() {
    const at = Number(await slider.inputValue());
    if (at >= 90) forward = false;
    if (at <= 0) forward = true;
    await page.keyboard.press(forward ? 'ArrowRight' : 'ArrowLeft');
  }

  /** @param {number} share */
  async function place(share) {
    const box = await slider.boundingBox();
    if (!box) throw new Error('the slider is not shown');
    return { x: box.x + 10 + share * (box.width - 20), y: box.y + box.height / 2 };
  }

  const kinds = {
    steps: {
      traced: ['KEY_PRESSED'],
      type: 'keydown',
      begin: () => slider.focus(),
      move: step,
      end: async () => undefined,
    },
    jumps: {
      traced: ['MOUSE_PRESSED'],
      type: 'pointerdown',
      begin: async () => undefined,
      async move() {
        const { x, y } = await place(Math.random());
        await page.mouse.click(x, y);
      },
      end: async () => undefined,
    },
    drags: {
      traced: ['MOUSE_DRAGGED', 'MOUSE_MOVED'],
      type: 'pointermove',
      async begin() {
        const { x, y } = await place(0.5);
        await page.mouse.move(x, y);
        await page.mouse.down();
      },
      move: (/** @type {number} */ at) =>
        place(0.5 + 0.45 * Math.sin(at / 12)).then(({ x, y }) => page.mouse.move(x, y)),
      end: () => page.mouse.up(),
    },
  };

  return {
    page,
    /** @param {'steps' | 'jumps' | 'drags'} kind @param {number} count */
    async moves(kind, count) {
      const { traced, type, begin, move, end } = kinds[kind];
      await begin();
      await page.evaluate(() => {
        window.moves.length = 0;
        window.longTasks.length = 0;
      });
      const go = async () => {
        for (let at = 0; at < count; at += 1) {
          await move(at);
          await page.waitForTimeout(pauseMs());
        }
        await page.waitForTimeout(500);
      };
      // Tracing takes time of the page's thread, so what is painted is measured without, in moves of its own.
      await go();
      const { moves, longTasks } = await page.evaluate(() => ({ moves: window.moves, longTasks: window.longTasks }));
      const presented = await trace.during(traced, go);
      await end();
      const painted = moves.filter((one) => one.type === type).map(({ ms }) => ms);
      if (painted.length < 0.9 * count) throw new Error(`${kind}: only ${painted.length} of ${count} moves were seen`);
      return { painted, presented, longTasks };
    },
    /** Waits until the whole curve is measured: a way over all of it meets nothing that is not. */
    async settle() {
      for (let pending = 1; pending > 0;) {
        pending = 0;
        await slider.focus();
        await page.keyboard.press('Home');
        while (Number(await slider.inputValue()) < 100) {
          await page.keyboard.press('ArrowRight');
          await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
          if ((await page.getByTestId('accuracy-pruned').getAttribute('aria-busy')) === 'true') pending += 1;
        }
        await page.keyboard.press('Home');
      }
      await page.waitForTimeout(1000);
    },
    /** Slows the processor through the DevTools protocol. @param {number} rate */
    slow: (rate) => session.send('Emulation.setCPUThrottlingRate', { rate }),
    close: () => browser.close(),
  };
}
