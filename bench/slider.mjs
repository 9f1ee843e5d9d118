// The slider: from the input event to the frame with stage, band and evidence, on MNIST's 10,000 test images.
// Keys and mouse are sent through the DevTools protocol; see README.md for what is measured and what is not.
import { readFileSync } from 'node:fs';
import { openTrace } from './latency.mjs';
import { median, quantile, rounded, spread, table } from './numbers.mjs';
import { MNIST, NO_TICK, openBrowser, openPage } from './site.mjs';
import { checkFrames } from './slider-check.mjs';
import { slowing } from './slowing.mjs';

/** Every kind of move is repeated so often, kinds in turns; what a p95 says is the median of its repetitions'. */
const REPETITIONS = 5;
/** Moves a repetition. */
const MOVES = 100;
/** Moves that the browser traces. */
const TRACED = 300;
const SLOWED = 4;

/** Milliseconds between two moves: longer than a frame, and at no fixed place in one. */
const pauseMs = () => 25 + 30 * Math.random();

export async function measure({ site, say }) {
  const rows = [];
  const note = (name, result) => {
    say(`${name}: ${words(result)}`);
    const all = result.painted.flat();
    rows.push([
      name,
      all.length,
      quantile(all, 0.5).toFixed(1),
      median(result.painted.map(p95)).toFixed(1),
      spread(result.painted.map(p95), 1),
      quantile(all, 1).toFixed(1),
      ...[0.5, 0.95].map((share) => quantile(result.presented, share).toFixed(1)),
      result.longTasks,
    ]);
    return result;
  };

  const slow = await slowing(site, SLOWED);
  say(
    `slowed ${SLOWED} times, the page takes ${slow.page.toFixed(1)} times as long, a worker ${slow.worker.toFixed(1)} times`,
  );
  const free = await openLab(site, NO_TICK, say);
  const fresh = note(
    'right after training, curve still being measured',
    (await free.moves(['steps'], 1, { traced: 150 })).steps,
  );
  await free.settle();
  const { steps, jumps, drags } = await free.moves(['steps', 'jumps', 'drags'], REPETITIONS);
  note('steps of 1 %', steps);
  note('jumps', jumps);
  note('dragging', drags);
  await free.slow(SLOWED);
  const slowed = await free.moves(['steps', 'jumps'], REPETITIONS);
  note(`slowed ${SLOWED} times: steps`, slowed.steps);
  note(`slowed ${SLOWED} times: jumps`, slowed.jumps);
  await free.slow(1);
  // What waited for the slider to rest comes with the frame again once frames are quick.
  await free.moves(['steps'], 1, { traced: 0 });
  const checked = await checkFrames(free.page, say);
  await free.close();

  const ticked = await openLab(site, [], say);
  await ticked.settle();
  const ticking = await ticked.moves(['steps', 'jumps'], REPETITIONS);
  note('60 Hz: steps of 1 %', ticking.steps);
  note('60 Hz: jumps', ticking.jumps);
  await ticked.slow(SLOWED);
  note(`60 Hz, slowed ${SLOWED} times: steps`, (await ticked.moves(['steps'], REPETITIONS)).steps);
  await ticked.close();
  const floor = await openFloor(site, []);
  const floorSteps = note(
    '60 Hz: a page with nothing but a slider and a number',
    (await floor.moves(['steps'], REPETITIONS)).steps,
  );
  await floor.close();

  const key = ({ painted }) => rounded(median(painted.map(p95)));
  const together = slowed.steps.painted.map((block, at) => [...block, ...slowed.jumps.painted[at]]);
  return {
    keys: {
      slider_p95_ms: key(steps),
      slider_jump_p95_ms: key(jumps),
      slider_drag_p95_ms: key(drags),
      slider_slowed_p95_ms: key({ painted: together }),
      slider_slowed_step_p95_ms: key(slowed.steps),
      slider_slowed_jump_p95_ms: key(slowed.jumps),
      slider_unmeasured_p95_ms: key(fresh),
      slider_presented_p95_ms: rounded(quantile(steps.presented, 0.95)),
      slider_60hz_p95_ms: key(ticking.steps),
      slider_60hz_floor_p95_ms: key(floorSteps),
      slider_long_tasks: [steps, jumps, drags, fresh].reduce((all, { longTasks }) => all + longTasks, 0),
      slider_slowed_long_tasks: slowed.steps.longTasks + slowed.jumps.longTasks,
    },
    text: [
      '### The slider',
      '',
      'Milliseconds from the input event to the painted frame, and to the frame on the screen as the browser traces it.',
      `Slowed through the DevTools protocol, the page's thread takes ${slow.page.toFixed(1)} times as long and a worker ${slow.worker.toFixed(1)} times. ${checked}`,
      '',
      `p95 is the median of ${REPETITIONS} repetitions of ${MOVES} moves, kinds in turns; beside it its spread. Slowed steps and jumps together: ${key({ painted: together })}.`,
      '',
      table(['', 'moves', 'painted p50', 'p95', 'spread', 'max', 'presented p50', 'p95', 'long tasks'], rows),
    ].join('\n'),
  };
}

