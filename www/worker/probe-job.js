// @ts-check
/** Measuring where the slider stands, the latest wish; then, while it rests there, the time of a pass. */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { ModelResult, Ranking } from '../protocol.js' */
/** @import { Call } from './responder.js' */
import { createPace } from './pace.js';
import { readEvaluation } from './read-node.js';
import { CANCELLED } from './responder.js';
import { createStopwatch } from './stopwatch.js';

/** Measurements of a pass's time; the best counts. */
const TIMINGS = 2;

/** @typedef {{ about: Ranking, ratio: number, event: Call<'evaluate'>['event'], resolve: (result: ModelResult) => void,
 *   reject: (error: unknown) => void }} Wish */

/** @param {Engine} engine */
export function createProbeJob(engine) {
  const pace = createPace(3, 4096);
  const watch = createStopwatch();
  /** What is being measured. @type {Wish | null} */
  let current = null;
  /** What is to be measured after that. @type {Wish | null} */
  let next = null;
  /** Whether the accuracy was told: what is left is to time a pass. */
  let measured = false;
  let begun = false;
  /** Of the measurements so far. @type {number[]} */
  let timings = [];

  /** @param {unknown} error */
  function fail(error) {
    current?.reject(error);
    current = null;
    measured = begun = false;
  }

  /** @param {Wish} wish */
  function measure({ about, ratio, event }) {
    if (!begun) {
      begun = true;
      engine.beginProbe(ratio);
    }
    const start = performance.now();
    const through = engine.stepProbe(pace.units);
    pace.note(performance.now() - start);
    if (!through) return;
    begun = false;
    measured = true;
    const result = read(null);
    event({ type: 'point', ...about, ratio, evaluation: result.evaluation, result });
    engine.beginTiming();
    watch.reset();
    timings = [];
  }

  /** In a pass of its own: where whole neurons are pruned, the one that measured was of the masked network.
   * @param {Wish} wish */
  function time({ resolve }) {
    const ms = watch.slice(() => engine.stepTiming(pace.units));
    if (ms === null) return;
    timings.push(ms);
    if (timings.length < TIMINGS) return;
    current = null;
    measured = false;
    resolve(read(Math.min(...timings)));
  }

  /** @param {number | null} passMs @returns {ModelResult} */
  function read(passMs) {
    const probed = engine.probed();
    return { ...probed, evaluation: readEvaluation(probed.evaluation), passMs };
  }

  return {
    get idle() {
      return current === null && next === null;
    },

    /** @param {Ranking & { ratio: number }} wanted @param {Call<'evaluate'>} call @returns {Promise<ModelResult>} */
    evaluate({ base, method, ratio }, { event }) {
      next?.reject(CANCELLED);
      return new Promise((resolve, reject) => {
        next = { about: { base, method }, ratio, event, resolve, reject };
      });
    },

    work() {
      // A measurement is brought to its end; a timing gives way to the next wish.
      if (next && (current === null || measured)) {
        fail(CANCELLED);
        current = next;
        next = null;
      }
      if (!current) return;
      if (measured) time(current);
      else measure(current);
    },

    fail,
    /** Another ranking is at work, or none. */
    cancel() {
      fail(CANCELLED);
      next?.reject(CANCELLED);
      next = null;
    },
  };
}
