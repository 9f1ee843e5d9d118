// @ts-check
/**
 * The tree of runs: what lies above a run, which network the slider prunes, what a fine-tune commits.
 * Pure functions over a map of runs.
 */

/** @import { Op, PruneMethod, RunNode, TrainConfig } from '../protocol.js' */
import { canonical as plainMethod, methodText } from '../ops/method.js';

/** @typedef {ReadonlyMap<number, RunNode>} Nodes */

/** The number by which a run is known on the screen and in files, where they count from 1. @param {number} id */
export function runNumber(id) {
  return id + 1;
}

/**
 * From the root down to `id`, both included; empty when there is no such run.
 * @param {Nodes} nodes
 * @param {number | null} id
 * @returns {RunNode[]}
 */
export function pathTo(nodes, id) {
  /** @type {RunNode[]} */
  const path = [];
  let node = id === null ? undefined : nodes.get(id);
  while (node && path.length <= nodes.size) {
    path.unshift(node);
    node = node.parent === null ? undefined : nodes.get(node.parent);
  }
  return path;
}

/** The operations that made a run. @param {Nodes} nodes @param {number | null} id */
export function opsTo(nodes, id) {
  return pathTo(nodes, id).map(({ op }) => op);
}

/** Operations that leave every weight in place, as long as no other was done before. @type {ReadonlySet<Op['op']>} */
export const LOSSLESS = new Set(['init', 'import', 'train', 'movement', 'distil', 'fineTune']);

/** The network before anything was taken from it: `ops` make it, `trained` says whether any of them trains, `cut` whether
 * something was taken since. @typedef {{ ops: readonly Op[], trained: boolean, cut: boolean }} Dense */

/** The dense network that a list of operations begins with. @param {readonly Op[]} ops @returns {Dense} */
export function denseOf(ops) {
  const end = ops.findIndex(({ op }) => !LOSSLESS.has(op));
  const whole = ops.slice(0, end < 0 ? ops.length : end);
  return { ops: whole, trained: whole.some(({ op }) => op !== 'init'), cut: end >= 0 };
}

/** The run that others are measured against: the last above `id`, itself included, before anything was taken away; null
 * where nothing was trained before. @param {Nodes} nodes @param {number | null} id */
export function denseRun(nodes, id) {
  const path = pathTo(nodes, id);
  const { ops, trained } = denseOf(path.map(({ op }) => op));
  return trained ? path[ops.length - 1] : null;
}

/** Whether the weights of a run are trained: neither initialized at random, nor re-initialized or rewound to the start since.
 * @param {Nodes} nodes @param {number | null} id */
export function isTrained(nodes, id) {
  let trained = false;
  for (const op of opsTo(nodes, id)) {
    if ('config' in op || op.op === 'import') trained = true;
    else if (op.op === 'init' || op.op === 'reinit' || (op.op === 'rewind' && op.toStep == null)) trained = false;
  }
  return trained;
}

/**
 * The network the slider prunes: from the current run up over fine-tuning and the pruning it follows,
 * to the network that was pruned. `pinned` is a fine-tuned run to be pruned on from.
 * @param {Nodes} nodes
 * @param {number | null} current
 * @param {number | null} pinned
 * @returns {number | null}
 */
export function baseOf(nodes, current, pinned) {
  let node = current === null ? undefined : nodes.get(current);
  while (node && node.id !== pinned && node.parent !== null) {
    if (node.op.op === 'prune') return node.parent;
    if (node.op.op !== 'fineTune') return node.id;
    node = nodes.get(node.parent);
  }
  return node ? node.id : null;
}

/**
 * The pruning between the base and the current run, when there is one.
 * @param {Nodes} nodes
 * @param {number | null} current
 * @param {number | null} base
 * @returns {(RunNode & { op: { op: 'prune', method: PruneMethod, ratio: number } }) | null}
 */
export function pruneBelow(nodes, current, base) {
  for (const node of pathTo(nodes, current).reverse()) {
    if (node.id === base) return null;
    if (node.op.op === 'prune') return /** @type {any} */ (node);
  }
  return null;
}

/**
 * @param {PruneMethod} a
 * @param {PruneMethod} b
 */
export function sameMethod(a, b) {
  return a === b || methodText(a) === methodText(b);
}

/**
 * The same method with weights compared the other way: globally, or else layer by layer.
 * @param {PruneMethod} method
 * @returns {PruneMethod}
 */
export function otherScope(method) {
  return plainMethod({ ...method, ratios: [], scope: method.scope === 'global' ? 'layer' : 'global' });
}

/**
 * What pressing Fine-tune asks of the engine. Nothing is committed twice: fine-tuning on from the same
 * pruning with the same choice of mask goes on from the current run, and an equal pruning that is there already is used again.
 * @param {Nodes} nodes
 * @param {{ current: number | null, base: number, method: PruneMethod, ratio: number }} at
 * @param {TrainConfig} config
 * @param {'keep' | 'forget'} mask
 * @returns {{ parent: number, ops: Op[] }}
 */
export function planFineTune(nodes, at, config, mask) {
  /** @type {Op} */
  const fineTune = { op: 'fineTune', config, mask };
  /** @param {Op} op */
  const equal = (op) => op.op === 'prune' && op.ratio === at.ratio && sameMethod(op.method, at.method);

  const current = at.current === null ? undefined : nodes.get(at.current);
  const pruned = pruneBelow(nodes, at.current, at.base);
  if (
    current &&
    pruned &&
    current.op.op === 'fineTune' &&
    current.op.mask === mask &&
    pruned.parent === at.base &&
    equal(pruned.op)
  ) {
    return { parent: current.id, ops: [fineTune] };
  }
  for (const node of nodes.values()) {
    if (node.parent === at.base && equal(node.op)) return { parent: node.id, ops: [fineTune] };
  }
  return { parent: at.base, ops: [{ op: 'prune', method: at.method, ratio: at.ratio }, fineTune] };
}

/**
 * All runs as a list, every run after its parent, with its depth in the tree.
 * @param {Nodes} nodes
 * @returns {{ node: RunNode, depth: number }[]}
 */
export function listRuns(nodes) {
  /** @type {Map<number | null, RunNode[]>} */
  const children = new Map();
  for (const node of nodes.values()) {
    const parent = node.parent !== null && nodes.has(node.parent) ? node.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), node]);
  }
  /** @param {number | null} parent @param {number} depth @returns {{ node: RunNode, depth: number }[]} */
  const below = (parent, depth) =>
    (children.get(parent) ?? []).flatMap((node) => [{ node, depth }, ...below(node.id, depth + 1)]);
  return below(null, 0);
}

/**
 * The fraction of all weights that are gone.
 * @param {{ weights: number, kept: number }} result
 */
export function sparsityOf(result) {
  return result.weights === 0 ? 0 : 1 - result.kept / result.weights;
}

/** A share too small to be written counts as none: a stray zero is no pruning. @param {number} sparsity */
export function noticeable(sparsity) {
  return sparsity < 0.0005 ? 0 : sparsity;
}

/**
 * Whether two operations do the same.
 * @param {Op} a
 * @param {Op} b
 */
export function sameOp(a, b) {
  return sameValue(a, b);
}

/** Whether two plain values say the same, whatever order their fields are in. @param {unknown} a @param {unknown} b */
export function sameValue(a, b) {
  return canonical(a) === canonical(b);
}

/** @param {unknown} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${name}:${canonical(inner)}`)
    .join(',')}}`;
}
