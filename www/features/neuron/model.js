// @ts-check
/**
 * A neuron of the network on the stage: its weights, what it feeds, and whether it can be cut or restored. Pure.
 */

/** @import { Neuron, OnStage } from '../../state/moment.js' */
/** @import { State } from '../../state/state.js' */
import { momentOf, onStage } from '../../state/moment.js';
import { incoming, layersOnStage, outgoing } from '../../state/network.js';
import { snapshotOf } from '../../state/select.js';

/** Of what a neuron feeds, the strongest so many are listed. */
const FED = 10;

/** `incoming`: its weights, pruned ones 0; `fed`: the strongest weights from it, the neuron or class each leads to, and what it
 * adds there (activation x weight; null without an image). `isCut`: nothing leads to it or from it in the network itself, before
 * the slider prunes it; `editable`: it can be cut or restored.
 * @typedef {{ neuron: Neuron, which: OnStage, incoming: Float32Array, left: number, activation: number | null,
 *   fed: { to: number, weight: number, adds: number | null }[], feedsClasses: boolean, outgoingLeft: number, outgoing: number,
 *   template: boolean, isCut: boolean, editable: boolean }} NeuronData */

/** @param {State} state @returns {NeuronData | null} */
export function neuronData(state) {
  const now = momentOf(state);
  const { neuron } = now;
  if (!neuron) return null;
  const which = onStage(state);
  const layers = layersOnStage(state, which);
  const into = layers[neuron.layer];
  if (!into || neuron.neuron >= into.columns) return null;
  const weights = incoming(into, neuron.neuron);
  const from = layers[neuron.layer + 1] ?? null;
  const activations = now.subject ? now.answer?.layers[neuron.layer + 1] : null;
  const activation = activations?.length === into.columns ? activations[neuron.neuron] : null;
  const to = from ? outgoing(from, neuron.neuron) : new Float32Array(0);
  const isCut = from !== null && cutIn(state, neuron);
  return {
    neuron,
    which,
    incoming: weights,
    left: count(weights),
    activation,
    fed: strongest(to).map((index) => ({
      to: index,
      weight: to[index],
      adds: activation === null ? null : activation * to[index],
    })),
    feedsClasses: neuron.layer === layers.length - 2,
    outgoingLeft: count(to),
    outgoing: to.length,
    template: from === null,
    isCut,
    editable: from !== null && !state.run && state.current !== null,
  };
}

/** @param {Float32Array} weights */
function count(weights) {
  return weights.reduce((sum, weight) => sum + Number(weight !== 0), 0);
}

/** Indices of the largest values by size, in rising order. @param {Float32Array} values @returns {number[]} */
function strongest(values) {
  return Array.from(values.keys())
    .filter((index) => values[index] !== 0)
    .sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b)
    .slice(0, FED)
    .sort((a, b) => a - b);
}

/** Whether a neuron has no weight to it or none from it in the current run. @param {State} state @param {Neuron} neuron */
function cutIn(state, { layer, neuron }) {
  const layers = snapshotOf(state) ? layersOnStage(state, 'tuned') : layersOnStage(state, 'dense');
  const [into, from] = layers.slice(layer, layer + 2);
  return !into || !from || count(incoming(into, neuron)) === 0 || count(outgoing(from, neuron)) === 0;
}
