// @ts-check
/** Measuring the curve of the ranking at work, point by point. */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { Call } from './responder.js' */
/** @import { Ranking } from '../protocol.js' */
/** @import { RankingAtWork } from './ranking.js' */
import { readEvaluation } from './read-node.js';
import { CANCELLED } from './responder.js';

const PROGRESS_MS = 100;

/** @param {Engine} engine @param {RankingAtWork} ranking */
export function createCurveJob(engine, { places, placeOf }) {
  /** @type {{ about: Ranking, event: Call<'curve'>['event'], resolve: () => void, reject: (error: unknown) => void } | null} */
  let wish = null;
  let near = 0;
  let reportedMs = 0;

  /** @param {unknown} error */
  function fail(error) {
    wish?.reject(error);
    wish = null;
  }

  return {
    get idle() {
      return wish === null;
    },

    /** The slider's place that comes first. */
    get near() {
      return near;
    },

    /** Measures what is not measured yet. @param {Ranking} about @param {Call<'curve'>} call @returns {Promise<void>} */
    measure({ base, method }, { event }) {
      fail(CANCELLED);
      if (engine.trajectoryRemaining() === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        wish = { about: { base, method }, event, resolve, reject };
      });
    },

    /** Points near this ratio come first. @param {number} ratio */
    goNear(ratio) {
      near = placeOf(ratio);
    },

    work() {
      if (!wish) return;
      const { about, event, resolve } = wish;
      for (const { place, evaluation } of engine.stepTrajectory(near)) {
        const ratio = places.ratios[place];
        event({ type: 'point', ...about, ratio, evaluation: readEvaluation(evaluation), result: null });
      }
      const remaining = engine.trajectoryRemaining();
      const time = performance.now();
      if (remaining === 0 || time - reportedMs >= PROGRESS_MS) {
        reportedMs = time;
        const total = places.grid.length;
        event({ type: 'curveProgress', base: about.base, done: total - remaining, total });
      }
      if (remaining > 0) return;
      wish = null;
      resolve();
    },

    fail,
    /** Another ranking is at work, or none. */
    cancel: () => fail(CANCELLED),
  };
}
