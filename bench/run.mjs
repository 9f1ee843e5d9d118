// Does the measures named by ONLY (all without it), one after the other; prints what they say and writes
// target/bench.json and target/bench.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { closeBrowsers, openSite } from './site.mjs';

/** @typedef {Awaited<ReturnType<typeof openSite>>} Site */
/** @typedef {{ keys: Record<string, number | null>, text: string }} Measured */

const MEASURES = ['epoch', 'networks', 'growth', 'trajectory', 'pool', 'slider', 'loading', 'memory', 'roofline'];
/** What stands in bench.json also when a measure was left out. */
const KEYS = [
  ...[
    'epoch_s',
    'epoch_vs_pytorch',
    'epoch_vs_tfjs',
    'eval_s',
    'eval_vs_pytorch',
    'trajectory_s',
    'trajectory_vs_eval',
  ],
  ...[
    'slider_p95_ms',
    'slider_jump_p95_ms',
    'slider_slowed_p95_ms',
    'first_trained_ms',
    'first_trained_network_ms',
    'interactive_ms',
    'bytes_gzip',
  ],
  ...['wasm_memory_mb', 'pool_speedup'],
];

const wanted = (process.env.ONLY || MEASURES.join()).split(/[\s,]+/).filter(Boolean);
const unknown = wanted.filter((name) => !MEASURES.includes(name));
if (unknown.length) {
  console.error(`ONLY=${unknown.join()}: there is no such measure; there are ${MEASURES.join(', ')}`);
  process.exit(2);
}
const repetitions = Number(process.env.REPETITIONS || 5);
if (!(Number.isInteger(repetitions) && repetitions > 0)) {
  console.error(`REPETITIONS=${process.env.REPETITIONS}: a whole number above 0 is wanted, such as 5`);
  process.exit(2);
}

const site = await openSite();
/** @type {Record<string, number | null>} */
const keys = Object.fromEntries(KEYS.map((key) => [key, null]));
const machine = `${os.cpus()[0].model.trim()}, ${os.cpus().length} cores, ${os.type()} ${os.release()}, Node ${process.versions.node}`;
const texts = [
  `${machine}; ${new Date().toISOString().slice(0, 10)}; medians of ${repetitions} repetitions unless said otherwise.`,
];
try {
  for (const name of MEASURES.filter((one) => wanted.includes(one))) {
    const started = performance.now();
    console.log(`\n=== ${name}`);
    try {
      const { measure } = await import(`./${name}.mjs`);
      const measured = await measure({ site, repetitions, say: (text) => console.log(`  ${text}`) });
      Object.assign(keys, measured.keys);
      texts.push(measured.text);
      console.log(`\n${measured.text}\n`);
    } catch (error) {
      // The others are worth having all the same.
      console.error(error);
      process.exitCode = 1;
      await closeBrowsers();
    }
    console.log(`=== ${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
} finally {
  site.close();
}
mkdirSync('target', { recursive: true });
writeFileSync('target/bench.json', `${JSON.stringify({ ...keys, repetitions, machine }, null, 2)}\n`);
writeFileSync('target/bench.md', `${texts.join('\n\n')}\n`);
console.log(`\ntarget/bench.json:\n${JSON.stringify(keys, null, 2)}`);
