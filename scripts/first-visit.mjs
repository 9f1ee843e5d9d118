// What a first visit asks of the engine and the charts, done in Node with a module that notes which of its functions are
// called; prints their numbers. scripts/split.mjs leaves these in the module's first part.   node first-visit.mjs MODULE
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { createMessenger } from '../www/engine/messenger.js';

// Node 20 has the fused instructions only behind a flag; later versions have them anyway.
if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');
const compiled = await WebAssembly.compile(readFileSync(process.argv[2]));

await work();
draw((await import('../www/pkg/prunelab.js')).default());

/** The worker, with a page that trains, looks, moves the slider and fine-tunes. */
async function work() {
  const page = /** @type {any} */ (globalThis);
  page.self = page;
  page.Worker = await secondWorker();
  await import('../www/worker/main.js');
  const worker = /** @type {any} */ ({
    postMessage: (/** @type {unknown} */ data) => page.onmessage({ data }),
    terminate: () => undefined,
  });
  page.postMessage = (/** @type {unknown} */ data) => worker.onmessage({ data });
  const { request } = createMessenger(worker, {
    onCrash(message) {
      throw new Error(`the engine failed at a first visit: ${message}`);
    },
  });

  await request('boot', { module: compiled });
  await request('loadDigits', { spec: { source: 'digits', train: 700, test: 400, seed: 1 } });

  let runId = 0;
  /** @param {number | null} parent @param {any[]} ops */
  async function run(parent, ops) {
    runId += 1;
    const { node } = await request('run', { runId, parent, ops, again: true });
    return /** @type {number} */ (node);
  }
  const method = /** @type {const} */ ({ score: 'magnitude', scope: 'layer', rule: 'exact' });
  const adam = { epochs: 1, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };
  const adamW = { epochs: 1, batchSize: 32, optimizer: { kind: 'adamW', lr: 0.001, weightDecay: 0.01 } };
  const sgd = {
    epochs: 1,
    batchSize: 100,
    optimizer: { kind: 'sgd', lr: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.0001 },
  };
  const begin = { op: 'init', hidden: [64, 32], seed: 3 };
  const dense = await run(null, [begin, { op: 'train', config: adam }]);
  await run(dense, [{ op: 'train', config: adamW }]);
  await run(dense, [{ op: 'train', config: sgd }]);
  await request('weights', { node: dense });

  for (const scope of /** @type {const} */ (['layer', 'global'])) {
    const by = { base: dense, method: { ...method, scope } };
    await request('rank', by);
    await request('curve', { ...by, ratio: 0.5 });
    for (const ratio of [0.5, 0, 0.925, 1]) await request('evaluate', { ...by, ratio });
    await request('scores', by);
    const pruned = await run(dense, [{ op: 'prune', method: by.method, ratio: 0.9 }]);
    await run(pruned, [{ op: 'fineTune', config: adam, mask: 'keep' }]);
    await run(pruned, [{ op: 'fineTune', config: adam, mask: 'forget' }]);
  }

  // Paused, one batch, on, ended early.
  const ops = [
    { ...begin, seed: 4 },
    { op: 'train', config: { ...adam, epochs: 400 } },
  ];
  let heard = () => undefined;
  const next = () => new Promise((resolve) => (heard = () => void resolve(undefined)));
  const wanted = { runId: (runId += 1), parent: null, ops: /** @type {any} */ (ops), again: true };
  const ended = request('run', wanted, { onEvent: ({ type }) => type !== 'progress' && heard() });
  for (const action of /** @type {const} */ (['pause', 'stepBatch', 'resume', 'stop'])) {
    const told = action === 'stepBatch' ? next() : null;
    await request('control', { runId, action });
    await told;
  }
  await ended;
  await request('image', { split: 'test', index: 0 });
}

/** What reads half of the test images, in this thread instead of one of its own. */
async function secondWorker() {
  const { Reader } = /** @type {any} */ (await import('../www/pkg/prunelab.js'));
  return class {
    reader = /** @type {any} */ (null);
    /** @type {(event: { data: object }) => void} */
    onmessage = () => undefined;
    terminate() {}
    /** @param {any} command */
    postMessage(command) {
      queueMicrotask(() => this.onmessage({ data: this.answer(command) }));
    }
    /** @param {any} command */
    answer(command) {
      if (command.type === 'boot') {
        this.reader = new Reader(command.pixels);
        this.reader.add(command.images, command.labels);
        return { type: 'ready' };
      }
      const readings = this.reader.read(command.sizes, command.parameters);
      const { classes, losses } = readings;
      readings.free();
      return { type: 'readings', id: command.id, classes, losses };
    }
  };
}

