// Stopping, going on, stepping and undoing.
import { expect, LONG, QUICK, test } from './lab.js';

test('pause, one step, resume, cancel', async ({ lab, page }) => {
  await lab.open(LONG, { state: 'training' });
  const bar = lab.get('run-progress');
  const done = async () => Number(await bar.evaluate((element) => /** @type {HTMLProgressElement} */ (element).value));

  await expect.poll(done).toBeGreaterThan(0);
  await lab.get('pause').click();
  await expect(lab.get('pause')).toHaveAttribute('aria-pressed', 'true');
  await expect(lab.get('step')).toBeEnabled();
  await lab.get('step').click();
  const paused = await expectStill(done);

  await lab.get('step').click();
  await expect.poll(done).toBeGreaterThan(paused);
  await expectStill(done);

  await lab.get('pause').click();
  await expect.poll(done).toBeGreaterThan(paused + 0.001);
  await lab.get('cancel').click();
  await lab.reaches('ready');
  expect(await lab.value('accuracy-dense')).toBeGreaterThan(0.1);
  await expect.poll(() => page.url()).toMatch(/stop=\d+/);
});

test('undo goes back to the dense network and its numbers', async ({ lab }) => {
  await lab.open(QUICK);
  const dense = await lab.value('accuracy-dense');
  const pruned = await lab.prune(90);
  await lab.fineTune();
  await expect(lab.get('undo')).toBeEnabled();
  await lab.use('undo');
  await lab.reaches('ready');
  await expect(lab.get('accuracy-dense')).toHaveAttribute('data-value', String(dense));
  await expect(lab.get('accuracy-pruned')).toHaveAttribute('data-value', String(pruned));
});

test('the list of runs leads back to every run', async ({ lab }) => {
  await lab.open(QUICK);
  await lab.prune(90);
  const tuned = await lab.fineTune();
  const count = await lab.runs.count();
  expect(count).toBeGreaterThanOrEqual(3);
  await lab.goTo(1);
  await lab.goTo(count);
  await expect(lab.get('accuracy-finetuned')).toHaveAttribute('data-value', String(tuned));
});

test('training again with another seed gives another network', async ({ lab }) => {
  await lab.open(QUICK);
  const before = await lab.numbers();
  await lab.train('43');
  await lab.value('accuracy-dense');
  await expect.poll(async () => JSON.stringify(await lab.numbers())).not.toBe(JSON.stringify(before));
});

test('after a crash, also in the middle of a run, a new engine makes the same networks', async ({ lab, page }) => {
  await page.addInitScript(() => {
    /** @type {Worker[]} */
    const workers = [];
    Object.assign(window, {
      workers,
      Worker: class extends Worker {
        /** @param {ConstructorParameters<typeof Worker>} options */
        constructor(...options) {
          super(...options);
          workers.push(this);
        }
      },
    });
  });
  const crash = () =>
    page.evaluate(() => {
      const [worker] = /** @type {any} */ (window).workers.splice(0);
      worker.dispatchEvent(new ErrorEvent('error', { message: 'unreachable' }));
    });
  await lab.open(QUICK);
  await lab.prune(90);
  const before = await lab.numbers();
  await lab.through('loading', crash);
  await expect(lab.get('notice')).toHaveAttribute('data-value', /unreachable/);
  await expect.poll(() => lab.numbers()).toEqual(before);
  await page.goto(LONG);
  await lab.reaches('training');
  await lab.through('loading', async () => {
    await crash();
    await lab.reaches('training');
    const bar = lab.get('run-progress');
    await expect
      .poll(() => bar.evaluate((element) => /** @type {HTMLProgressElement} */ (element).value))
      .toBeGreaterThan(0);
    await lab.get('cancel').click();
  });
  expect(await lab.value('accuracy-dense')).toBeGreaterThan(0);
});

/** Reads a number until it has been the same five times running. @param {() => Promise<number>} read */
async function expectStill(read) {
  let last = NaN;
  let same = 0;
  await expect
    .poll(async () => {
      const now = await read();
      same = now === last ? same + 1 : 0;
      last = now;
      return same;
    })
    .toBeGreaterThanOrEqual(4);
  return last;
}
