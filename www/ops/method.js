// @ts-check
/**
 * How a network is pruned: which choices there are, which go together, and how a method is written. The same rules as
 * `src/prune/method.rs`, which is the final judge. Pure.
 *
 * A method is kept without what is as ever (`shape` weights, `calibration` 1,000, `seed` 0, no `ratios`, no `correct`),
 * as the engine writes it; so two that do the same look the same.
 */

/** @import { PruneMethod, RunNode } from '../protocol.js' */
/** @typedef {'weights' | 'neurons' | 'groups'} Kind */
/** A choice that cannot stand: `what` it is of, and the `value` that goes with `method` as it is, or what was there.
 * @typedef {{ what: 'score' | 'scope' | 'rule' | 'correct' | 'ratios' | 'shape', value: string, with: string, allowed: string }} Mismatch */
/** What changed by itself, from what to what. @typedef {{ what: 'score' | 'scope' | 'rule', from: string, to: string }} Fallen */
/** What a network and its data allow: neurons of hidden layers and weights of all layers as things that can go,
 * training images, and whether its training noted movement down.
 * @typedef {{ sizes: readonly number[], images: number, movement: boolean, ratio: number }} Facts */

/** @type {PruneMethod} */
export const DEFAULT_METHOD = Object.freeze({ score: 'magnitude', scope: 'layer', rule: 'exact' });
export const CALIBRATION = 1000;
/** The largest M of N:M. */
export const MAX_GROUP = 16;

const OF_WEIGHTS = ['magnitude', 'random', 'gradient', 'taylor', 'fisher', 'obs', 'wanda', 'lamp', 'movement'];
/** @type {Readonly<Record<Kind, readonly string[]>>} */
const SCORES = {
  weights: OF_WEIGHTS,
  neurons: ['l1', 'l2', 'l2-in-out', 'mean-activation', 'apoz', 'taylor', 'random', 'first'],
  groups: OF_WEIGHTS,
};
/** @type {Readonly<Record<Kind, readonly string[]>>} */
const SCOPES = {
  weights: ['layer', 'global', 'row', 'erdos-renyi', 'own'],
  neurons: ['layer', 'global', 'own'],
  groups: ['layer'],
};
/** @type {Readonly<Record<Kind, readonly string[]>>} */
const RULES = { weights: ['exact', 'kth-value'], neurons: ['exact', 'kth-value'], groups: ['exact'] };
const WITH_IMAGES = new Set(['gradient', 'taylor', 'fisher', 'obs', 'wanda', 'mean-activation', 'apoz']);

/** @type {readonly Kind[]} */
export const KINDS = ['weights', 'neurons', 'groups'];
/** Every name of a score, a scope and a rule. */
export const ALL = Object.freeze({
  scores: [...new Set([...OF_WEIGHTS, ...SCORES.neurons])],
  scopes: SCOPES.weights,
  rules: RULES.weights,
});
/** @param {Kind} kind */
export const scoresOf = (kind) => SCORES[kind];
/** @param {Kind} kind */
export const scopesOf = (kind) => SCOPES[kind];
/** @param {Kind} kind */
export const rulesOf = (kind) => RULES[kind];

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
  return group ? Math.round((1 - group.keep / group.of) * 2000) / 2000 : null;
}

/** Whether it looks at training images. @param {PruneMethod} method */
export function needsImages(method) {
  return Boolean(method.correct) || WITH_IMAGES.has(method.score);
}

/** @param {PruneMethod} method */
export function imagesOf(method) {
  return method.calibration ?? CALIBRATION;
}

/** A method without what is as ever, its fields in one order. @param {PruneMethod} method @returns {PruneMethod} */
export function canonical({ score, scope, rule, shape, calibration, seed, ratios, correct }) {
  return {
    score,
    scope,
    rule,
    ...(shape !== undefined && shape !== 'weights' ? { shape } : {}),
    ...(calibration !== undefined && calibration !== CALIBRATION ? { calibration } : {}),
    ...(seed ? { seed } : {}),
    ...(ratios?.length ? { ratios } : {}),
    ...(correct ? { correct } : {}),
  };
}

