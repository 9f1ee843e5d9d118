// @ts-check
/** The slider's side of the engine: the ranking, the point the slider stands at, the curve around it. */

import { readEvaluation } from './read-node.js';
import { createPace } from './run-loop.js';
import { createStopwatch } from './stopwatch.js';

/** @typedef {import('../pkg/prunelab.js').Cuts} Cuts */
/** @typedef {import('../pkg/prunelab.js').Engine} Engine */
/** @typedef {import('../protocol.js').PruneMethod} PruneMethod */
/** @typedef {import('./half-pass.js').HalfPass} HalfPass */

const PROGRESS_MS = 100;
/** Measurements of a pass's time at a place of the slider; the best counts. */
const TIMINGS = 2;

/**
 * @param {Engine} engine
 * @param {{ ratios: Float64Array, grid: Uint32Array }} places
 * @param {(event: import('../protocol.js').WorkerEvent, transfer?: Transferable[]) => void} post
 * @param {HalfPass} half
 */
export function createCurveJob(engine, places, post, half) {
  const pace = createPace(3, 4096);
  /** @type {{ base: number, method: PruneMethod } | null} */
  let ranked = null;
  /** Widths of the network that is ranked. @type {Uint32Array} */
  let sizes = new Uint32Array(0);
  /** @type {number | null} the ratio being measured for the slider */
  let probing = null;
  /** @type {number | null} the one wished for after that */
  let wished = null;
  let near = 0;
  const watch = createStopwatch();
  /** Of the measurements so far. @type {number[]} */
  let timings = [];
  /** Whether the ratio's accuracy was told: what is left is to time it. */
  let measured = false;
  let begun = false;
  /** How many images the engine still has to read, where a second worker may read the others. */
  let left = 0;
  let reportedMs = 0;

  /** @param {number} base @param {PruneMethod} method */
  function rank(base, method) {
    const network = engine.rank(base, method);
    sizes = network.sizes();
    ranked = { base, method };
    probing = wished = null;
    measured = begun = false;
    half.forget();
    return network;
  }

  /** @param {number} base @param {PruneMethod} method */
  function isRanked(base, method) {
    return ranked !== null && ranked.base === base && JSON.stringify(ranked.method) === JSON.stringify(method);
  }

  /** @param {number} ratio */
  function place(ratio) {
    near = Math.round(ratio * (places.ratios.length - 1));
  }

  /** Measures at the slider; then, while it rests there, the time of a pass. */
  function probe() {
    if (!ranked) return;
    if (wished !== null && (probing === null || measured)) {
      probing = wished;
      wished = null;
      measured = begun = false;
    }
    if (measured) time();
    else measure();
  }

  function measure() {
    if (!begun) {
      begun = true;
      engine.beginProbe(/** @type {number} */ (probing));
      half.share();
      left = 1;
    }
    const start = performance.now();
    left = engine.stepProbe(pace.units);
    pace.note(performance.now() - start);
    if (left > 0 || half.waiting) return;
    begun = false;
    measured = true;
    tell(null);
    engine.beginTiming();
    watch.reset();
    timings = [];
  }

  /** A shared pass tells nothing of one worker's time, nor does that of the masked network where whole neurons went. */
  function time() {
    const ms = watch.slice(() => engine.stepTiming(pace.units));
    if (ms === null) return;
    timings.push(ms);
    if (timings.length < TIMINGS) return;
    tell(Math.min(...timings));
    probing = null;
  }

  /** @param {number | null} passMs */
  function tell(passMs) {
    const probed = engine.probed();
    const evaluation = readEvaluation(probed.evaluation);
    const ratio = /** @type {number} */ (probing);
    post({
      type: 'point',
      .../** @type {NonNullable<typeof ranked>} */ (ranked),
      ratio,
      evaluation,
      result: { ...probed, evaluation, passMs },
    });
  }

  function curve() {
    if (!ranked) return;
    for (const point of engine.stepTrajectory(near)) {
      const evaluation = readEvaluation(point.evaluation);
      post({ type: 'point', ...ranked, ratio: places.ratios[point.place], evaluation, result: null });
    }
    const remaining = engine.trajectoryRemaining();
    const time = performance.now();
    if (remaining === 0 || time - reportedMs >= PROGRESS_MS) {
      reportedMs = time;
      const total = places.grid.length;
      post({ type: 'trajectoryProgress', base: ranked.base, done: total - remaining, total });
    }
  }

  return {
    /** @param {{ base: number, method: PruneMethod, ratio: number }} command */
    trajectory({ base, method, ratio }) {
      const network = rank(base, method);
      place(ratio);
      const layers = Array.from({ length: sizes.length - 1 }, (_, l) => {
        const cuts = /** @type {Cuts} */ (engine.cuts(l));
        const layer = {
          rows: sizes[l],
          columns: sizes[l + 1],
          weights: network.weights(l),
          position: cuts.positions(),
          removed: cuts.removed(),
          threshold: cuts.thresholds(),
        };
        cuts.free();
        return layer;
      });
      network.free();
      const bulk = layers.flatMap((l) => [l.weights.buffer, l.position.buffer, l.removed.buffer, l.threshold.buffer]);
      post({ type: 'trajectory', base, method, trajectory: { ...places, layers } }, bulk);
      half.start(sizes[0]);
    },
    /** @param {{ base: number, method: PruneMethod, ratio: number }} command */
    evaluate({ base, method, ratio }) {
      if (!isRanked(base, method)) rank(base, method).free();
      place(ratio);
      wished = ratio;
    },
    /** @param {{ base: number, method: PruneMethod }} command */
    scores({ base, method }) {
      if (!ranked || !isRanked(base, method)) return;
      const layers = Array.from({ length: sizes.length - 1 }, (_, l) => /** @type {Float32Array} */ (engine.scores(l)));
      post(
        { type: 'scores', ...ranked, layers },
        layers.map((layer) => layer.buffer),
      );
    },
    /** Forgets everything: the data set has changed. */
    reset() {
      ranked = probing = wished = null;
      measured = begun = false;
      half.reset();
    },
    /** Whether nothing is to be done but to wait for the second worker. */
    get waiting() {
      return begun && left === 0 && half.waiting;
    },
    get urgent() {
      return probing !== null || wished !== null;
    },
    get idle() {
      return ranked === null || engine.trajectoryRemaining() === 0;
    },
    probe,
    curve,
  };
}
