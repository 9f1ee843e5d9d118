// @ts-check
/** Runs in a module worker of headless Chromium: times epochs and evaluations as the page's worker does them. */

import init, { Engine } from '../www/pkg/prunelab.js';

const NAMES = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];

/** @type {Engine} */
let engine;

async function load() {
  await init();
  engine = new Engine();
  const names = NAMES.map((name) => `${name}-ubyte.gz`);
  const files = await Promise.all(
    names.map(async (name) => {
      const response = await fetch(`../data/mnist/${name}`);
      if (!response.ok) throw new Error(`data/mnist/${name}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    }),
  );
  engine.loadFiles('MNIST', names, files);
}

/** @param {number | undefined} parent @param {object} op */
function perform(parent, op) {
  engine.start(parent, op, true);
  const ms = { training: 0, measuring: 0 };
  /** @type {'training' | 'measuring' | 'done'} */
  let phase = op.op === 'init' ? 'measuring' : 'training';
  while (phase !== 'done') {
    const start = performance.now();
    const next = engine.step(4).phase;
    ms[phase] += performance.now() - start;
    phase = next;
  }
  return { node: engine.finish().node, ms };
}

/** @param {{ hidden: number[], epochs: number, seed: number }} wish */
function measure({ hidden, epochs, seed }) {
  const start = perform(undefined, { op: 'init', hidden, seed });
  const config = { epochs, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };
  const trained = perform(start.node, { op: 'train', config });
  const { evaluation } = engine.node(trained.node).result;
  return {
    epochSeconds: trained.ms.training / epochs / 1000,
    evalSeconds: trained.ms.measuring / epochs / 1000,
    accuracy: evaluation.correct / evaluation.total,
  };
}

const ready = load();
self.onmessage = async ({ data }) => {
  try {
    await ready;
    self.postMessage({ result: measure(data) });
  } catch (error) {
    self.postMessage({ error: String(error?.message ?? error) });
  }
};
