// @ts-check
/** The curve of a network, or of one of its layers, from 0 to 100 %. */

/** @import { Cuts, Engine } from '../pkg/prunelab.js' */
/** @import { Work } from '../protocol.js' */
/** @import { Made, Part } from './task-job.js' */
import { readEvaluation } from './read-node.js';

/**
 * @param {Engine} engine
 * @param {number} base
 * @param {Extract<Work, { kind: 'curve' | 'scan' }>} wanted
 * @param {{ ratios: Float64Array, grid: Uint32Array }} places
 * @param {Made} made
 * @returns {Part}
 */
export function curvePart(engine, base, wanted, places, made) {
  const network =
    wanted.kind === 'scan' ? engine.rankLayer(base, wanted.method, wanted.layer) : engine.rank(base, wanted.method);
  const sizes = network.sizes();
  network.free();
  let weights = 0;
  const removed = new Uint32Array(places.ratios.length);
  for (let layer = 0; layer + 1 < sizes.length; layer += 1) {
    weights += sizes[layer] * sizes[layer + 1];
    const cuts = /** @type {Cuts} */ (engine.cuts(layer));
    cuts.removed().forEach((count, place) => {
      removed[place] += count;
    });
    cuts.free();
  }
  return {
    get done() {
      return engine.trajectoryRemaining() === 0;
    },
    get fraction() {
      return 1 - engine.trajectoryRemaining() / places.grid.length;
    },
    work() {
      for (const { place, evaluation } of engine.stepTrajectory(0)) {
        const sample = {
          ratio: places.ratios[place],
          sparsity: removed[place] / weights,
          evaluation: readEvaluation(evaluation),
        };
        made.samples.push(sample);
        made.fresh.push(sample);
      }
    },
  };
}
