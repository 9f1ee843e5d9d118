// @ts-check
/** The worker's composition root: a handler for every request, and the jobs of those that take long. */

/** @import { DatasetInfo, FileKind, FromWorker, ImportOp, Loaded } from '../protocol.js' */
/** @import { Handlers } from './responder.js' */
import init, { Engine } from '../pkg/prunelab.js';
import { createCurveJob } from './curve-job.js';
import { createDigitsJob } from './digits-job.js';
import { layersOf } from './layers.js';
import { createProbeJob } from './probe-job.js';
import { createRanking } from './ranking.js';
import { createResponder } from './responder.js';
import { createRunJob } from './run-job.js';
import { createRunLoop } from './run-loop.js';
import { createTaskJob } from './task-job.js';

/** What file names end with. @type {Record<FileKind, string>} */
const ENDINGS = {
  safetensors: '.safetensors',
  masks: '-masks.safetensors',
  onnx: '.onnx',
  onnxShrunk: '-shrunk.onnx',
  onnxInt8: '-int8.onnx',
  compact: '.prnl',
};
const BUSY = Object.freeze({ code: 'busy', params: {}, message: 'a run is at work already' });

/** @type {Engine} */
let engine;
/** @type {ReturnType<typeof createRanking>} */
let ranking;
/** @type {ReturnType<typeof createProbeJob>} */
let probe;
/** @type {ReturnType<typeof createCurveJob>} */
let curve;
/** @type {ReturnType<typeof createDigitsJob> | null} */
let drawing = null;
/** @type {ReturnType<typeof createRunJob> | null} */
let run = null;
/** The pool's work; the page's own engine has none. @type {ReturnType<typeof createTaskJob> | null} */
let task = null;
/** Wall time of a pass over the test set of every run. @type {Map<number, number>} */
const passMs = new Map();

const loop = createRunLoop(() => (engine ? [drawing, probe, run, curve, task] : []));

/** What was asked about the ranking so far is out of date. */
function dropRanked() {
  probe.cancel();
  curve.cancel();
}

/**
 * A data set is in use from now on; what belonged to the one before is cancelled.
 * @param {DatasetInfo} info
 * @param {ImportOp | null} network  that was read with it
 * @returns {Loaded}
 */
function use(info, network) {
  drawing?.cancel();
  run?.cancel();
  task?.cancel();
  drawing = run = task = null;
  dropRanked();
  ranking.forget();
  passMs.clear();
  return { info, network };
}

/** @type {Handlers} */
const handlers = {
  async boot({ module }) {
    await init({ module_or_path: module });
    engine = new Engine();
    ranking = createRanking(engine, { ratios: Engine.ratios(), grid: Engine.grid() });
    probe = createProbeJob(engine);
    curve = createCurveJob(engine, ranking);
  },

  loadDigits({ spec }, { event, signal }) {
    drawing?.cancel();
    return new Promise((resolve, reject) => {
      const job = createDigitsJob(engine, spec, { event, reject, onDone: (info) => resolve(use(info, null)) });
      drawing = job;
      signal.addEventListener('abort', job.cancel);
    });
  },

  loadFiles({ name, files, network = null }) {
    const { info, network: digest } = engine.loadFiles(
      name,
      files.map((file) => file.name),
      files.map((file) => new Uint8Array(file.bytes)),
      network?.name,
      network && new Uint8Array(network.bytes),
    );
    return use(info, network && { op: 'import', name: network.name, digest, seed: network.seed });
  },

  run(wanted, { event }) {
    if (run && !run.done) throw BUSY;
    return new Promise((resolve, reject) => {
      run = createRunJob(engine, wanted, { event, resolve, reject, passMs, watched: true });
    });
  },

  control({ runId, action }) {
    if (run?.runId === runId) run[action]();
  },

  weights({ node }, { transfer }) {
    const { layers, buffers } = layersOf(engine, node);
    transfer(buffers);
    return layers;
  },

  rank(wanted, { transfer }) {
    const trajectory = ranking.rank(wanted);
    dropRanked();
    const { layers } = trajectory;
    transfer(layers.flatMap((l) => [l.weights.buffer, l.position.buffer, l.removed.buffer, l.threshold.buffer]));
    return trajectory;
  },

  curve({ ratio, ...about }, call) {
    ranking.expect(about);
    curve.goNear(ratio);
    return curve.measure(about, call);
  },

  evaluate(wanted, call) {
    ranking.expect(wanted);
    curve.goNear(wanted.ratio);
    return probe.evaluate(wanted, call);
  },

  scores(about, { transfer }) {
    ranking.expect(about);
    const scores = ranking.scores();
    transfer(scores.map((layer) => layer.buffer));
    return scores;
  },

  importModel({ name, bytes, seed }) {
    return { op: 'import', name, digest: engine.importModel(name, new Uint8Array(bytes)), seed };
  },

  exportModel({ node, prune, kind }, { transfer }) {
    const bytes = engine.exportModel(node, prune ? prune.method : null, prune ? prune.ratio : 0, kind);
    const name = `prunelab${prune ? `-${(100 * prune.ratio).toFixed(1)}-percent` : ''}${ENDINGS[kind]}`;
    transfer([bytes.buffer]);
    return { kind, name, bytes, calibrated: engine.calibrationImages() };
  },

  fileSize({ node }) {
    return engine.exportModel(node, null, 0, 'compact').length;
  },

  image({ split, index }) {
    const [label, ...pixels] = engine.image(split === 'test', index);
    return { label, pixels: Uint8Array.from(pixels) };
  },

  logits({ node, image }, { transfer }) {
    const logits = engine.logits(node, image);
    transfer([logits.buffer]);
    return logits;
  },

  exportState({ node }, { transfer }) {
    const bytes = engine.exportState(node);
    transfer([bytes.buffer]);
    return { first: engine.firstTraining(node) ?? null, bytes };
  },

  async task({ work }, { event, transfer, signal }) {
    const more = work.kind === 'formats' || work.kind === 'speed' ? await import('./format-job.js') : null;
    signal.throwIfAborted();
    if (task && !task.idle) throw BUSY;
    dropRanked();
    ranking.forget();
    return new Promise((resolve, reject) => {
      const job = createTaskJob(engine, work, ranking.places, { event, transfer, resolve, reject }, more);
      task = job;
      signal.addEventListener('abort', job.cancel);
      loop.wake();
    });
  },
};

/** @param {FromWorker} message @param {Transferable[]} [transfer] */
const post = (message, transfer = []) => self.postMessage(message, { transfer });
const respond = createResponder(handlers, post);

self.onmessage = ({ data }) => {
  respond(data);
  loop.wake();
};
