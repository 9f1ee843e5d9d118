// Time against the size of things: hidden units, training images, grid points.
import { median, spread, table } from './numbers.mjs';
import { openOurs } from './ours.mjs';

const UNITS = [32, 64, 128, 256, 512, 1024];
const IMAGES = [7_500, 15_000, 30_000, 60_000];
const POINTS = [9, 18, 35, 69, 137, 274, 548];

export async function measure({ site, repetitions, say }) {
  const ours = await openOurs(site);
  await ours.ask('epoch', { hidden: [256], seed: 0 });
  const series = async (wishes, task, key) => {
    const times = wishes.map(() => []);
    // Data sets are loaded once each, so the repetitions of one size follow one another.
    for (const [at, wish] of wishes.entries()) {
      for (let repetition = 1; repetition <= repetitions; repetition += 1) {
        times[at].push((await ours.ask(task, { ...wish, seed: repetition }))[key]);
      }
      say(`${JSON.stringify(wish)}: ${median(times[at]).toFixed(3)} s`);
    }
    return times;
  };
  const byUnits = await series(
    UNITS.map((units) => ({ hidden: [units] })),
    'epoch',
    'epochSeconds',
  );
  const byImages = await series(
    IMAGES.map((images) => ({ hidden: [256], images })),
    'epoch',
    'epochSeconds',
  );
  const byPoints = POINTS.map(() => []);
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    const curves = await ours.ask('points', { points: POINTS });
    // The first warms up.
    if (repetition > 0) curves.forEach(({ seconds }, at) => byPoints[at].push(seconds));
  }
  say(`points: ${byPoints.map((times) => median(times).toFixed(3)).join(', ')} s`);
  await ours.close();
  const rows = (sizes, times) =>
    sizes.map((size, at) => [
      size.toLocaleString('en-US'),
      median(times[at]).toFixed(3),
      spread(times[at], 3),
      ((1e6 * median(times[at])) / size).toFixed(2),
    ]);
  return {
    keys: {},
    text: [
      '### Growth',
      '',
      'An epoch of 60,000 images against hidden units, and of 784-256-10 against training images; the curve of 10,000 test images against its points, which lie evenly from 0 to 100 %. Against workers: the pool, below.',
      '',
      table(['hidden units', 'epoch s', 'spread', '\u00b5s a unit'], rows(UNITS, byUnits)),
      '',
      table(['training images', 'epoch s', 'spread', '\u00b5s an image'], rows(IMAGES, byImages)),
      '',
      table(['points of the curve', 's', 'spread', '\u00b5s a point'], rows(POINTS, byPoints)),
    ].join('\n'),
  };
}
