// @ts-check
/** The worker's composition root: commands in, slices of work, events out. */

import init, { Engine, loadPart } from '../pkg/prunelab.js';
import { createCurveJob } from './curve-job.js';
import { createHalfPass } from './half-pass.js';
import { partsFor } from './parts.js';
import { readNode } from './read-node.js';
import { createRunJob } from './run-job.js';
import { createPace, createRunLoop } from './run-loop.js';
import { createTaskJob } from './task-job.js';

/** @typedef {import('../protocol.js').Command} Command */
/** @typedef {import('../protocol.js').WorkerEvent} WorkerEvent */

/** What file names end with. @type {Record<import('../protocol.js').FileKind, string>} */
const ENDINGS = {
  safetensors: '.safetensors',
  masks: '-masks.safetensors',
  onnx: '.onnx',
  onnxShrunk: '-shrunk.onnx',
  onnxInt8: '-int8.onnx',
  compact: '.prnl',
};

/** @type {Engine} */
let engine;
/** The slider's places, and those the curve is measured at. @type {{ ratios: Float64Array, grid: Uint32Array }} */
let places;
/** @type {ReturnType<typeof createRunJob> | null} */
let run = null;
/** @type {ReturnType<typeof createCurveJob>} */
let curve;
/** The pool's work; the page's own engine has none. @type {ReturnType<typeof createTaskJob> | null} */
let task = null;
/** The task whose code is being fetched. @type {number | null} */
let awaited = null;
/** Images still to be drawn, null when none are being drawn. @type {{ total: number } | null} */
let drawing = null;
const drawPace = createPace(5, 4096);
/** Wall time of the measuring pass of every run. @type {Map<number, number>} */
const passMs = new Map();

/** @param {WorkerEvent} event @param {Transferable[]} [transfer] */
function post(event, transfer = []) {
  self.postMessage(event, { transfer });
}

/** What the engine says is a fault with a code; all else is the end of this worker. @param {any} error */
function isKnown(error) {
  return typeof error?.code === 'string';
}

/** @param {any} error */
function faultOf(error) {
  const known = isKnown(error);
  return {
    code: known ? error.code : 'panic',
    params: known ? (error.params ?? {}) : {},
    message: String(error?.message ?? error),
  };
}

/** @param {unknown} error @param {string} during */
function postError(error, during) {
  post({ type: 'error', ...faultOf(error), during, fatal: !isKnown(error) });
}

/** @param {number} id @param {unknown} error */
function failTask(id, error) {
  task = null;
  if (isKnown(error)) post({ type: 'taskFailed', task: id, fault: faultOf(error) });
  else postError(error, 'task');
}

/** @param {number} id @param {{ runId: number, seq: number, last: boolean }} about */
function postNode(id, about) {
  const node = readNode(engine, id, passMs);
  post({ type: 'node', ...about, node }, [node.losses.buffer]);
}

/** @param {number} node a run's number, or -1 for the network in the making */
function postWeights(node) {
  const network = engine.network(node < 0 ? undefined : node);
  const sizes = network.sizes();
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const weights = network.weights(layer);
    const mask = network.mask(layer);
    post({ type: 'weights', node, layer, rows: sizes[layer], columns: sizes[layer + 1], weights, mask }, [
      weights.buffer,
      mask.buffer,
    ]);
  }
  network.free();
}

/**
 * A data set that is now in use: what belonged to the old one is gone.
 * @param {any} info
 * @param {import('../protocol.js').ImportOp | null} [network]  that was read with it
 */
function useDataset(info, network = null) {
  run = null;
  task = null;
  drawing = null;
  curve.reset();
  passMs.clear();
  post({ type: 'dataset', info, network });
}

function draw() {
  const { total } = /** @type {{ total: number }} */ (drawing);
  const start = performance.now();
  const left = engine.stepDigits(drawPace.units);
  drawPace.note(performance.now() - start);
  post({ type: 'datasetProgress', done: total - left, total });
  if (left === 0) useDataset(engine.finishDigits());
}

/** A little of the most pressing work; false when there is none. */
function work() {
  let during = 'work';
  try {
    if (drawing) {
      during = 'loadDigits';
      draw();
    } else if (curve.urgent && !curve.waiting) {
      during = 'evaluate';
      curve.probe();
    } else if (run && !run.idle) {
      during = 'run';
      run.work();
    } else if (!curve.idle) {
      during = 'trajectory';
      curve.curve();
    } else if (task) {
      during = 'task';
      task.work();
      if (task.done) task = null;
    } else return false;
  } catch (error) {
    if (during === 'run') run = null;
    if (during === 'task' && task) failTask(task.id, error);
    else postError(error, during);
  }
  return true;
}

