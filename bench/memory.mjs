// The worker's wasm memory with MNIST loaded, and over rounds of training, curve, pruning and fine-tuning.
import { rounded, table } from './numbers.mjs';
import { openOurs } from './ours.mjs';

const ROUNDS = 50;
const BATCHES = 40;
const MIB = 1024 * 1024;

export async function measure({ site, say }) {
  const run = async (fresh) => {
    const ours = await openOurs(site);
    const after = await ours.ask('memory', { rounds: ROUNDS, batches: BATCHES, fresh });
    await ours.close();
    const sizes = after.map((bytes) => bytes / MIB);
    say(
      `${fresh ? 'new runs' : 'the same run again'}: ${sizes[0].toFixed(1)} MiB loaded, ${sizes[1].toFixed(1)} after a round, ${sizes.at(-1).toFixed(1)} after ${ROUNDS}`,
    );
    return sizes;
  };
  const again = await run(false);
  const fresh = await run(true);
  const row = (name, sizes) => [
    name,
    ...[sizes[0], sizes[1], sizes[10], sizes[ROUNDS]].map((size) => size.toFixed(1)),
    (sizes[ROUNDS] - sizes[1]).toFixed(1),
  ];
  return {
    keys: {
      wasm_memory_mb: rounded(again[1]),
      wasm_memory_loaded_mb: rounded(again[0]),
      wasm_memory_growth_mb: rounded(again[ROUNDS] - again[1]),
      wasm_memory_mb_a_run: rounded((fresh[ROUNDS] - fresh[1]) / (ROUNDS - 1) / 3),
    },
    text: [
      '### Memory',
      '',
      `MiB of wasm memory in the worker; a round trains, measures the curve, prunes and fine-tunes (784-256-10, ${BATCHES} batches each).`,
      'Runs that are new stay in the list, each with its network, so that one can go back to them; the same experiment again adds none.',
      '',
      table(
        ['', 'MNIST loaded', 'after 1 round', '10', String(ROUNDS), 'growth'],
        [row('the same experiment again', again), row('a new experiment each round', fresh)],
      ),
    ].join('\n'),
  };
}
