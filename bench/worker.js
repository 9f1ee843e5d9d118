// @ts-check
/**
 * Ours, in a module worker as the page has it: one task a message, its answer a message. Times are wall times between
 * the first step and the last, steps as short as the page's.
 */

import init, { Engine } from '../www/pkg/prunelab.js';
import { readFiles } from '../www/worker/data-files.js';

const NAMES = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];
const METHOD = { score: 'magnitude', scope: 'layer', rule: 'exact' };
const BATCHES = 4;
const IMAGES = 512;
const PASSES = 5;

/** @type {Engine} */
let engine;
/** @type {WebAssembly.Memory} */
let memory;
let loaded = '';
/** A run to prune again and again. @type {number | null} */
let trained = null;

/** MNIST as raw IDX files, once. @type {Promise<Uint8Array[]> | null} */
let raw = null;

/** @param {string} name */
async function unpack(name) {
  const response = await fetch(`../data/mnist/${name}-ubyte.gz`);
  if (!response.ok || !response.body) throw new Error(`data/mnist/${name}-ubyte.gz: ${response.status}`);
  const plain = response.body.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** The first `count` of an IDX file. @param {Uint8Array} file @param {number} count */
function first(file, count) {
  const view = new DataView(file.buffer);
  const dimensions = view.getUint8(3);
  const head = 4 + 4 * dimensions;
  const size = Array.from({ length: dimensions - 1 }, (_, d) => view.getUint32(8 + 4 * d)).reduce((a, b) => a * b, 1);
  const part = file.slice(0, head + count * size);
  new DataView(part.buffer).setUint32(4, count);
  return part;
}

/** Images without a zero: grey levels 0 to 255 pressed into 1 to 255. @param {Uint8Array} file */
function inked(file) {
  const head = 16;
  return file.map((level, at) => (at < head ? level : 1 + Math.round((level * 254) / 255)));
}

/** @param {{ images?: number, dense?: boolean }} wish */
async function load({ images = 60_000, dense = false }) {
  const key = `${images} ${dense}`;
  if (loaded === key) return;
  if (!engine) {
    ({ memory } = await init());
    engine = new Engine();
  }
  raw ??= Promise.all(NAMES.map(unpack));
  const [trainImages, trainLabels, testImages, testLabels] = await raw;
  const shown = (/** @type {Uint8Array} */ file) => (dense ? inked(file) : file);
  const files = [shown(first(trainImages, images)), first(trainLabels, images), shown(testImages), testLabels];
  const named = NAMES.map((name, at) => ({ name, bytes: /** @type {ArrayBuffer} */ (files[at].buffer) }));
  engine.useFiles('MNIST', readFiles(named, null));
  trained = null;
  loaded = key;
}

/**
 * Does an operation, stopping it after `stopAfter` batches where that is given.
 * @param {number | undefined} parent @param {object} op @param {number} [stopAfter]
 */
function perform(parent, op, stopAfter = Infinity) {
  const { totalBatches } = engine.start(parent, op, true);
  const start = performance.now();
  let trained = start;
  let phase = totalBatches > 0 ? 'training' : 'measuring';
  let stopped = false;
  while (phase !== 'done') {
    const before = phase;
    const report = engine.step(BATCHES);
    phase = report.phase;
    if (before === 'training' && phase !== 'training') trained = performance.now();
    if (phase === 'training' && report.batch >= stopAfter && !stopped) stopped = engine.stop();
  }
  return { node: engine.finish().node, seconds: (trained - start) / 1000 };
}

/** @param {{ hidden: number[], epochs: number, seed: number }} wish */
function train({ hidden, epochs, seed }) {
  const start = perform(undefined, { op: 'init', hidden, seed });
  const config = { epochs, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };
  return perform(start.node, { op: 'train', config });
}

/** Seconds of a pass over the test images, as the page measures at the slider: the median of several. @param {number} node */
function evaluate(node) {
  engine.rank(node, METHOD).free();
  const seconds = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    const start = performance.now();
    engine.beginProbe(0);
    while (!engine.stepProbe(IMAGES));
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds.sort((a, b) => a - b)[PASSES >> 1];
}

/** @param {number} node @param {Uint32Array} [places]  of the slider; the page's where none are given */
function trajectory(node, places = Engine.grid()) {
  engine.rankAt(node, METHOD, places).free();
  const start = performance.now();
  let points = 0;
  while (engine.trajectoryRemaining() > 0) points += engine.stepTrajectory(0).length;
  return { seconds: (performance.now() - start) / 1000, points };
}

const bytes = () => memory.buffer.byteLength;

/** @type {Record<string, (wish: any) => unknown>} */
const tasks = {
  /** An epoch, and a pass over the test images with what it gave. */
  epoch(wish) {
    const trained = train({ epochs: 1, ...wish });
    const { evaluation } = engine.node(trained.node).result;
    return {
      epochSeconds: trained.seconds / (wish.epochs ?? 1),
      evalSeconds: evaluate(trained.node),
      accuracy: evaluation.correct / evaluation.total,
    };
  },
  /** Curves with more and more points over the whole way. @param {{ points: number[] }} wish */
  points({ points }) {
    trained ??= train({ hidden: [256], epochs: 1, seed: 1 }).node;
    const last = Engine.ratios().length - 1;
    return points.map((count) => {
      const places = Uint32Array.from({ length: count }, (_, at) => Math.round((at * last) / (count - 1)));
      return trajectory(/** @type {number} */ (trained), places);
    });
  },
  trajectory(wish) {
    const { node } = train({ epochs: 1, ...wish });
    const { seconds, points } = trajectory(node);
    return { seconds, points, evalSeconds: evaluate(node) };
  },
  /** Rounds of train, prune, fine-tune, each stopped early; the memory after loading and after each round. */
  memory({ rounds, batches, fresh }) {
    const after = [bytes()];
    for (let round = 0; round < rounds; round += 1) {
      const config = { epochs: 1, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };
      const begun = perform(undefined, { op: 'init', hidden: [256], seed: fresh ? round : 1 });
      const trained = perform(begun.node, { op: 'train', config }, batches);
      trajectory(trained.node);
      const pruned = perform(trained.node, { op: 'prune', method: METHOD, ratio: 0.8 });
      perform(pruned.node, { op: 'fineTune', config, mask: 'keep' }, batches);
      after.push(bytes());
    }
    return after;
  },
  /** Pixels of the training images that are not zero. */
  async ink() {
    const [images] = await /** @type {Promise<Uint8Array[]>} */ (raw);
    let ink = 0;
    for (let at = 16; at < images.length; at += 1) if (images[at] !== 0) ink += 1;
    return { ink, images: (images.length - 16) / 784 };
  },
  /** Operations a second of the kernel in peak.wat, the best of several. */
  async peak() {
    const response = await fetch('../target/bench/peak.wasm');
    const { instance } = await WebAssembly.instantiate(await response.arrayBuffer());
    const run = /** @type {(rounds: number) => number} */ (instance.exports.run);
    // Short calls first, so that the engine's top tier is at work.
    for (let call = 0; call < 50; call += 1) run(20_000);
    const rounds = 2_000_000;
    const seconds = Array.from({ length: 9 }, () => {
      const start = performance.now();
      run(rounds);
      return (performance.now() - start) / 1000;
    });
    return { operationsPerSecond: (rounds * 12 * 4 * 2) / Math.min(...seconds) };
  },
};

self.onmessage = async ({ data: { task, ...wish } }) => {
  try {
    await load(wish);
    self.postMessage({ result: await tasks[task](wish) });
  } catch (error) {
    self.postMessage({ error: String(/** @type {any} */ (error)?.message ?? error) });
  }
};
