// @ts-check
/** The page's pool on MNIST: the same pieces of work on one engine, on two, and so on. */

import { startWorker } from '../www/engine/engine-client.js';
import { createEnginePool } from '../www/engine/engine-pool.js';
import init, { Engine } from '../www/pkg/prunelab.js';
import { readFiles } from '../www/worker/data-files.js';
import { fileModule } from '../www/worker/file-module.js';

const NAMES = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];
const PIECES = 8;
const METHOD = { score: 'magnitude', scope: 'layer', rule: 'exact' };
const CONFIG = { epochs: 1, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };

async function open() {
  const module = await WebAssembly.compileStreaming(fetch('../www/pkg/prunelab_bg.wasm'));
  await init({ module_or_path: module });
  const files = await Promise.all(
    NAMES.map(async (name) => {
      const response = await fetch(`../data/mnist/${name}-ubyte.gz`);
      if (!response.ok) throw new Error(`data/mnist/${name}-ubyte.gz: ${response.status}`);
      return { name: `${name}-ubyte.gz`, bytes: await response.arrayBuffer() };
    }),
  );
  const engine = new Engine();
  engine.useFiles('MNIST', readFiles(files, await fileModule()));
  const perform = (/** @type {number | undefined} */ parent, /** @type {object} */ op) => {
    engine.start(parent, op, true);
    while (engine.step(16).phase !== 'done');
    return engine.finish().node;
  };
  const op = { op: 'train', config: CONFIG };
  const node = perform(perform(undefined, { op: 'init', hidden: [256], seed: 1 }), op);
  const base = /** @type {any} */ ({ op, first: engine.firstTraining(node) ?? null, bytes: engine.exportState(node) });
  engine.free();
  return { module, base, load: /** @type {const} */ ({ name: 'loadFiles', params: { name: 'MNIST', files } }) };
}
const opened = open();

/** @param {any} base @returns {Record<string, any[]>} */
const kinds = (base) => ({
  fineTune: Array.from({ length: PIECES }, (_, piece) => ({
    kind: 'run',
    base,
    ops: [
      { op: 'prune', method: METHOD, ratio: 0.5 + 0.06 * piece },
      { op: 'fineTune', config: CONFIG, mask: 'keep' },
    ],
  })),
  curve: Array.from({ length: PIECES }, () => ({ kind: 'curve', base, method: METHOD })),
});

/** Seconds that each kind of work takes on so many engines. @param {{ workers: number }} wish */
/** @type {any} */ (window).ask = async ({ workers }) => {
  const { module, base, load } = await opened;
  const pool = createEnginePool({ size: workers, spawn: startWorker, module });
  pool.useData(load);
  await pool.warm();
  // A piece for each, so that all engines have their top tier at work.
  const warmUp = kinds(base);
  for (const works of Object.values(warmUp)) {
    await Promise.all(works.slice(0, workers).map((work) => pool.submit(work).done));
  }
  /** @type {Record<string, number>} */
  const seconds = {};
  for (const [kind, works] of Object.entries(kinds(base))) {
    const start = performance.now();
    const outcomes = await Promise.all(works.map((work) => pool.submit(work).done));
    seconds[kind] = (performance.now() - start) / 1000;
    const failed = outcomes.find((outcome) => outcome.status !== 'done');
    if (failed) throw new Error(`a piece of work ended as ${JSON.stringify(failed)}`);
  }
  pool.close();
  return seconds;
};
