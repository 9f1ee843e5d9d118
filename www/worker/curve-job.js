// @ts-check
/** The slider's side of the engine: the ranking, the point the slider stands at, the curve around it. */

import { readEvaluation } from './read-node.js';
import { createPace } from './run-loop.js';

/** @typedef {import('../pkg/prunelab.js').Cuts} Cuts */
/** @typedef {import('../pkg/prunelab.js').Engine} Engine */
/** @typedef {import('../protocol.js').PruneMethod} PruneMethod */
/** @typedef {import('./half-pass.js').HalfPass} HalfPass */

const PROGRESS_MS = 100;
/** Passes that are timed at a place of the slider. */
const ROUNDS = 3;

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
  let probeMs = 0;
  let bestMs = Infinity;
  let rounds = 0;
  let begun = false;
  /** Whether a second worker reads half of the images, and how many the engine still has to. */
  let shared = false;
  let left = 0;
  let reportedMs = 0;

  /** @param {number} base @param {PruneMethod} method */
  function rank(base, method) {
    const network = engine.rank(base, method);
    sizes = network.sizes();
    ranked = { base, method };
    probing = wished = null;
    begun = false;
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

  /** @param {(units: number) => any} call */
  function timed(call) {
    const start = performance.now();
    const result = call(pace.units);
    const elapsedMs = performance.now() - start;
    pace.note(elapsedMs);
    return { result, elapsedMs };
  }

  /** Measures at the slider; then, while it rests there, twice more, for the time of a pass. */
  function probe() {
    if (!ranked) return;
    if (wished !== null && (probing === null || rounds > 0)) {
      probing = wished;
      wished = null;
      rounds = 0;
      begun = false;
      bestMs = Infinity;
    }
    const ratio = /** @type {number} */ (probing);
    if (!begun) {
      begun = true;
      probeMs = 0;
      shared = false;
      if (rounds === 0) {
        engine.beginProbe(ratio);
        shared = half.share();
        left = 1;
      } else engine.beginTiming();
    }
    const { result, elapsedMs } = timed((units) => {
      if (rounds > 0) return engine.stepTiming(units);
      left = engine.stepProbe(units);
      return left === 0 && !half.waiting;
    });
    probeMs += elapsedMs;
    if (!result) return;
    begun = false;
    rounds += 1;
    const last = rounds === ROUNDS;
    const probed = rounds === 1 || last ? engine.probed() : null;
    // Where whole neurons went the first pass was of the masked network; what is timed is the smaller one. A shared pass
    // tells nothing of one worker's time.
    if (rounds > 1 || (!shared && String(probed.shrunk) === String(sizes))) bestMs = Math.min(bestMs, probeMs);
    if (probed) {
      const model = { ...probed, evaluation: readEvaluation(probed.evaluation), passMs: last ? bestMs : null };
      post({ type: 'point', ...ranked, ratio, evaluation: model.evaluation, result: model });
    }
    if (last) probing = null;
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
      begun = false;
      half.reset();
    },
    /** Whether nothing is to be done but to wait for the second worker. */
    get waiting() {
      return begun && rounds === 0 && left === 0 && half.waiting;
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
