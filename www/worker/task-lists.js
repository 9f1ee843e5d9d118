// @ts-check
/** Many lists of operations, one after another, each from nothing. */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { Fault, Op } from '../protocol.js' */
/** @import { Made, Part } from './task-job.js' */
import { readEvaluation } from './read-node.js';
import { createRunJob } from './run-job.js';

/**
 * The engine knows what it has done: what lists begin with alike is done once. A list that diverges tells nothing, and
 * the next begins.
 * @param {Engine} engine
 * @param {Op[][]} lists
 * @param {Made} made
 * @returns {Part}
 */
export function listsPart(engine, lists, made) {
  let at = -1;
  let begun = 0;
  /** @type {ReturnType<typeof createRunJob> | null} */
  let job = null;

  function next() {
    at += 1;
    begun = 0;
    job = null;
    if (at === lists.length) return;
    const list = at;
    job = createRunJob(
      engine,
      { runId: 0, parent: null, ops: lists[list], again: false },
      {
        event(event) {
          if (event.type === 'progress' && event.totalBatches > 0) begun = event.batch / event.totalBatches;
        },
        resolve({ node }) {
          const end = engine.node(/** @type {number} */ (node));
          const { evaluation, kept, weights } = end.result;
          const parent = end.parent ?? null;
          const before = parent === null ? null : readEvaluation(engine.node(parent).result.evaluation);
          made.ends.push({ list, evaluation: readEvaluation(evaluation), before, kept, weights });
        },
        reject(fault) {
          made.fault ??= /** @type {Fault} */ (fault);
        },
      },
    );
  }

  next();
  return {
    get done() {
      return at === lists.length;
    },
    get fraction() {
      return Math.min(1, (at + begun) / lists.length);
    },
    work() {
      if (job && !job.done) job.work();
      if (job?.done) next();
    },
  };
}
