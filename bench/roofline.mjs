// How near an epoch is to what this machine's 128-bit SIMD could do at best.
import { epochOperations } from './arithmetic.mjs';
import { median, rounded, table } from './numbers.mjs';
import { openOurs } from './ours.mjs';

export async function measure({ site, repetitions, say }) {
  const ours = await openOurs(site);
  const { ink, images } = await ours.ask('ink');
  const peaks = [];
  const epochs = [];
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    const { operationsPerSecond } = await ours.ask('peak');
    const { epochSeconds } = await ours.ask('epoch', { hidden: [256], seed: repetition });
    say(
      `${repetition}/${repetitions}: peak ${(operationsPerSecond / 1e9).toFixed(1)} Gop/s, epoch ${epochSeconds.toFixed(3)} s`,
    );
    if (repetition > 0) {
      peaks.push(operationsPerSecond);
      epochs.push(epochSeconds);
    }
  }
  await ours.close();
  const operations = epochOperations({ inputs: 784, hidden: [256], images, ink: ink / images });
  const rate = operations / median(epochs);
  const peak = median(peaks);
  return {
    keys: {
      peak_gops: rounded(peak / 1e9),
      epoch_gop: rounded(operations / 1e9),
      epoch_share_of_peak: rounded(rate / peak),
    },
    text: [
      '### Roofline',
      '',
      table(
        ['', 'value'],
        [
          ['pixels that are not zero, of 784', (ink / images).toFixed(1)],
          ['arithmetic of an epoch (`bench/arithmetic.mjs`), Gop', (operations / 1e9).toFixed(2)],
          [
            'the same if zeros were multiplied, Gop',
            (epochOperations({ inputs: 784, hidden: [256], images, ink: 784 }) / 1e9).toFixed(2),
          ],
          ['peak of 128-bit multiply, then add (`bench/peak.wat`), Gop/s', (peak / 1e9).toFixed(1)],
          ['least time at that peak, s', (operations / peak).toFixed(3)],
          ['our epoch, s', median(epochs).toFixed(3)],
          ['our share of that peak, %', ((100 * rate) / peak).toFixed(0)],
        ],
      ),
    ].join('\n'),
  };
}
