// @ts-check
/** The class that a network gives to every test image. */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { Made, Part } from './task-job.js' */
import { createPace } from './pace.js';

/** Any ranking will do: the predictions are those of its base. */
const RANKING = Object.freeze({ score: 'magnitude', scope: 'layer', rule: 'exact' });

/**
 * @param {Engine} engine
 * @param {number} base
 * @param {Made} made
 * @returns {Part}
 */
export function classesPart(engine, base, made) {
  const pace = createPace(3, 4096);
  // At one place of the slider, so that little is answered beside them.
  engine.rankAt(base, RANKING, Uint32Array.of(0)).free();
  engine.beginDense();
  return {
    get done() {
      return made.classes !== undefined;
    },
    get fraction() {
      return made.classes ? 1 : 0;
    },
    work() {
      const start = performance.now();
      const through = engine.stepSurvey(pace.units);
      pace.note(performance.now() - start);
      if (!through) return;
      const all = engine.predictions();
      made.classes = all.slice(all.length / 2);
    },
  };
}
