// @ts-check
/** The run at work: a list of operations, one after another, with progress, pause, single step and stop. */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { EpochPoint, Fault, Requests, RunEnd } from '../protocol.js' */
/** @import { Call } from './responder.js' */
import { layersOf } from './layers.js';
import { createPace } from './pace.js';
import { readNode } from './read-node.js';
import { CANCELLED } from './responder.js';

const PROGRESS_MS = 100;
const WEIGHTS_MS = 500;

/** Who is told of a run. `watched`: weights in the making are shown.
 * @typedef {{ event: Call<'run'>['event'], resolve: (end: RunEnd) => void, reject: (error: unknown) => void,
 *   watched?: boolean }} RunListener */

/**
 * @param {Engine} engine
 * @param {Requests['run']['params']} wanted
 * @param {RunListener} out
 */
export function createRunJob(engine, { runId, parent, ops, again }, { event, resolve, reject, watched }) {
  const pace = createPace(3, 64);
  let at = -1;
  let paused = false;
  let once = false;
  let stopped = false;
  /** Why it goes no further than the operation at work. @type {Fault | null} */
  let fault = null;
  /** The last node that was made. @type {number | null} */
  let made = null;
  let done = false;
  let phase = 'training';
  let batch = 0;
  let totalBatches = 0;
  let batchesPerEpoch = 0;
  let trainMs = 0;
  let reportedMs = 0;
  let shownMs = 0;
  /** @type {EpochPoint[]} */
  let epochs = [];

  /** Begins operations until one needs time; those that were done before count at once. */
  function next() {
    for (;;) {
      at += 1;
      const started = engine.start(parent ?? undefined, ops[at], again);
      ({ batchesPerEpoch, totalBatches } = started);
      event({ type: 'started', runId, parent, op: ops[at], batchesPerEpoch, totalBatches });
      batch = trainMs = 0;
      phase = totalBatches > 0 ? 'training' : 'measuring';
      if (started.known === null || started.known === undefined) return;
      report(true);
      if (!complete(started.known)) return;
    }
  }

  /** Tells a node that is complete; whether another operation follows. @param {number} id */
  function complete(id) {
    parent = made = id;
    const node = readNode(engine, id);
    event({ type: 'node', runId, node }, [node.losses.buffer]);
    if (!fault && !stopped && at + 1 < ops.length) return true;
    end();
    return false;
  }

  function end() {
    done = true;
    if (fault) reject(fault);
    else resolve({ node: made, cancelled: stopped });
  }

  /** @param {boolean} now */
  function report(now) {
    const time = performance.now();
    if (!now && time - reportedMs < PROGRESS_MS) return;
    reportedMs = time;
    const losses = engine.takeLosses();
    if (at < ops.length && ops[at].op === 'dropGrow') tellExchanges();
    const secondsLeft = batch > 0 ? ((totalBatches - batch) * trainMs) / batch / 1000 : null;
    const teaching = phase === 'teaching';
    event(
      { type: 'progress', runId, batch, totalBatches, batchesPerEpoch, losses, epochs, secondsLeft, paused, teaching },
      [losses.buffer],
    );
    epochs = [];
    if (totalBatches > 0 && !now && time - shownMs >= WEIGHTS_MS) {
      shownMs = time;
      showWeights();
    }
  }

  function showWeights() {
    if (!watched) return;
    const { layers, buffers } = layersOf(engine);
    event({ type: 'liveWeights', runId, layers }, buffers);
  }

  /** What sparse training exchanged since the last time. */
  function tellExchanges() {
    const exchanges = engine.takeExchanges();
    if (exchanges.length === 0) return;
    const layers = exchanges[0].layers.map((/** @type {number} */ _, /** @type {number} */ layer) => ({
      grown: engine.swapped(layer, true),
      dropped: engine.swapped(layer, false),
      present: engine.present(layer),
    }));
    event({ type: 'exchanges', runId, exchanges, layers });
  }

  function finish() {
    report(true);
    const { node, diverged } = engine.finish();
    fault = diverged ?? null;
    if (node === null || node === undefined) return end();
    if (complete(node)) next();
  }

  /** @param {unknown} error */
  function fail(error) {
    if (done) return;
    done = true;
    reject(error);
  }

  next();
  return {
    runId,
    get done() {
      return done;
    },
    get idle() {
      return done || (paused && !once);
    },
    /** A few milliseconds of work. */
    work() {
      const units = once ? 1 : pace.units;
      const before = phase;
      const start = performance.now();
      const step = engine.step(units);
      const elapsedMs = performance.now() - start;
      if (before === 'teaching' && step.phase !== 'teaching') trainMs = 0;
      if (before === 'training') trainMs += elapsedMs;
      if (!once) pace.note(elapsedMs);
      phase = step.phase;
      batch = step.batch;
      epochs.push(...step.epochs);
      if (once && phase !== 'measuring') {
        once = false;
        report(true);
        showWeights();
      }
      if (phase === 'done') finish();
      else report(false);
    },
    pause() {
      paused = true;
      report(true);
    },
    resume() {
      paused = false;
      report(true);
    },
    stepBatch() {
      if (paused) once = true;
    },
    /** Ends it where it stands. */
    stop() {
      if (done) return;
      stopped = true;
      paused = false;
      // What is kept is still measured.
      if (engine.stop()) return;
      end();
    },
    fail,
    /** Its data set is no longer in use. */
    cancel: () => fail(CANCELLED),
  };
}
