// @ts-check
/**
 * Few values: from what was chosen to operations, of which network, and the levels as a picture shows them. Pure.
 */

/** @import { Encoding, ModelResult, Op, RunNode, TrainConfig } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Subject } from '../../state/times.js' */
import { SCHEMES } from '../../description.js';
import { LIMITS } from '../../ops/limits.js';
import { quantizeOp, tuningOps } from '../../ops/recipes.js';
import { subjectOnStage } from '../../state/moment.js';
import { isOtherLab, placeNow, rankedNow, sparsityNow } from '../../state/select.js';
import { sparsityOf } from '../../state/tree.js';

/** What the panel is set to. `shareBits` of every layer.
 * @typedef {Parameters<typeof quantizeOp>[0] & { way: 'quantize' | 'share', shareBits: readonly number[] }} Choice */

const MOST_VALUES = 4096;

/** @returns {Choice} */
export function initialChoice() {
  return {
    way: 'quantize',
    bits: 4,
    levels: 'symmetric',
    per: 'tensor',
    activations: 'off',
    activationBits: 8,
    shareBits: [],
  };
}

/** What the choice does to a network. @param {Choice} choice @param {number} images @returns {Op} */
export function opOf(choice, images) {
  return choice.way === 'share' ? { op: 'share', bits: [...choice.shareBits] } : quantizeOp(choice, images);
}

/** Bits of a shared weight at first: as in Deep Compression (Han et al. 2016), fewer where there are many. */
const SHARE_BITS = 4;

/** @template {string} T @param {readonly T[]} list @param {string} value */
const oneOf = (list, value) => list.find((one) => one === value) ?? list[0];
/** @param {number} bits */
const bitsOf = (bits) => Math.min(LIMITS.bits.max, Math.max(LIMITS.bits.min, Math.round(bits) || LIMITS.bits.max));

/** The choice as it can be, whatever a link said, with bits for every layer of a network. @param {Choice} choice
 * @param {number} layers @returns {Choice} */
export function fitted(choice, layers) {
  const { bits, activationBits, shareBits } = choice;
  return {
    way: choice.way === 'share' ? 'share' : 'quantize',
    bits: bitsOf(bits),
    levels: oneOf(SCHEMES.levels, choice.levels),
    per: oneOf(SCHEMES.per, choice.per),
    activations: oneOf(SCHEMES.activations, choice.activations),
    activationBits: bitsOf(activationBits),
    shareBits: shareBits.length === layers ? shareBits : Array.from({ length: layers }, () => SHARE_BITS),
  };
}

/** What came of a choice: the network `before` and the one that was made of it; `key` says of which choice and network.
 * @typedef {{ node: RunNode, before: ModelResult, key: string }} Measured */

/** `layer`: the one that is shown. @type {Slice<{ form: Choice, layer: number, measured: Measured | null }>} */
export const slice = {
  id: 'quantize',
  initial: { form: initialChoice(), layer: 0, measured: null },
  reduce: (own, _, state, before) => (own.measured && isOtherLab(state, before) ? { ...own, measured: null } : own),
};

const MAKERS = ['quantize', 'quantizeTune', 'share', 'shareTune'];

/**
 * The network with exact weights that a run was made of by this panel; the run itself where it was not.
 * @param {ReadonlyMap<number, RunNode>} nodes
 * @param {RunNode | null} node
 */
export function sourceOf(nodes, node) {
  let at = node;
  while (at && at.parent !== null && MAKERS.includes(at.op.op)) at = nodes.get(at.parent) ?? null;
  return at ?? node;
}

/**
 * The network that the panel speaks of: the one on the stage, or what that was made of by this panel.
 * @param {State} state
 * @returns {Subject | null}
 */
export function subjectOf(state) {
  const on = subjectOnStage(state);
  if (!on) return null;
  const source = sourceOf(state.nodes, on.node);
  const further = (sparsityNow(state) ?? 0) - sparsityOf(on.node.result) > 1e-6;
  return source && source !== on.node && !(on.prune && further) ? { node: source, prune: null } : on;
}

/** What makes that network of its run. @param {Subject} subject @returns {Op[]} */
export const pruningOf = ({ prune }) => (prune ? [{ op: 'prune', ...prune }] : []);

/**
 * Weights of a layer as they are at the slider; null where the remaining ones are corrected, or before they are ranked.
 * @param {State} state
 * @param {number} layer
 */
export function weightsAtSlider(state, layer) {
  const ranked = rankedNow(state);
  const place = placeNow(state);
  if (!ranked || place === null || ranked.method.correct) return null;
  const { weights, position, removed } = ranked.layers[layer];
  return weights.map((weight, index) => (position[index] < removed[place] ? 0 : weight));
}

/**
 * Training with few values: from which run, and what is done to it.
 * @param {Choice} choice
 * @param {number} images
 * @param {Subject} source
 * @param {RunNode} current
 * @param {TrainConfig} config
 * @returns {{ parent: number, ops: Op[] }}
 */
export function tuning(choice, images, source, current, config) {
  const { encoding } = current;
  const shared = encoding?.kind === 'shared' ? encoding.bits : null;
  const { from, ops } = tuningOps(opOf(choice, images), config, shared);
  return from === 'source'
    ? { parent: source.node.id, ops: [...pruningOf(source), ...ops] }
    : { parent: current.id, ops };
}

/**
 * The values that weights of a layer can have, rising. Where every output has its own step it is the widest one's;
 * `units` says how many there are.
 * @param {Encoding} encoding
 * @param {number} layer
 * @returns {{ levels: number[], units: number, step: number | null }}
 */
export function levelsOf(encoding, layer) {
  if (encoding.kind === 'shared') return { levels: [...encoding.codebooks[layer]], units: 1, step: null };
  const units = encoding.layers[layer];
  const { scale, low, high } = units.reduce((widest, unit) => (unit.scale > widest.scale ? unit : widest));
  const levels = Array.from({ length: high - low + 1 }, (_, index) => (low + index) * scale);
  return { levels, units: units.length, step: scale };
}

/** How many different values there are; Infinity when more than can be of use. @param {Float32Array} weights */
export function valuesOf(weights) {
  const seen = new Set();
  for (const weight of weights) {
    seen.add(weight);
    if (seen.size > MOST_VALUES) return Infinity;
  }
  return seen.size;
}

/** How many weights have each value of a rising list of single-precision numbers. @param {Float32Array} weights @param {readonly number[]} values */
export function membersOf(weights, values) {
  // The one nearest: every weight goes to the nearest centroid.
  const counts = values.map(() => 0);
  for (const weight of weights) {
    if (weight === 0) continue;
    let [low, high] = [0, values.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[middle] + values[middle + 1]) / 2 >= weight) high = middle;
      else low = middle + 1;
    }
    counts[low] += 1;
  }
  return counts;
}

/**
 * Weights that are not zero in bins from -limit to limit, where limit is the largest of them or the outermost level.
 * @param {Float32Array} weights
 * @param {readonly number[]} levels
 * @param {number} bins
 */
export function binned(weights, levels, bins) {
  let limit = 0;
  for (const weight of weights) limit = Math.max(limit, Math.abs(weight));
  for (const level of levels) limit = Math.max(limit, Math.abs(level));
  if (limit === 0) limit = 1;
  // A little room, so that the outermost level is not the edge itself.
  limit *= 1.02;
  const counts = new Uint32Array(bins);
  let zeros = 0;
  for (const weight of weights) {
    if (weight === 0) zeros += 1;
    else counts[Math.min(bins - 1, Math.floor(((weight + limit) / (2 * limit)) * bins))] += 1;
  }
  return { limit, counts, zeros };
}
