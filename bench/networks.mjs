// Deeper and wider networks, and images without a zero, against what their share of arithmetic predicts.
import { epochOperations } from './arithmetic.mjs';
import { median, rounded, spread, table } from './numbers.mjs';
import { openOurs } from './ours.mjs';
import { openPyTorch } from './pytorch.mjs';

const NETWORKS = [[256], [300, 100], [512, 256, 128], [1024]];

export async function measure({ site, repetitions, say }) {
  const ours = await openOurs(site);
  const torch = await openPyTorch(2);
  const { ink, images } = await ours.ask('ink');
  const entries = [...NETWORKS.map((hidden) => ({ hidden, dense: false })), { hidden: [256], dense: true }].map(
    (wish) => ({
      wish,
      name: `784-${wish.hidden.join('-')}-10${wish.dense ? ', no pixel zero' : ''}`,
      operations: epochOperations({ inputs: 784, hidden: wish.hidden, images, ink: wish.dense ? 784 : ink / images }),
      ours: [],
      torch: [],
    }),
  );
  await ours.ask('epoch', { hidden: [256], seed: 0 });
  await torch?.ask({ hidden: [256], seed: 0 });
  // The dense images last in each round: loading them takes longer than an epoch.
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    for (const entry of entries) {
      const wish = { ...entry.wish, seed: repetition };
      entry.ours.push((await ours.ask('epoch', wish)).epochSeconds);
      if (torch) entry.torch.push((await torch.ask(wish)).epochSeconds);
      say(`${repetition}/${repetitions} ${entry.name}: ${entry.ours.at(-1).toFixed(3)} s`);
    }
  }
  await ours.close();
  torch?.close();

  const [base] = entries;
  const relative = (entry) => median(entry.ours) / median(base.ours) / (entry.operations / base.operations);
  const rows = entries.map((entry) => [
    entry.name,
    (entry.operations / 1e9).toFixed(1),
    median(entry.ours).toFixed(3),
    spread(entry.ours, 3),
    relative(entry).toFixed(2),
    torch ? median(entry.torch).toFixed(3) : '',
  ]);
  const [, ...others] = entries.filter((entry) => !entry.wish.dense);
  const dense = entries[entries.length - 1];
  return {
    keys: {
      networks_worst_vs_arithmetic: rounded(Math.max(...others.map(relative))),
      dense_epoch_s: rounded(median(dense.ours)),
      dense_vs_arithmetic: rounded(relative(dense)),
    },
    text: [
      '### Other networks',
      '',
      'An epoch; "times predicted" is the time over what the share of arithmetic (`bench/arithmetic.mjs`) predicts from the first row.',
      '',
      table(['', 'Gop', 'epoch s', 'spread', 'times predicted', torch ? `${torch.name} s` : 'PyTorch (absent)'], rows),
    ].join('\n'),
  };
}
