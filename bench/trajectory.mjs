// The whole curve: predictions of 10,000 test images at every grid point, in seconds and in evaluations.
import { median, rounded, spread, table } from './numbers.mjs';
import { openOurs } from './ours.mjs';

export async function measure({ site, repetitions, say }) {
  const ours = await openOurs(site);
  const times = [];
  let points = 0;
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    const time = await ours.ask('trajectory', { hidden: [256], seed: repetition });
    points = time.points;
    say(
      `${repetition}/${repetitions}: ${points} points in ${time.seconds.toFixed(3)} s, a pass ${(1000 * time.evalSeconds).toFixed(1)} ms`,
    );
    if (repetition > 0) times.push(time); // the first warms up
  }
  await ours.close();
  const seconds = times.map((time) => time.seconds);
  const passes = times.map((time) => time.evalSeconds);
  const evaluations = times.map((time) => time.seconds / time.evalSeconds);
  return {
    keys: {
      trajectory_s: rounded(median(seconds)),
      trajectory_vs_eval: rounded(median(evaluations)),
      trajectory_points: points,
    },
    text: [
      '### The trajectory',
      '',
      `MNIST's 10,000 test images, 784-256-10, magnitude in every layer, ${points} points.`,
      '',
      table(
        ['', 'median', 'spread'],
        [
          ['seconds', median(seconds).toFixed(3), spread(seconds, 3)],
          [
            'a pass, ms',
            (1000 * median(passes)).toFixed(1),
            spread(
              passes.map((s) => 1000 * s),
              1,
            ),
          ],
          ['in passes', median(evaluations).toFixed(1), spread(evaluations, 1)],
        ],
      ),
    ].join('\n'),
  };
}
