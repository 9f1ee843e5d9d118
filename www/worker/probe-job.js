// @ts-check
/** Measuring where the slider stands, the latest wish. */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { ModelResult } from '../protocol.js' */
import { createPace } from './pace.js';
import { readEvaluation } from './read-node.js';
import { CANCELLED } from './responder.js';

/** @typedef {{ ratio: number, resolve: (result: ModelResult) => void, reject: (error: unknown) => void }} Wish */

/** @param {Engine} engine */
export function createProbeJob(engine) {
  const pace = createPace(3, 4096);
  /** What is being measured. @type {Wish | null} */
  let current = null;
  /** What is to be measured after that. @type {Wish | null} */
  let next = null;
  let begun = false;

  /** @param {unknown} error */
  function fail(error) {
    current?.reject(error);
    current = null;
    begun = false;
  }

  /** @param {Wish} wish */
  function measure({ ratio, resolve }) {
    if (!begun) {
      begun = true;
      engine.beginProbe(ratio);
    }
    const start = performance.now();
    const through = engine.stepProbe(pace.units);
    pace.note(performance.now() - start);
    if (!through) return;
    begun = false;
    current = null;
    const probed = engine.probed();
    resolve({ ...probed, evaluation: readEvaluation(probed.evaluation) });
  }

  return {
    get idle() {
      return current === null && next === null;
    },

    /** @param {number} ratio @returns {Promise<ModelResult>} */
    evaluate(ratio) {
      next?.reject(CANCELLED);
      return new Promise((resolve, reject) => {
        next = { ratio, resolve, reject };
      });
    },

    work() {
      // A measurement is brought to its end before the next begins.
      if (next && current === null) {
        current = next;
        next = null;
      }
      if (current) measure(current);
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
