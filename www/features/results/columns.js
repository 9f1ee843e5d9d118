// @ts-check
/**
 * The columns of the table of runs, and what each run has in them. Pure.
 */

/** @import { RunNode } from '../../protocol.js' */
/** @import { Time } from '../../state/times.js' */
/** @import { Nodes } from '../../state/tree.js' */
import { FILES } from '../../description.js';
import { accuracyOf } from '../../state/select.js';
import { denseRun, sparsityOf } from '../../state/tree.js';

/** How a number is written. @typedef {'percent' | 'points' | 'loss' | 'count' | 'bytes' | 'time'} Unit */
/** `group`: columns of one choice stand together; `layer`: from 0. @typedef {{ id: string, unit: Unit, group: Group, layer?: number, layout?: string }} Column */
/** What a person chooses: a column, or several that belong together. @typedef {typeof GROUPS[number]} Group */

/** In the order they stand. */
export const GROUPS = Object.freeze(
  /** @type {const} */ ([
    'sparsity',
    'accuracy',
    'difference',
    'loss',
    'kept',
    'layers',
    'macs',
    'bytes',
    'compact',
    'formats',
    'time',
  ]),
);
/** Shown at first. @type {readonly Group[]} */
export const FIRST = Object.freeze(['sparsity', 'accuracy', 'difference', 'loss', 'bytes']);

/** @type {Readonly<Record<Exclude<Group, 'layers' | 'formats'>, Unit>>} */
const UNITS = {
  sparsity: 'percent',
  accuracy: 'percent',
  difference: 'points',
  loss: 'loss',
  kept: 'count',
  macs: 'count',
  bytes: 'bytes',
  compact: 'bytes',
  time: 'time',
};

/** Formats that a network is written in, the browser's gzip and PyTorch's own among them. @type {readonly string[]} */
export const LAYOUTS = Object.freeze([...FILES.layouts.map(({ layout }) => layout), 'gzip', 'torch']);

/** Bytes by format: null where the network does not fit it. @typedef {Readonly<Record<string, number | null>>} Formats */

/** What is known of runs beside themselves. @typedef {{ compact: (id: number) => number | null | undefined,
 *   formats: ReadonlyMap<number, Formats>, time: (node: RunNode) => Time | null }} Known */

/**
 * The columns of some groups; of layers and of formats one each.
 * @param {readonly Group[]} groups
 * @param {number} layers  of the deepest network
 * @returns {Column[]}
 */
export function columnsOf(groups, layers) {
  return GROUPS.filter((group) => groups.includes(group)).flatMap((group) => {
    /** @type {Column[]} */
    const columns =
      group === 'layers'
        ? Array.from({ length: layers }, (_, layer) => ({ id: `layer-${layer + 1}`, unit: 'count', group, layer }))
        : group === 'formats'
          ? LAYOUTS.map((layout) => ({ id: `format-${layout}`, unit: 'bytes', group, layout }))
          : [{ id: group, unit: UNITS[group], group }];
    return columns;
  });
}

/**
 * A run's number in a column: null where it has none, undefined where it is not known yet.
 * @param {Column} column
 * @param {RunNode} node
 * @param {Nodes} nodes
 * @param {Known} known
 * @returns {number | null | undefined}
 */
export function valueOf({ group, layer = 0, layout = '' }, node, nodes, known) {
  const { evaluation, kept, macs, bytes, layerKept } = node.result;
  switch (group) {
    case 'sparsity':
      return sparsityOf(node.result);
    case 'accuracy':
      return accuracyOf(evaluation);
    case 'difference': {
      const dense = denseRun(nodes, node.id);
      return dense && accuracyOf(evaluation) - accuracyOf(dense.result.evaluation);
    }
    case 'loss':
      return evaluation.loss;
    case 'kept':
      return kept;
    case 'layers':
      return layerKept[layer] ?? null;
    case 'macs':
      return macs;
    case 'bytes':
      return bytes;
    case 'compact':
      return known.compact(node.id);
    case 'formats': {
      const all = known.formats.get(node.id);
      return all && (all[layout] ?? null);
    }
    case 'time':
      return known.time(node)?.ms ?? null;
  }
}
