// @ts-check
/**
 * What each choice computes, and who proposed it, as the crate describes it. The same in every language. w is a weight, g
 * its gradient of the mean loss L of n calibration images, x an input, a a neuron's output, v the weights out of it, r the
 * ratio, N a number of weights.
 */

import { METHODS } from '../../description.js';

/** @typedef {{ formula: string, papers: readonly { name: string, arxiv: string | null }[] }} Formula */

const { shapes, scores, scopes, rules, correction } = METHODS;
/** @param {string} prefix @param {readonly (Formula & { name: string })[]} described @returns {[string, Formula][]} */
const named = (prefix, described) => described.map((one) => [`${prefix}.${one.name}`, one]);

/** By the key of the choice's text; what a score computes of neurons, where it ranks weights, too, has a key of its own.
 * @type {Readonly<Record<string, Formula>>} */
export const FORMULAS = Object.freeze(
  Object.fromEntries([
    ...named('shape', shapes),
    ...scores.flatMap(({ name, ranks }) => ranks.map((rank) => [keyOf(name, rank.name), rank])),
    ...named('score', [...scopes, ...rules]),
    ['method.correct', correction],
  ]),
);

/** @param {string} score @param {string} kind */
function keyOf(score, kind) {
  const both = scores.some(({ name, ranks }) => name === score && ranks.some((rank) => rank.name === 'weights'));
  return kind === 'neurons' && both ? `score.${score}.neurons` : `score.${score}`;
}
