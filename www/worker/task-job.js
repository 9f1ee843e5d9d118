// @ts-check
/**
 * One piece of independent work of the pool: from a state that was handed over, or from nothing, to its result.
 * The engine forgets everything but the data set before and after, so that no piece depends on another.
 */

import { readEvaluation, readNode } from './read-node.js';
import { createRunJob } from './run-job.js';

/** @typedef {import('../pkg/prunelab.js').Engine} Engine */
/** @typedef {import('../protocol.js').CurveSample} CurveSample */
/** @typedef {import('../protocol.js').EpochPoint} EpochPoint */
/** @typedef {import('../protocol.js').Fault} Fault */
/** @typedef {import('../protocol.js').ListEnd} ListEnd */
/** @typedef {import('../protocol.js').Op} Op */
/** @typedef {import('../protocol.js').RunNode} RunNode */
/** @typedef {import('../protocol.js').Work} Work */
/** @typedef {import('../protocol.js').WorkerEvent} WorkerEvent */
/** A kind of work at work. @typedef {{ done: boolean, fraction: number, work: () => void }} Part */
/** What it makes: results, and what is new since the last report.
 * @typedef {{ nodes: RunNode[], fault: Fault | null, samples: CurveSample[], fresh: CurveSample[], epochs: EpochPoint[],
 *             ends: ListEnd[], weights: Float32Array[][], formats?: import('../protocol.js').FormatsResult,
 *             speed?: import('../protocol.js').SpeedRow[] }} Made */

const PROGRESS_MS = 100;

/**
 * @param {Engine} engine
 * @param {number} id
 * @param {Work} wanted
 * @param {{ ratios: Float64Array, grid: Uint32Array }} places
 * @param {(event: WorkerEvent, transfer?: Transferable[]) => void} post
 * @param {typeof import('./format-job.js') | null} more  the work of formats and speed, fetched when it is asked for
 */
export function createTaskJob(engine, id, wanted, places, post, more) {
  const startMs = performance.now();
  /** @type {Made} */
  const made = { nodes: [], fault: null, samples: [], fresh: [], epochs: [], ends: [], weights: [] };
  engine.forgetRuns();
  const take = (/** @type {import('../protocol.js').Handover} */ { op, first, bytes }) =>
    engine.importState(op, first, bytes);
  const base = wanted.base ? take(wanted.base) : null;
  const part = partOf();
  let reportedMs = startMs;
  let done = false;

  /** @returns {Part} */
  function partOf() {
    if (wanted.kind === 'run') return runPart(engine, { parent: base, ...wanted }, made);
    if (wanted.kind === 'lists') {
      if (base !== null && wanted.made) engine.tellOps(base, wanted.made);
      return listsPart(engine, wanted.lists, made);
    }
    if (wanted.kind === 'formats' || wanted.kind === 'speed') {
      const { formatsPart, speedPart } = /** @type {NonNullable<typeof more>} */ (more);
      const node = /** @type {number} */ (base);
      return wanted.kind === 'formats'
        ? formatsPart(engine, node, wanted.prune, made)
        : speedPart(engine, [node, ...(wanted.others ?? []).map(take)], wanted, made);
    }
    return curvePart(engine, /** @type {number} */ (base), wanted, places, made);
  }

  function finish() {
    done = true;
    engine.forgetRuns();
    const { nodes, fault, samples, weights, formats, speed } = made;
    const seconds = (performance.now() - startMs) / 1000;
    post({ type: 'taskDone', task: id, result: { nodes, fault, samples, weights, seconds, formats, speed } }, [
      ...nodes.map((node) => node.losses.buffer),
      ...weights.flat().map((layer) => layer.buffer),
    ]);
  }

  return {
    id,
    get done() {
      return done;
    },
    /** A few milliseconds of work. */
    work() {
      if (!part.done) part.work();
      const time = performance.now();
      if (part.done || time - reportedMs >= PROGRESS_MS) {
        reportedMs = time;
        const { fresh: samples, epochs, ends } = made;
        post({ type: 'taskProgress', task: id, fraction: part.fraction, samples, epochs, ends });
        made.fresh = [];
        made.epochs = [];
        made.ends = [];
      }
      if (part.done) finish();
    },
  };
}

/**
 * @param {Engine} engine
 * @param {{ parent: number | null, ops: Op[], weights?: boolean }} command
 * @param {Made} made
 * @returns {Part}
 */
