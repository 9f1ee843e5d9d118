// @ts-check
/** Weights and masks of a network, layer by layer. */

/** @import { Engine } from '../pkg/prunelab.js' */
/** @import { LayerWeights } from '../protocol.js' */

/**
 * @param {Engine} engine
 * @param {number} [node]  without it the network in the making
 * @returns {{ layers: LayerWeights[], buffers: Transferable[] }}
 */
export function layersOf(engine, node) {
  const network = engine.network(node);
  const sizes = network.sizes();
  const layers = Array.from({ length: sizes.length - 1 }, (_, layer) => ({
    rows: sizes[layer],
    columns: sizes[layer + 1],
    weights: network.weights(layer),
    mask: network.mask(layer),
  }));
  network.free();
  return { layers, buffers: layers.flatMap(({ weights, mask }) => [weights.buffer, mask.buffer]) };
}