/** The page's charts, on a canvas that draws nothing. @param {Promise<any>} initialised */
async function draw(initialised) {
  const exports = await initialised;
  const { drawAccuracy, drawHistogram, drawLearning } = /** @type {any} */ (await import('../www/pkg/prunelab.js'));
  class CanvasRenderingContext2D {
    /** @param {string} text */
    measureText(text) {
      return { width: 7 * text.length };
    }
  }
  for (const name of [
    'arc',
    'beginPath',
    'clip',
    'closePath',
    'fill',
    'fillRect',
    'fillText',
    'lineTo',
    'moveTo',
    'rect',
    'restore',
    'rotate',
    'save',
    'setLineDash',
    'stroke',
    'strokeRect',
    'strokeText',
    'translate',
  ])
    /** @type {any} */ (CanvasRenderingContext2D.prototype)[name] = () => undefined;
  class HTMLCanvasElement {
    width = 1200;
    height = 640;
    context = new CanvasRenderingContext2D();
    getContext() {
      return this.context;
    }
  }
  Object.assign(globalThis, { CanvasRenderingContext2D, HTMLCanvasElement });
  const names = [
    'background',
    'text',
    'mutedText',
    'grid',
    'dense',
    'curve',
    'fineTuned',
    'other',
    'removed',
    'positive',
    'negative',
  ];
  const theme = Object.fromEntries(names.map((name, at) => [name, `#${String(at).padStart(2, '0')}aabb`]));
  const look = { ratio: 2, fontFamily: 'system-ui, sans-serif', fontSize: 13, theme };
  const points = Array.from({ length: 101 }, (_, at) => ({
    sparsity: at / 100,
    accuracy: 0.97 - 0.8 * (at / 100) ** 8,
    joined: at % 9 > 0,
  }));
  const texts = {
    sparsity: 'Weights removed (%)',
    accuracy: 'Accuracy (%)',
    dense: 'dense',
    chance: 'guessing',
    base: 'pruned before',
  };
  for (const xMin of [null, 0, 0.8]) {
    for (const full of [false, true]) {
      const frame = drawAccuracy(new HTMLCanvasElement(), {
        look,
        texts,
        xMin,
        yMin: full ? 0.5 : null,
        denseAccuracy: 0.97,
        chance: full ? null : 0.1,
        points,
        dots: [0.5, 0.52, 0.9].map((sparsity) => ({ sparsity, accuracy: 0.95, label: full ? 'mask forgotten' : '' })),
        tuned: full ? [points.slice(50, 60)] : [],
        others: full
          ? [
              { name: 'run 2, global', points, colour: null },
              { name: 'run 3', points, colour: '#123456' },
            ]
          : [],
        guide: full ? { accuracy: 0.96, name: 'one point below' } : null,
        baseSparsity: full ? 0.1 : 0,
      });
      frame.toData(300, 100);
      frame.toPixel(0.5, 0.5);
      frame.toPixelRight(0.5, 0.5);
      frame.free();
    }
  }
  const total = Uint32Array.from({ length: 81 }, (_, at) => 1 + Math.round(9000 * Math.exp(-(((at - 40) / 9) ** 2))));
  for (const [limit, from] of [
    [0.2, undefined],
    [1.5, -0.5],
    [3e-7, 0],
  ]) {
    const words = { weight: 'Weight', count: 'Weights (square root)' };
    const frame = drawHistogram(
      new HTMLCanvasElement(),
      { look, texts: words, limit, from },
      total,
      total.map((count) => count >> 1),
    );
    void [frame.left, frame.top, frame.width, frame.height, frame.toData(300, 100)];
    frame.free();
  }
  for (const [batches, done] of [
    [470, 4700],
    [3, 1],
    [938, 20_000],
    [11, 0],
  ]) {
    const losses = Float32Array.from({ length: done }, (_, at) => 2.3 / (1 + at / 20) + 0.05 * Math.sin(at));
    const words = { epochs: 'Epochs', loss: 'Loss (square root)', percent: 'Percent' };
    const epochs = [1, 2, 3].map((at) => ({ batch: at * batches, testAccuracy: 0.9 + at / 100, sparsity: 0.3 * at }));
    drawLearning(
      new HTMLCanvasElement(),
      {
        look,
        texts: words,
        batchesPerEpoch: batches,
        totalBatches: Math.max(10, done),
        epochs: done > batches ? epochs : [],
        showSparsity: done > 5000,
      },
      losses,
    ).free();
  }

  const called = Object.keys(exports).filter((name) => name.startsWith('called:') && exports[name].value === 1);
  console.log(JSON.stringify(called.map((name) => Number(name.slice(7)))));
  process.exit();
}