function runPart(engine, { parent, ops, weights = false }, made) {
  /** Only training takes time worth telling. */
  const long = Math.max(1, ops.filter((op) => 'config' in op).length);
  let trained = 0;
  let share = 0;
  /** @param {WorkerEvent} event */
  function hear(event) {
    if (event.type === 'progress') {
      share = event.totalBatches > 0 ? event.batch / event.totalBatches : 0;
      made.epochs.push(...event.epochs);
    } else if (event.type === 'error') {
      made.fault = { code: event.code, params: event.params, message: event.message };
    }
  }
  const job = createRunJob(
    engine,
    { runId: 0, parent, ops, again: true },
    {
      post: hear,
      postNode(node) {
        const read = readNode(engine, node);
        made.nodes.push(read);
        if (weights) made.weights.push(weightsOf(engine, node));
        if ('config' in read.op) trained += 1;
        share = 0;
      },
      postWeights: () => undefined,
    },
  );
  return {
    get done() {
      return job.done;
    },
    get fraction() {
      return job.done ? 1 : (trained + share) / long;
    },
    work: job.work,
  };
}

/** Layer by layer. @param {Engine} engine @param {number} node */
function weightsOf(engine, node) {
  const network = engine.network(node);
  const layers = Array.from({ length: network.sizes().length - 1 }, (_, layer) => network.weights(layer));
  network.free();
  return layers;
}

/**
 * One list after another, each from nothing. The engine knows what it has done: what lists begin with alike is done once.
 * A list that diverges tells nothing, and the next begins.
 * @param {Engine} engine
 * @param {Op[][]} lists
 * @param {Made} made
 * @returns {Part}
 */
function listsPart(engine, lists, made) {
  let at = -1;
  let share = 0;
  /** @type {ReturnType<typeof createRunJob> | null} */
  let job = null;

  function next() {
    at += 1;
    share = 0;
    job = null;
    if (at === lists.length) return;
    const list = at;
    let told = false;
    job = createRunJob(
      engine,
      { runId: 0, parent: null, ops: lists[list], again: false },
      {
        post(event) {
          if (event.type === 'progress' && event.totalBatches > 0) share = event.batch / event.totalBatches;
          if (event.type === 'stopped') told = true;
          if (event.type === 'error') {
            made.fault ??= { code: event.code, params: event.params, message: event.message };
          }
        },
        postNode(id, { last }) {
          if (!last || told) return;
          const { evaluation, kept, weights } = engine.node(id).result;
          made.ends.push({ list, evaluation: readEvaluation(evaluation), kept, weights });
        },
        postWeights: () => undefined,
      },
    );
  }

  next();
  return {
    get done() {
      return at === lists.length;
    },
    get fraction() {
      return Math.min(1, (at + share) / lists.length);
    },
    work() {
      if (job && !job.done) job.work();
      if (job?.done) next();
    },
  };
}

/**
 * The way from 0 to 100 % of the whole network, or of one layer.
 * @param {Engine} engine
 * @param {number} base
 * @param {Extract<Work, { kind: 'curve' | 'scan' }>} wanted
 * @param {{ ratios: Float64Array, grid: Uint32Array }} places
 * @param {Made} made
 * @returns {Part}
 */
function curvePart(engine, base, wanted, places, made) {
  const network =
    wanted.kind === 'scan' ? engine.rankLayer(base, wanted.method, wanted.layer) : engine.rank(base, wanted.method);
  const sizes = network.sizes();
  network.free();
  let weights = 0;
  const gone = new Uint32Array(places.ratios.length);
  for (let layer = 0; layer + 1 < sizes.length; layer += 1) {
    weights += sizes[layer] * sizes[layer + 1];
    const cuts = /** @type {import('../pkg/prunelab.js').Cuts} */ (engine.cuts(layer));
    cuts.removed().forEach((count, place) => {
      gone[place] += count;
    });
    cuts.free();
  }
  return {
    get done() {
      return engine.trajectoryRemaining() === 0;
    },
    get fraction() {
      return 1 - engine.trajectoryRemaining() / places.grid.length;
    },
    work() {
      for (const { place, evaluation } of engine.stepTrajectory(0)) {
        const sample = {
          ratio: places.ratios[place],
          sparsity: gone[place] / weights,
          evaluation: readEvaluation(evaluation),
        };
        made.samples.push(sample);
        made.fresh.push(sample);
      }
    },
  };
}
