// @ts-check
/** A list of operations on what was handed over. */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { Fault, Op, RunEvent } from '../protocol.js' */
/** @import { Made, Part } from './task-job.js' */
import { layersOf } from './layers.js';
import { createRunJob } from './run-job.js';

/**
 * @param {Engine} engine
 * @param {{ parent: number | null, ops: Op[], weights?: boolean }} wanted
 * @param {Made} made
 * @returns {Part}
 */
export function runPart(engine, { parent, ops, weights = false }, made) {
  /** Only training takes time worth telling. */
  const long = Math.max(1, ops.filter((op) => 'config' in op).length);
  let trained = 0;
  let begun = 0;

  /** @param {RunEvent} event */
  function hear(event) {
    if (event.type === 'progress') {
      begun = event.totalBatches > 0 ? event.batch / event.totalBatches : 0;
      made.epochs.push(...event.epochs);
    }
    if (event.type === 'node') {
      made.nodes.push(event.node);
      if (weights) made.weights.push(layersOf(engine, event.node.id).layers.map((layer) => layer.weights));
      if ('config' in event.node.op) trained += 1;
      begun = 0;
    }
  }

  const job = createRunJob(
    engine,
    { runId: 0, parent, ops, again: true },
    {
      event: hear,
      resolve: () => undefined,
      // Of a divergence, which is a result.
      reject(fault) {
        made.fault = /** @type {Fault} */ (fault);
      },
    },
  );
  return {
    get done() {
      return job.done;
    },
    get fraction() {
      return job.done ? 1 : (trained + begun) / long;
    },
    work: job.work,
  };
}
