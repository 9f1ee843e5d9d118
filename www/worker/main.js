// @ts-check
/** The worker's composition root: a handler for every request, and the jobs of those that take long. */

/** @import { DatasetInfo, FileKind, FromWorker, ImportOp, Loaded, NetworkFile, PruneMethod, Pruning, ReadNetwork, Remark, Subject } from '../protocol.js' */
/** @import { FileModule } from './file-module.js' */
/** @import { Handlers } from './responder.js' */
import { FILES } from '../description.js';
import init, { Engine } from '../pkg/prunelab.js';
import { createCurveJob } from './curve-job.js';
import { readFiles } from './data-files.js';
import { createDigitsJob } from './digits-job.js';
import { fileModule, formatWork } from './file-module.js';
import { layersOf } from './layers.js';
import { createProbeJob } from './probe-job.js';
import { createRanking } from './ranking.js';
import { createResponder } from './responder.js';
import { createRunJob } from './run-job.js';
import { createRunLoop } from './run-loop.js';
import { createSurveyJob } from './survey-job.js';
import { createTaskJob } from './task-job.js';

/** What file names end with. @param {FileKind} kind */
const endingOf = (kind) => FILES.fileKinds.find((one) => one.kind === kind)?.ending;
const BUSY = Object.freeze({ code: 'busy', params: {}, message: 'a run is at work already' });

/** @type {Engine} */
let engine;
/** The data set in use. @type {DatasetInfo | null} */
let data = null;
/** @type {ReturnType<typeof createRanking>} */
let ranking;
/** @type {ReturnType<typeof createProbeJob>} */
let probe;
/** @type {ReturnType<typeof createCurveJob>} */
let curve;
/** @type {ReturnType<typeof createSurveyJob>} */
let survey;
/** @type {ReturnType<typeof createDigitsJob> | null} */
let drawing = null;
/** @type {ReturnType<typeof createRunJob> | null} */
let run = null;
/** The pool's work; the page's own engine has none. @type {ReturnType<typeof createTaskJob> | null} */
let task = null;

const loop = createRunLoop(() => (engine ? [drawing, probe, survey, run, curve, task] : []));

/** What was asked about the ranking so far is out of date. */
function dropRanked() {
  probe.cancel();
  curve.cancel();
  survey.dropPredictions();
}

/** How the engine takes a pruning. @param {Pruning | null} prune @returns {[PruneMethod | null, number]} */
const pruningOf = (prune) => (prune ? [prune.method, prune.ratio] : [null, 0]);

/** How the engine takes an image. @param {Subject} subject @returns {[number | undefined, Uint8Array]} */
const imageOf = (subject) =>
  subject.kind === 'test' ? [subject.index, new Uint8Array()] : [undefined, subject.pixels];

/**
 * A data set is in use from now on; what belonged to the one before is cancelled.
 * @param {DatasetInfo} info
 * @param {ReadNetwork[]} [networks]  that were read with it
 * @param {Remark[]} [remarks]
 * @returns {Loaded}
 */
function use(info, networks = [], remarks = []) {
  data = info;
  drawing?.cancel();
  run?.cancel();
  task?.cancel();
  drawing = run = task = null;
  dropRanked();
  survey.cancel();
  ranking.forget();
  return { info, networks, remarks };
}

/** @param {FileModule} more @param {NetworkFile} file */
function readNetwork(more, { name, bytes, beside = [], pixels }) {
  const reader = new more.NetworkReader();
  try {
    for (const file of beside) reader.add(file.name, new Uint8Array(file.bytes));
    reader.read(name, new Uint8Array(bytes));
    const scales = more.NetworkReader.scales();
    const network = reader.take(pixels ?? scales[0]);
    if (!network) throw new Error(`the scale of pixels ${pixels} cannot be folded into ${name}`);
    const others = pixels ? [] : scales.map((scale) => ({ scale, network: reader.take(scale) }));
    return { digest: reader.digest(pixels ?? scales[0]), network, remarks: reader.remarks(), others };
  } finally {
    reader.free();
  }
}

/** @param {NetworkFile} file @param {ReturnType<typeof readNetwork>} read @returns {ReadNetwork} */
function readOf(file, { digest, remarks, others }) {
  const scales = others.flatMap(({ scale, network }) => {
    const [correct, total] = network ? engine.tryNetwork(file.name, network) : [0, 0];
    return total ? [{ scale, correct, total }] : [];
  });
  return { op: importOf(file, digest), remarks, scales };
}

/** @param {NetworkFile} file @param {string} digest @returns {ImportOp} */
const importOf = ({ name, seed }, digest) => ({ op: 'import', name, digest, seed });

/** At most ten times a second. @template {unknown[]} A @param {(...values: A) => void} tell @returns {(...values: A) => void} */
function throttled(tell) {
  let lastMs = -Infinity;
  return (...values) => {
    if (performance.now() - lastMs < 100) return;
    lastMs = performance.now();
    tell(...values);
  };
}

/** A run's network for the module of files. @param {number} node @param {Pruning | null} prune
 * @param {boolean} measured  with the largest inputs of its layers */
const networkOf = (node, prune, measured) => engine.exportNetwork(node, ...pruningOf(prune), measured);

