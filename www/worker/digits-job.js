// @ts-check
/** Drawing the built-in digits. */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { DatasetInfo, DatasetProgress, DigitsSpec } from '../protocol.js' */
import { createPace } from './pace.js';
import { CANCELLED } from './responder.js';

/**
 * @param {Engine} engine
 * @param {DigitsSpec} spec
 * @param {{ event: (event: DatasetProgress) => void, onDone: (info: DatasetInfo) => void,
 *   reject: (error: unknown) => void }} out  `onDone`: the engine uses them from now on
 */
export function createDigitsJob(engine, spec, { event, onDone, reject }) {
  const pace = createPace(5, 4096);
  const total = engine.beginDigits(spec);
  let done = false;

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
      const start = performance.now();
      const left = engine.stepDigits(pace.units);
      pace.note(performance.now() - start);
      event({ type: 'datasetProgress', done: total - left, total });
      if (left > 0) return;
      const info = engine.finishDigits();
      done = true;
      onDone(info);
    },
    fail,
    cancel: () => fail(CANCELLED),
  };
}