const loop = createRunLoop(work);

/** @type {{ [T in Command['type']]: (command: Extract<Command, { type: T }>) => void | Promise<void> }} */
const actions = {
  async boot({ module }) {
    await init({ module_or_path: module });
    engine = new Engine();
    places = { ratios: Engine.ratios(), grid: Engine.grid() };
    const half = createHalfPass(engine, module, { onAnswer: () => loop.wake() });
    curve = createCurveJob(engine, places, post, half);
    post({ type: 'booted' });
  },
  loadDigits({ spec }) {
    drawing = { total: engine.beginDigits(spec) };
  },
  loadFiles({ name, files, network = null }) {
    const { info, network: digest } = engine.loadFiles(
      name,
      files.map((file) => file.name),
      files.map((file) => new Uint8Array(file.bytes)),
      network?.name,
      network && new Uint8Array(network.bytes),
    );
    useDataset(info, network && { op: 'import', name: network.name, digest, seed: network.seed });
  },
  run(command) {
    if (run && !run.done) throw { code: 'busy', params: {}, message: 'a run is at work already' };
    run = null;
    run = createRunJob(engine, command, { post, postNode, postWeights, passMs });
  },
  pause() {
    run?.pause();
  },
  resume() {
    run?.resume();
  },
  stepBatch() {
    run?.stepBatch();
  },
  cancel() {
    if (run && !run.done) run.cancel();
  },
  show({ node }) {
    postWeights(node);
  },
  trajectory(command) {
    curve.trajectory(command);
  },
  evaluate(command) {
    curve.evaluate(command);
  },
  scores(command) {
    curve.scores(command);
  },
  importModel({ name, bytes, seed }) {
    const digest = engine.importModel(name, new Uint8Array(bytes));
    post({ type: 'modelRead', op: { op: 'import', name, digest, seed } });
  },
  exportModel({ node, prune, kind }) {
    const bytes = engine.exportModel(node, prune ? prune.method : null, prune ? prune.ratio : 0, kind);
    const name = `prunelab${prune ? `-${(100 * prune.ratio).toFixed(1)}-percent` : ''}${ENDINGS[kind]}`;
    post({ type: 'modelFile', node, kind, name, bytes, calibrated: engine.calibrationImages() }, [bytes.buffer]);
  },
  fileSize({ node }) {
    const bytes = engine.exportModel(node, null, 0, 'compact').length;
    post({ type: 'fileSize', node, bytes });
  },
  image({ split, index }) {
    const [label, ...pixels] = engine.image(split === 'test', index);
    post({ type: 'image', split, index, label, pixels: Uint8Array.from(pixels) });
  },
  logits({ node, image }) {
    const logits = engine.logits(node, image);
    post({ type: 'logits', node, image, logits }, [logits.buffer]);
  },
  exportState({ node }) {
    const bytes = engine.exportState(node);
    const first = engine.firstTraining(node) ?? null;
    post({ type: 'state', node, first, bytes }, [bytes.buffer]);
  },
  async task({ task: id, work: wanted }) {
    try {
      awaited = id;
      const more = wanted.kind === 'formats' || wanted.kind === 'speed' ? await import('./format-job.js') : null;
      // Cancelled meanwhile.
      if (awaited !== id) return;
      curve.reset();
      task = createTaskJob(engine, id, wanted, places, post, more);
    } catch (error) {
      failTask(id, error);
    }
  },
  cancelTask({ task: id }) {
    if (awaited === id) awaited = null;
    if (task?.id !== id) return;
    task = null;
    engine.forgetRuns();
  },
};

/** @param {Command} command */
async function obey(command) {
  try {
    const parts = partsFor(command);
    if (parts.length > 0) await Promise.all(parts.map(loadPart));
    const action = /** @type {(command: Command) => void | Promise<void>} */ (actions[command.type]);
    await action(command);
  } catch (error) {
    if (command.type === 'task') failTask(command.task, error);
    else postError(error, command.type);
  }
  loop.wake();
}

/** Commands are obeyed in the order they came in, also while one waits for a part of the engine. @type {Command[]} */
const waiting = [];
let obeying = false;

self.onmessage = async ({ data }) => {
  waiting.push(data);
  if (obeying) return;
  obeying = true;
  for (let command = waiting.shift(); command; command = waiting.shift()) await obey(command);
  obeying = false;
};
