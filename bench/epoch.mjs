// An epoch of 60,000 images and a pass over 10,000, ours and the peers in turns.
import { median, rounded, spread, table } from './numbers.mjs';
import { openOurs } from './ours.mjs';
import { openPyTorch } from './pytorch.mjs';
import { openTensorFlow } from './tfjs.mjs';

const HIDDEN = [256];

/** @param {{ site: import('./run.mjs').Site, repetitions: number, say: (text: string) => void }} context */
export async function measure({ site, repetitions, say }) {
  const ours = await openOurs(site);
  const one = await openPyTorch(1);
  const two = await openPyTorch(2);
  const tensorflow = await openTensorFlow(site);
  const entries = [
    { peer: { ...ours, ask: (wish) => ours.ask('epoch', wish) }, times: [] },
    ...[one, two, tensorflow].filter(Boolean).map((peer) => ({ peer, times: [] })),
  ];
  for (const { peer } of entries) {
    say(`warming up ${peer.name}`);
    if (peer.name !== tensorflow?.name) await peer.ask({ hidden: HIDDEN, seed: 0 });
  }
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    for (const { peer, times } of entries) {
      const time = await peer.ask({ hidden: HIDDEN, seed: repetition });
      times.push(time);
      say(
        `${repetition}/${repetitions} ${peer.name}: ${time.epochSeconds.toFixed(3)} s, ${(1000 * time.evalSeconds).toFixed(1)} ms`,
      );
    }
  }
  for (const { peer } of entries) await peer.close();

  const of = (peer, key) => {
    const found = entries.find((entry) => entry.peer.name === peer?.name);
    return found?.times.length ? median(found.times.map((time) => time[key])) : null;
  };
  const ratio = (a, b) => (a === null || b === null ? null : rounded(a / b));
  const best = one && two ? Math.min(of(one, 'epochSeconds'), of(two, 'epochSeconds')) : null;
  const rows = entries.map(({ peer, times }) => {
    const epochs = times.map((time) => time.epochSeconds);
    const passes = times.map((time) => 1000 * time.evalSeconds);
    return [
      peer.name,
      median(epochs).toFixed(3),
      spread(epochs, 3),
      median(passes).toFixed(1),
      spread(passes, 1),
      (100 * median(times.map((time) => time.accuracy))).toFixed(2),
    ];
  });
  const absent = [
    ...(one ? [] : ['PyTorch is absent: PYTHON names no interpreter (bench/get-pytorch makes one).']),
    ...(tensorflow ? [] : ['TensorFlow.js is absent: it could not be installed.']),
  ];
  return {
    keys: {
      epoch_s: rounded(of(ours, 'epochSeconds')),
      epoch_vs_pytorch: ratio(of(ours, 'epochSeconds'), best),
      epoch_vs_tfjs: ratio(of(ours, 'epochSeconds'), of(tensorflow, 'epochSeconds')),
      eval_s: rounded(of(ours, 'evalSeconds')),
      eval_vs_pytorch: ratio(of(ours, 'evalSeconds'), of(two, 'evalSeconds')),
      pytorch_epoch_s: rounded(best),
      pytorch_eval_s: rounded(of(two, 'evalSeconds')),
      tfjs_epoch_s: rounded(of(tensorflow, 'epochSeconds')),
    },
    text: [
      '### An epoch and a pass',
      '',
      'MNIST, 784-256-10, batch 64, Adam 0.001: one epoch of 60,000 images; one pass over the 10,000 test images (median of five). We do both in one thread.',
      '',
      table(['', 'epoch s', 'spread', 'pass ms', 'spread', 'right %'], rows),
      ...absent.map((line) => `\n${line}`),
    ].join('\n'),
  };
}
