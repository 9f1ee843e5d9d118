// @ts-check
/**
 * Well-known lists of operations, made by the crate: src/lab/recipes. What is out of range throws a fault.
 */

/** @import { ActivationRange, Arm, Levels, Per, Preset, Technique } from '../description.js' */
/** @import { Op, PruneMethod, TrainConfig } from '../protocol.js' */
import * as module from '../pkg/prunelab.js';

/** Pruning and what heals it. @typedef {{ method: PruneMethod, ratio: number, config: TrainConfig }} Healed */

/** @param {Healed} healed @returns {[prune: Op, tune: Op]} */
const pruneAndTune = ({ method, ratio, config }) => [{ op: 'prune', method, ratio }, tune(config)];
/** @param {TrainConfig} config @returns {Op} */
const tune = (config) => ({ op: 'fineTune', config, mask: 'keep' });

/** Prune, fine-tune, prune, fine-tune, ... @param {Healed & { rounds: number }} asked @returns {Op[]} */
export const iterativeOps = ({ rounds, ...healed }) => module.iterativeOps(...pruneAndTune(healed), rounds);

/** Pruning while training on so many images goes on. @param {Healed & { images: number }} asked @returns {Op[]} */
export const gradualOps = ({ images, ...healed }) => module.gradualOps(...pruneAndTune(healed), images);

/** The same network fine-tuned with and without its mask. @param {Healed} healed @returns {{ mask: 'keep' | 'forget', ops: Op[] }[]} */
export const trapTrials = (healed) => module.trapTrials(...pruneAndTune(healed));

/**
 * Sparse training from a random start.
 * @param {{ technique: Technique, hidden: number[], seed: number, density: number, fraction: number, every: number,
 *   lambda: number, config: TrainConfig, images: number }} asked
 * @returns {Op[]}
 */
export function sparseOps({ technique, hidden, seed, density, fraction, every, lambda, config, images }) {
  const numbers = Float64Array.of(density, fraction, every, lambda);
  return module.sparseOps(technique, { op: 'init', hidden, seed }, tune(config), numbers, images);
}

/**
 * The lottery for one seed, and how much each round keeps.
 * @param {{ pixels: number, hidden: number[], classes: number, images: number, seed: number, config: TrainConfig,
 *   rounds: number, fraction: number, toStep: number | null }} asked
 * @returns {{ kept: number[], trials: { arm: Arm, round: number, ops: Op[] }[] }}
 */
export function lotteryTrials({ pixels, hidden, classes, images, seed, config, rounds, fraction, toStep }) {
  const data = Uint32Array.of(pixels, classes, images);
  return module.lotteryTrials({ op: 'init', hidden, seed }, tune(config), data, rounds, fraction, toStep);
}

/**
 * Students alone and taught, seed by seed.
 * @param {{ hidden: number[], seed: number, seeds: number, teacher: Op[], temperature: number, alpha: number,
 *   config: TrainConfig }} asked
 * @returns {{ seed: number, alone: Op[], taught: Op[] }[]}
 */
export function distillationTrials({ hidden, seed, seeds, ...taught }) {
  return module.distillationTrials({ op: 'init', hidden, seed }, { op: 'distil', ...taught }, seeds);
}

/**
 * Rounding to levels, as a form has it; `images` are the training images.
 * @param {{ bits: number, levels: Levels, per: Per, activations: ActivationRange, activationBits: number }} choice
 * @param {number} images
 * @returns {Extract<Op, { op: 'quantize' }>}
 */
export function quantizeOp({ bits, levels, per, activations, activationBits }, images) {
  // As long as no data set is there one image is as good as any number.
  return module.quantizeOp(bits, levels, per, activations, activationBits, Math.max(1, images));
}

/**
 * Training with few values: from which network, and what is done to it.
 * @param {Op} rounding  what gives a network few values
 * @param {TrainConfig} config
 * @param {readonly number[] | null} shared  bits of the values that the current network's weights share
 * @returns {{ from: 'source' | 'current', ops: Op[] }}
 */
export function tuningOps(rounding, config, shared) {
  return module.tuningOps(rounding, tune(config), shared && Uint32Array.from(shared));
}

/** A well-known pipeline. @param {Preset} preset @param {{ pixels: number, classes: number, seed: number }} about @returns {Op[]} */
export const presetOps = (preset, { pixels, classes, seed }) => module.presetOps(preset, pixels, classes, seed);