/** @param {readonly number[]} values */
const p95 = (values) => quantile(values, 0.95);

function words({ painted, presented, longTasks }) {
  const all = painted.flat();
  return `painted ${quantile(all, 0.5).toFixed(1)} ms, p95 ${painted.map((block) => p95(block).toFixed(1)).join(' / ')}, presented p95 ${p95(presented).toFixed(1)} ms, ${longTasks} long tasks`;
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

  /** @param {keyof typeof kinds} kind @param {(go: (count: number) => Promise<void>) => Promise<void>} work */
  async function during(kind, work) {
    const { begin, move, end } = kinds[kind];
    await begin();
    await work(async (count) => {
      for (let at = 0; at < count; at += 1) {
        await move(at);
        await page.waitForTimeout(pauseMs());
      }
      await page.waitForTimeout(500);
    });
    await end();
  }

  /** What the page noted down while moves of a kind went on. @param {keyof typeof kinds} kind @param {() => Promise<void>} go */
  async function watched(kind, go) {
    await page.evaluate(() => {
      window.moves.length = 0;
      window.longTasks.length = 0;
    });
    await go();
    const { moves, longTasks } = await page.evaluate(() => ({ moves: window.moves, longTasks: window.longTasks }));
    const painted = moves.filter((one) => one.type === kinds[kind].type).map(({ ms }) => ms);
    if (painted.length < 0.9 * MOVES) throw new Error(`${kind}: only ${painted.length} of ${MOVES} moves were seen`);
    return { painted, longTasks: longTasks.length };
  }

  return {
    page,
    /**
     * So many repetitions of every kind of move, in turns, and then as many more as are traced.
     * @template {'steps' | 'jumps' | 'drags'} Kind
     * @param {Kind[]} wanted @param {number} repetitions @param {{ traced?: number }} [options]
     * @returns {Promise<Record<Kind, { painted: number[][], presented: number[], longTasks: number }>>}
     */
    async moves(wanted, repetitions, { traced = TRACED } = {}) {
      const results = /** @type {any} */ ({});
      for (const kind of wanted) results[kind] = { painted: [], presented: [], longTasks: 0 };
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        for (const kind of wanted) {
          await during(kind, async (go) => {
            const { painted, longTasks } = await watched(kind, () => go(MOVES));
            results[kind].painted.push(painted);
            results[kind].longTasks += longTasks;
          });
        }
      }
      // Tracing takes time of the page's thread, so what is painted is measured without, in moves of its own.
      for (const kind of traced > 0 ? wanted : []) {
        await during(kind, async (go) => {
          results[kind].presented = await trace.during(kinds[kind].traced, () => go(traced));
        });
      }
      return results;
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
