// @ts-check
/**
 * One piece of independent work of the pool: from a state that was handed over, or from nothing, to its result.
 * The engine forgets everything but the data set before and after, so that no piece depends on another.
 */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { CurveSample, DatasetInfo, EpochPoint, Fault, FormatsResult, Handover, ListEnd, RunNode, SpeedRow, Work, WorkResult } from '../protocol.js' */
/** @import { FileModule } from './file-module.js' */
/** @import { Call } from './responder.js' */
import { CANCELLED } from './responder.js';
import { classesPart } from './task-classes.js';
import { curvePart } from './task-curve.js';
import { listsPart } from './task-lists.js';
import { runPart } from './task-run.js';

/** The work of storage formats and kernels, fetched when it is asked for, and the data set in use.
 * @typedef {typeof import('./format-job.js') & { files: FileModule, data: DatasetInfo }} FormatWork */
/** A kind of work at work. @typedef {{ readonly done: boolean, readonly fraction: number, work: () => void }} Part */
/** What it makes: results, and what is new since the last report.
 * @typedef {{ nodes: RunNode[], fault: Fault | null, samples: CurveSample[], fresh: CurveSample[], epochs: EpochPoint[],
 *             ends: ListEnd[], weights: Float32Array[][], formats?: FormatsResult, classes?: Uint8Array, speed?: SpeedRow[] }} Made */

const PROGRESS_MS = 100;

/**
 * @param {Engine} engine
 * @param {Work} wanted
 * @param {{ ratios: Float64Array, grid: Uint32Array }} places
 * @param {Pick<Call<'task'>, 'event' | 'transfer'> & { resolve: (result: WorkResult) => void,
 *   reject: (error: unknown) => void }} out
 * @param {FormatWork | null} more  for formats and speed
 */
export function createTaskJob(engine, wanted, places, { event, transfer, resolve, reject }, more) {
  const startMs = performance.now();
  /** @type {Made} */
  const made = { nodes: [], fault: null, samples: [], fresh: [], epochs: [], ends: [], weights: [] };
  engine.forgetRuns();
  const take = (/** @type {Handover} */ { op, first, bytes }) => engine.importState(op, first, bytes);
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
      const at = /** @type {FormatWork} */ (more);
      const node = /** @type {number} */ (base);
      return wanted.kind === 'formats'
        ? at.formatsPart(engine, at, node, wanted.prune, made)
        : at.speedPart(engine, at, [node, ...(wanted.others ?? []).map(take)], wanted, made);
    }
    if (wanted.kind === 'classes') return classesPart(engine, /** @type {number} */ (base), made);
    return curvePart(engine, /** @type {number} */ (base), wanted, places, made);
  }

  function report() {
    reportedMs = performance.now();
    const { fresh: samples, epochs, ends } = made;
    event({ type: 'taskProgress', fraction: part.fraction, samples, epochs, ends });
    made.fresh = [];
    made.epochs = [];
    made.ends = [];
  }

  function finish() {
    done = true;
    engine.forgetRuns();
    const { nodes, fault, samples, weights, formats, classes, speed } = made;
    const seconds = (performance.now() - startMs) / 1000;
    const bulk = [...nodes.map((node) => node.losses), ...weights.flat(), ...(classes ? [classes] : [])];
    transfer(bulk.map(({ buffer }) => buffer));
    resolve({ nodes, fault, samples, weights, seconds, formats, classes, speed });
  }

  /** @param {unknown} error */
  function fail(error) {
    if (done) return;
    done = true;
    reject(error);
  }

  return {
    get idle() {
      return done;
    },
    /** A few milliseconds of work. */
    work() {
      if (!part.done) part.work();
      if (part.done || performance.now() - reportedMs >= PROGRESS_MS) report();
      if (part.done) finish();
    },
    fail,
    cancel() {
      if (!done) engine.forgetRuns();
      fail(CANCELLED);
    },
  };
}
