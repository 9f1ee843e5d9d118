// @ts-check
/** The run at work: a list of operations, one after another, with progress, pause, single step and cancel. */

import { createPace } from './run-loop.js';
import { createStopwatch } from './stopwatch.js';

/** @typedef {import('../pkg/prunelab.js').Engine} Engine */
/** @typedef {import('../protocol.js').Op} Op */
/** @typedef {import('../protocol.js').EpochPoint} EpochPoint */

const PROGRESS_MS = 100;
const WEIGHTS_MS = 500;
/** Images of a timed pass between two looks at the clock. */
const IMAGES = 1024;

/**
 * @param {Engine} engine
 * @param {{ runId: number, parent: number | null, ops: Op[], again: boolean }} command
 * @param {{ post: (event: import('../protocol.js').WorkerEvent, transfer?: Transferable[]) => void,
 *           postNode: (id: number, about: { runId: number, seq: number, last: boolean }) => void,
 *           postWeights: (node: number) => void, passMs?: Map<number, number> }} out  in `passMs` stands the time of a
 *   pass of every run; without it none is timed
 */
export function createRunJob(engine, { runId, parent, ops, again }, out) {
  const pace = createPace(3, 64);
  let at = -1;
  let seq = 0;
  let paused = false;
  let once = false;
  let cancelled = false;
  /** @type {import('../protocol.js').Fault | null} */
  let fault = null;
  let done = false;
  let phase = 'training';
  let batch = 0;
  let totalBatches = 0;
  let batchesPerEpoch = 0;
  const watch = createStopwatch();
  let bestMs = Infinity;
  /** The run that is being timed, after it was measured. @type {number | null} */
  let timing = null;
  let trainMs = 0;
  let reportedMs = 0;
  let shownMs = 0;
  /** @type {EpochPoint[]} */
  let epochs = [];

  /** Begins operations until one needs time; runs that are known already count at once. */
  function next() {
    for (;;) {
      at += 1;
      const started = engine.start(parent ?? undefined, ops[at], again);
      ({ batchesPerEpoch, totalBatches } = started);
      out.post({ type: 'started', runId, parent, op: ops[at], batchesPerEpoch, totalBatches });
      batch = trainMs = 0;
      bestMs = Infinity;
      watch.reset();
      phase = totalBatches > 0 ? 'training' : 'measuring';
      if (started.known === null || started.known === undefined) return;
      parent = started.known;
      report(true);
      if (close(started.known)) return;
    }
  }

  /** Reports a run that is complete; true when it was the last. @param {number} id */
  function close(id) {
    done = cancelled || at + 1 === ops.length;
    out.postNode(id, { runId, seq: seq++, last: done });
    return done;
  }

  /** @param {boolean} now */
  function report(now) {
    const time = performance.now();
    if (!now && time - reportedMs < PROGRESS_MS) return;
    reportedMs = time;
    const losses = engine.takeLosses();
    if (at < ops.length && ops[at].op === 'dropGrow') tellExchanges();
    const left = batch > 0 ? ((totalBatches - batch) * trainMs) / batch / 1000 : null;
    out.post(
      {
        type: 'progress',
        runId,
        seq: seq++,
        batch,
        totalBatches,
        batchesPerEpoch,
        losses,
        epochs,
        secondsLeft: left,
        paused,
        teaching: phase === 'teaching',
      },
      [losses.buffer],
    );
    epochs = [];
    if (totalBatches > 0 && !now && time - shownMs >= WEIGHTS_MS) {
      shownMs = time;
      out.postWeights(-1);
    }
  }

  /** What sparse training exchanged since the last time. */
  function tellExchanges() {
    const exchanges = engine.takeExchanges();
    if (exchanges.length === 0) return;
    const layers = exchanges[0].layers.map((/** @type {number} */ _, /** @type {number} */ layer) => ({
      born: engine.swapped(layer, true),
      died: engine.swapped(layer, false),
      present: engine.present(layer),
    }));
    out.post({ type: 'exchanges', runId, exchanges, layers });
  }

  function finish() {
    report(true);
    const { node, diverged } = engine.finish();
    fault = diverged ?? null;
    if (node === null || node === undefined) return end();
    parent = node;
    cancelled ||= fault !== null;
    if (!out.passMs) return completed(node);
    const { sizes, result } = engine.node(node);
    // Where whole neurons were pruned the masked network was measured; what is timed is the smaller one.
    if (String(result.shrunk) === String(sizes) && bestMs < Infinity) return timed(node, bestMs);
    timing = node;
    watch.reset();
    engine.beginTiming(node);
  }

  /** A little of timing the run. @param {number} node */
  function time(node) {
    const ms = watch.slice(() => engine.stepTiming(IMAGES));
    if (ms === null) return;
    timing = null;
    timed(node, ms);
  }

  /** @param {number} node @param {number} ms */
  function timed(node, ms) {
    out.passMs?.set(node, ms);
    completed(node);
  }

  /** @param {number} node */
  function completed(node) {
    if (!close(node)) next();
    else end();
  }

  function end() {
    const diverged = fault;
    done = true;
    if (diverged) {
      out.post({ type: 'stopped', runId, seq: seq++, reason: 'diverged' });
      out.post({ type: 'error', ...diverged, during: 'run', fatal: false });
    } else if (cancelled) {
      out.post({ type: 'stopped', runId, seq: seq++, reason: 'cancelled' });
    }
  }

  next();
  return {
    get done() {
      return done;
    },
    get idle() {
      return done || (paused && !once);
    },
    /** A few milliseconds of work. */
    work() {
      if (timing !== null) return time(timing);
      const units = once ? 1 : pace.units;
      const before = phase;
      const start = performance.now();
      const step = engine.step(units);
      const elapsedMs = performance.now() - start;
      if (before === 'teaching' && step.phase !== 'teaching') trainMs = 0;
      if (before === 'training') trainMs += elapsedMs;
      if (before === 'measuring') {
        const ms = watch.count(elapsedMs, step.phase !== 'measuring');
        if (ms !== null) bestMs = Math.min(bestMs, ms);
      }
      if (!once) pace.note(elapsedMs);
      phase = step.phase;
      batch = step.batch;
      epochs.push(...step.epochs);
      if (once && phase !== 'measuring') {
        once = false;
        report(true);
        out.postWeights(-1);
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
    cancel() {
      cancelled = true;
      paused = false;
      if (timing !== null || engine.stop()) return;
      done = true;
      out.post({ type: 'stopped', runId, seq: seq++, reason: 'cancelled' });
    },
  };
}
