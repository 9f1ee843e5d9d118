// @ts-check
/** The ranking at work: the order in which the slider removes the weights of a network. */

/** @import { Cuts, Engine } from '../pkg/prunelab.js' */
/** @import { Ranking, Trajectory } from '../protocol.js' */
import { CANCELLED } from './responder.js';

/**
 * @param {Engine} engine
 * @param {{ ratios: Float64Array, grid: Uint32Array }} places  of the slider, and those a curve is measured at
 */
export function createRanking(engine, places) {
  /** @type {Ranking | null} */
  let current = null;
  let layers = 0;

  return {
    places,
    /** The slider's place nearest to a ratio. @param {number} ratio */
    placeOf: (ratio) => Math.round(ratio * (places.ratios.length - 1)),

    /** Ranks anew; after an error the ranking before stays at work. @param {Ranking} wanted @returns {Trajectory} */
    rank({ base, method }) {
      const network = engine.rank(base, method);
      const sizes = network.sizes();
      current = { base, method };
      layers = sizes.length - 1;
      const read = Array.from({ length: layers }, (_, layer) => {
        const cuts = /** @type {Cuts} */ (engine.cuts(layer));
        const made = {
          rows: sizes[layer],
          columns: sizes[layer + 1],
          weights: network.weights(layer),
          position: cuts.positions(),
          removed: cuts.removed(),
          threshold: cuts.thresholds(),
        };
        cuts.free();
        return made;
      });
      network.free();
      return { ...places, layers: read };
    },

    /** What the ranking went by, layer by layer. */
    scores: () => Array.from({ length: layers }, (_, layer) => /** @type {Float32Array} */ (engine.scores(layer))),

    /** Throws `cancelled` unless this is the ranking at work. @param {Ranking} wanted */
    expect({ base, method }) {
      const isCurrent = current?.base === base && JSON.stringify(current.method) === JSON.stringify(method);
      if (!isCurrent) throw CANCELLED;
    },

    /** The data set has changed. */
    forget() {
      current = null;
    },
  };
}

/** @typedef {ReturnType<typeof createRanking>} RankingAtWork */
