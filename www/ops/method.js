// @ts-check
/**
 * How a network is pruned: which choices there are and which go together, as the crate describes them, and what a method
 * takes of a network. Pure.
 *
 * A method is kept without what is as ever (`shape` weights, `calibration` 1,000, `seed` 0, no `ratios`, no `correct`),
 * as the engine writes it; so two that do the same look the same.
 */

/** @import { Rule, Scope, Score, ShapeKind } from '../description.js' */
/** @import { PruneMethod, RunNode } from '../protocol.js' */
import { METHODS, PLACES } from '../description.js';
import { fitMethod, methodText as write } from '../pkg/prunelab.js';

/** @typedef {ShapeKind} Kind */
/** What changed by itself, from what to what. @typedef {{ what: 'score' | 'scope' | 'rule', from: string, to: string }} Fallen */
/** What a network and its data allow: neurons of hidden layers and weights of all layers as things that can go,
 * training images, and whether its training noted movement down.
 * @typedef {{ sizes: readonly number[], images: number, movement: boolean, ratio: number }} Facts */

/** @type {PruneMethod} */
export const DEFAULT_METHOD = Object.freeze({ ...METHODS.default });
export const CALIBRATION = METHODS.defaults.calibration;
/** The largest M of N:M. */
export const MAX_GROUP = METHODS.limits.group.max;

const { shapes, scores, scopes, rules } = METHODS;
/** @type {readonly Kind[]} */
export const KINDS = shapes.map(({ name }) => name);
/** Every name of a score, a scope and a rule. */
export const ALL = Object.freeze({
  scores: scores.map(({ name }) => name),
  scopes: scopes.map(({ name }) => name),
  rules: rules.map(({ name }) => name),
});

/** @param {Kind} kind */
const shapeOf = (kind) => shapes[KINDS.indexOf(kind)];
/** @param {Kind} kind @returns {readonly Score[]} */
export const scoresOf = (kind) => shapeOf(kind).scores;
/** @param {Kind} kind @returns {readonly Scope[]} */
export const scopesOf = (kind) => shapeOf(kind).scopes;
/** @param {Kind} kind @returns {readonly Rule[]} */
export const rulesOf = (kind) => shapeOf(kind).rules;

/** What a score looks at beside the weights. @param {Score} score @returns {readonly string[]} */
export const needsOf = (score) => scores[ALL.scores.indexOf(score)].needs;

/** "2:4" -> { keep: 2, of: 4 }; null for what is no N:M. @param {string} shape */
export function readGroup(shape) {
  const match = /^(\d{1,2}):(\d{1,2})$/.exec(shape);
  if (!match) return null;
  const [keep, of] = [Number(match[1]), Number(match[2])];
  return 1 <= keep && keep < of && of <= MAX_GROUP ? { keep, of } : null;
}

/** @param {PruneMethod} method @returns {Kind} */
export function kindOf({ shape }) {
  return shape === undefined || shape === 'weights' ? 'weights' : shape === 'neurons' ? 'neurons' : 'groups';
}

/** The N and M of a method that has them. @param {PruneMethod} method */
export function groupOf({ shape }) {
  return shape === undefined ? null : readGroup(shape);
}

/** The share that N:M takes whatever the slider says, at a place of the slider; null for other shapes. @param {PruneMethod} method */
export function fixedRatio(method) {
  const group = groupOf(method);
  return group ? Math.round((1 - group.keep / group.of) * PLACES) / PLACES : null;
}

/** Whether it looks at training images. @param {PruneMethod} method */
export function needsImages(method) {
  return Boolean(method.correct) || needsOf(method.score).includes('images');
}

/** @param {PruneMethod} method */
export function imagesOf(method) {
  return method.calibration ?? CALIBRATION;
}

/** A method without what is as ever. @param {PruneMethod} method @returns {PruneMethod} */
export function canonical({ score, scope, rule, ...more }) {
  const said = Object.entries(METHODS.defaults).filter(([name, value]) => {
    const own = more[/** @type {keyof typeof more} */ (name)];
    return own !== undefined && String(own) !== String(value);
  });
  const named = said.map(([name]) => [name, more[/** @type {keyof typeof more} */ (name)]]);
  return { score, scope, rule, ...Object.fromEntries(named) };
}

/** As it stands in links, and as a key: equal for methods that do the same, without blanks. @param {PruneMethod} method */
export function methodText(method) {
  const known = texts.get(method) ?? write(canonical(method));
  texts.set(method, known);
  return known;
}

/** Asked for many times a frame; a method is never changed in place. @type {WeakMap<PruneMethod, string>} */
const texts = new WeakMap();

/** The layers whose weights, or neurons, are ranked: one less where neurons go. @param {PruneMethod} method @param {number} layers */
export function rankedLayers(method, layers) {
  return kindOf(method) === 'neurons' ? layers - 1 : layers;
}

/** How many weights, or neurons, each ranked layer has. @param {PruneMethod} method @param {readonly number[]} sizes  widths from inputs to classes */
export function countsOf(method, sizes) {
  return kindOf(method) === 'neurons'
    ? sizes.slice(1, -1)
    : sizes.slice(1).map((outputs, layer) => sizes[layer] * outputs);
}

/** What ratios of single layers take of the whole. @param {readonly number[]} counts @param {readonly number[]} ratios */
export function overall(counts, ratios) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, layer) => sum + count * (ratios[layer] ?? 0), 0) / all;
}

/**
 * A method with something changed, and with what no longer goes together changed as well; `fallen` says what.
 * @param {PruneMethod} before
 * @param {Partial<PruneMethod>} change
 * @param {Facts} facts
 * @returns {{ method: PruneMethod, fallen: Fallen[] }}
 */
export function fit(before, change, { sizes, images, movement, ratio }) {
  // Ratios of layers mean nothing where something else is pruned.
  const isOther = change.shape !== undefined && change.shape !== (before.shape ?? 'weights');
  const wanted = canonical({ ...before, ...(isOther ? { ratios: [] } : {}), ...change });
  const fitted = fitMethod(wanted, before.score, Uint32Array.from(sizes), images, movement, ratio);
  return { method: fitted.method, fallen: fitted.fallbacks };
}

/**
 * Whether the training that made a run noted movement down; pruning and cutting by hand keep the note.
 * @param {ReadonlyMap<number, RunNode>} nodes
 * @param {number | null} id
 */
export function hasMovement(nodes, id) {
  let node = id === null ? undefined : nodes.get(id);
  while (node && (node.op.op === 'prune' || node.op.op === 'edit') && node.parent !== null)
    node = nodes.get(node.parent);
  return node?.op.op === 'movement';
}

/** The N:M that leaves the ratio no say. @param {PruneMethod} method */
export function fixedShape(method) {
  return kindOf(method) === 'groups' ? String(method.shape) : null;
}
