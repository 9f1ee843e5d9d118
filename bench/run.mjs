// Ours and PyTorch in turns, at least five times each; medians and spread.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { browserArguments } from '../scripts/browser.mjs';

const REPETITIONS = Number(process.env.REPETITIONS || 5);
const PORT = process.env.BENCH_PORT || '8139';
const WISH = { hidden: [256], epochs: 1, seed: 1 };

async function openOurs() {
  const server = spawn('node', ['scripts/serve.mjs'], {
    env: { ...process.env, PORT },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => server.kill());
  await new Promise((resolve, reject) => {
    server.stdout.once('data', resolve);
    server.once('exit', () => reject(new Error('the server did not start')));
  });
  const browser = await chromium.launch({ executablePath: process.env.CHROME, args: browserArguments() });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${PORT}/bench/page.html`);
  const measure = (wish) =>
    page.evaluate(
      (wish) =>
        new Promise((resolve, reject) => {
          window.worker ??= new Worker('worker.js', { type: 'module' });
          window.worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.result));
          window.worker.onerror = (event) => reject(new Error(event.message));
          window.worker.postMessage(wish);
        }),
      wish,
    );
  const close = async () => {
    await browser.close();
    server.kill();
  };
  return { name: `Prunelab, Chromium ${browser.version()}, one wasm thread`, measure, close };
}

/** A PyTorch process, or null where PYTHON has none. */
async function openPyTorch(threads) {
  if (!process.env.PYTHON) return null;
  const child = spawn(process.env.PYTHON, ['bench/pytorch.py', 'data/mnist', String(threads)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('PyTorch ended early');
    return JSON.parse(value);
  };
  const { version } = await read();
  const measure = (wish) => {
    child.stdin.write(`${JSON.stringify(wish)}\n`);
    return read();
  };
  const close = async () => child.stdin.end();
  return { name: `PyTorch ${version}, ${threads} thread${threads > 1 ? 's' : ''}`, measure, close };
}

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[Math.floor(values.length / 2)];
const spread = (values) => `${Math.min(...values).toFixed(3)}-${Math.max(...values).toFixed(3)}`;

const peers = (await Promise.all([openOurs(), openPyTorch(1), openPyTorch(2)])).filter(Boolean);
if (peers.length === 1) console.log('PyTorch: absent (set PYTHON to an interpreter that has it)');
for (const peer of peers) await peer.measure({ ...WISH, seed: 0 }); // warm-up
const times = peers.map(() => []);
for (let i = 0; i < REPETITIONS; i++) {
  for (const [p, peer] of peers.entries()) times[p].push(await peer.measure({ ...WISH, seed: WISH.seed + i }));
}
for (const peer of peers) await peer.close();

console.log(
  `\n${os.cpus()[0].model}, ${os.cpus().length} cores; MNIST, 784-256-10, batch 64, Adam; ${REPETITIONS} repetitions\n`,
);
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
row(['', 'epoch s', 'spread', 'evaluation ms', 'spread']);
row(['---', '---:', '---', '---:', '---']);
const results = peers.map((peer, p) => {
  const epoch = times[p].map((t) => t.epochSeconds);
  const evaluation = times[p].map((t) => t.evalSeconds);
  row([
    peer.name,
    median(epoch).toFixed(3),
    spread(epoch),
    (1000 * median(evaluation)).toFixed(1),
    spread(evaluation.map((t) => 1000 * t)),
  ]);
  return { epoch: median(epoch), evaluation: median(evaluation) };
});
const [ours, ...theirs] = results;
const best = (key) => (theirs.length ? Math.min(...theirs.map((t) => t[key])) : null);
const ratio = (key) => (theirs.length ? ours[key] / best(key) : null);
const summary = {
  epoch_s: ours.epoch,
  epoch_vs_pytorch: ratio('epoch'),
  epoch_vs_pytorch_one_thread: theirs.length ? ours.epoch / theirs[0].epoch : null,
  eval_s: ours.evaluation,
  eval_vs_pytorch: ratio('evaluation'),
  repetitions: REPETITIONS,
};
mkdirSync('target', { recursive: true });
writeFileSync('target/bench.json', `${JSON.stringify(summary, null, 2)}\n`);
console.log(`\n${JSON.stringify(summary)}`);