/** @type {Handlers} */
const handlers = {
  async boot({ module }) {
    await init({ module_or_path: module });
    engine = new Engine();
    ranking = createRanking(engine, { ratios: Engine.ratios(), grid: Engine.grid() });
    probe = createProbeJob(engine);
    curve = createCurveJob(engine, ranking);
    survey = createSurveyJob(engine);
  },

  loadDigits({ spec }, { event, signal }) {
    drawing?.cancel();
    return new Promise((resolve, reject) => {
      const job = createDigitsJob(engine, spec, { event, reject, onDone: (info) => resolve(use(info)) });
      drawing = job;
      signal.addEventListener('abort', job.cancel);
    });
  },

  async loadFiles({ name, files, turned = false, networks = [] }, { event, signal }) {
    // The networks first: they are small, and a broken one is refused before the images are read.
    const more = networks.length ? await fileModule() : null;
    signal.throwIfAborted();
    const opened = networks.map((file) => readNetwork(/** @type {FileModule} */ (more), file));
    const onProgress = throttled((/** @type {number} */ done, /** @type {number} */ total) =>
      event({ type: 'datasetProgress', done, total }),
    );
    const { read, remarks } = await readFiles(files, { module: fileModule, signal, onProgress });
    try {
      const { info } = engine.useFiles(
        name,
        read,
        turned,
        networks.map((file) => file.name),
        opened.map(({ digest }) => digest),
        opened.map(({ network }) => network),
      );
      return use(
        info,
        networks.map((file, at) => readOf(file, opened[at])),
        remarks,
      );
    } finally {
      read.free();
    }
  },

  run(wanted, { event }) {
    if (run && !run.done) throw BUSY;
    return new Promise((resolve, reject) => {
      run = createRunJob(engine, wanted, { event, resolve, reject, watched: true });
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

  evaluate({ ratio, ...about }) {
    ranking.expect(about);
    curve.goNear(ratio);
    return probe.evaluate(ratio);
  },

  scores(about, { transfer }) {
    ranking.expect(about);
    const scores = ranking.scores();
    transfer(scores.map((layer) => layer.buffer));
    return scores;
  },

  async importModel(file) {
    const read = readNetwork(await fileModule(), file);
    engine.importNetwork(file.name, read.digest, read.network);
    return readOf(file, read);
  },

  async exportModel({ node, prune, kind }, { transfer }) {
    const network = networkOf(node, prune, kind === 'onnxInt8');
    const calibrated = engine.calibrationImages();
    const bytes = (await fileModule()).writeNetwork(kind, network);
    const name = `prunelab${prune ? `-${(100 * prune.ratio).toFixed(1)}-percent` : ''}${endingOf(kind)}`;
    transfer([bytes.buffer]);
    return { kind, name, bytes, calibrated };
  },

  async fileSize({ node }) {
    const network = networkOf(node, null, false);
    return (await fileModule()).writeNetwork('compact', network).length;
  },

  images({ split, indices }, { transfer }) {
    const all = engine.images(split === 'test', indices);
    const [labels, pixels] = [all.slice(0, indices.length), all.slice(indices.length)];
    transfer([labels.buffer, pixels.buffer]);
    return { labels, pixels };
  },

  async predictions(about, { transfer }) {
    ranking.expect(about);
    const all = await survey.predictions();
    const images = all.length / (ranking.places.grid.length + 1);
    const [classes, dense] = [all.slice(0, -images), all.slice(-images)];
    transfer([classes.buffer, dense.buffer]);
    return { classes, dense };
  },

  fate({ subject, ...about }, { transfer }) {
    ranking.expect(about);
    const probabilities = engine.fate(curve.near, ...imageOf(subject));
    transfer([probabilities.buffer]);
    return { probabilities };
  },

  answer({ node, prune, subject }, { transfer }) {
    const layers = engine.answer(node ?? undefined, ...pruningOf(prune), ...imageOf(subject));
    transfer(layers.map(({ buffer }) => buffer));
    const probabilities = /** @type {Float32Array} */ (layers.pop());
    return { layers, probabilities };
  },

  async strongest({ node, prune, layer, neuron }) {
    const found = await survey.strongest(() => engine.beginStrongest(node, ...pruningOf(prune), layer, neuron));
    const at = (/** @type {number} */ which) =>
      found.filter((/** @type {number} */ _, /** @type {number} */ i) => i % 2 === which);
    return { indices: Uint32Array.from(at(0)), activations: at(1) };
  },

  rasterize({ strokes }, { transfer }) {
    const pixels = engine.rasterize(strokes);
    transfer([pixels.buffer]);
    return { pixels };
  },

  exportState({ node }, { transfer }) {
    const bytes = engine.exportState(node);
    transfer([bytes.buffer]);
    return { first: engine.firstTraining(node) ?? null, bytes };
  },

  async task({ work }, { event, transfer, signal }) {
    const more = work.kind === 'formats' || work.kind === 'speed' ? await formatWork() : null;
    signal.throwIfAborted();
    if (task && !task.idle) throw BUSY;
    dropRanked();
    ranking.forget();
    return new Promise((resolve, reject) => {
      const job = createTaskJob(
        engine,
        work,
        ranking.places,
        { event, transfer, resolve, reject },
        more && data && { ...more, data },
      );
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