/** As it stands in links, and as a key: equal for methods that do the same, without blanks. @param {PruneMethod} method */
export function methodText(method) {
  const known = texts.get(method) ?? textOf(method);
  texts.set(method, known);
  return known;
}

/** Asked for many times a frame; a method is never changed in place. @type {WeakMap<PruneMethod, string>} */
const texts = new WeakMap();

/** @param {PruneMethod} method */
function textOf(method) {
  const { score, scope, rule, shape, calibration, seed, ratios, correct } = canonical(method);
  return [
    score,
    scope,
    rule,
    shape && `shape=${shape}`,
    calibration && `images=${calibration}`,
    seed && `seed=${seed}`,
    ratios && `ratios=${ratios.join('/')}`,
    correct && 'correct',
  ]
    .filter(Boolean)
    .join(',');
}

/**
 * What does not go together in a method whose numbers are in range; null when all does.
 * @param {PruneMethod} method
 * @returns {Mismatch | null}
 */
export function mismatchOf(method) {
  const kind = kindOf(method);
  const shape = `shape ${method.shape ?? 'weights'}`;
  for (const [what, allowed] of /** @type {const} */ ([
    ['score', SCORES[kind]],
    ['scope', SCOPES[kind]],
    ['rule', RULES[kind]],
  ])) {
    if (!allowed.includes(method[what])) return { what, value: method[what], with: shape, allowed: allowed.join(', ') };
  }
  if (method.correct && kind === 'neurons')
    return { what: 'correct', value: 'true', with: shape, allowed: 'shape weights' };
  const own = method.scope === 'own';
  if (own !== Boolean(method.ratios?.length))
    return own
      ? { what: 'scope', value: 'own', with: 'an empty list of ratios', allowed: 'ratios=0.5/0.8' }
      : {
          what: 'ratios',
          value: String(method.ratios?.join('/')),
          with: `scope ${method.scope}`,
          allowed: 'scope own',
        };
  return null;
}

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

/** What takes the place of a score that does not rank such things. @type {Readonly<Record<Kind, string>>} */
const SUBSTITUTE = { weights: 'magnitude', neurons: 'l1', groups: 'magnitude' };

/**
 * A method with something changed, and with what no longer goes together changed as well; `fallen` says what.
 * @param {PruneMethod} before
 * @param {Partial<PruneMethod>} change
 * @param {Facts} facts
 * @returns {{ method: PruneMethod, fallen: Fallen[] }}
 */
export function fit(before, change, facts) {
  const wanted = { ...before, ...change };
  const kind = kindOf(wanted);
  /** @type {Fallen[]} */
  const fallen = [];
  /** @template {'score' | 'scope' | 'rule'} K @param {K} what @param {readonly string[]} allowed @param {string} instead @returns {PruneMethod[K]} */
  const settle = (what, allowed, instead) => {
    const value = wanted[what];
    if (allowed.includes(value)) return value;
    fallen.push({ what, from: value, to: instead });
    return /** @type {PruneMethod[K]} */ (instead);
  };
  const scores = SCORES[kind].filter((score) => score !== 'movement' || facts.movement);
  const score = settle('score', scores, SUBSTITUTE[kind]);
  const scope = settle('scope', SCOPES[kind], 'layer');
  const rule = settle('rule', RULES[kind], 'exact');
  const correct = Boolean(wanted.correct) && kind !== 'neurons' && (score === 'obs' || score === before.score);
  const method = { score, scope, rule, shape: wanted.shape, correct };
  const groups = countsOf(method, facts.sizes).length;
  const kept = wanted.ratios?.length === groups ? wanted.ratios : Array(groups).fill(facts.ratio);
  return {
    method: canonical({
      ...method,
      ratios: scope === 'own' ? kept : [],
      seed: score === 'random' ? wanted.seed : 0,
      calibration: needsImages(method) ? Math.min(imagesOf(wanted), facts.images) : CALIBRATION,
    }),
    fallen,
  };
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
