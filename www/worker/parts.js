// @ts-check
/**
 * Which parts of the engine a command needs beside the first, so that they are there before it is obeyed. The first does
 * what a first visit asks: built-in digits, training, pruning by magnitude, fine-tuning. What is forgotten here is fetched
 * by the module itself when it comes to it, and the worker waits for that.
 */

/** @import { Op, PruneMethod, Request } from '../protocol.js' */

/** @typedef {'files' | 'more'} Part */

/** Operations the first part does, if they prune by magnitude. */
const FIRST = new Set(['init', 'train', 'prune', 'fineTune']);

/** @param {PruneMethod | undefined} method */
function isPlain(method) {
  if (!method) return true;
  const { score, scope, rule, ...others } = method;
  const known = score === 'magnitude' && (scope === 'layer' || scope === 'global') && rule === 'exact';
  return known && Object.keys(others).length === 0;
}

/** @param {Op} op @returns {Part[]} */
function partsOfOp(op) {
  if (op.op === 'import') return ['files'];
  return FIRST.has(op.op) && isPlain('method' in op ? op.method : undefined) ? [] : ['more'];
}

/** @param {Request} request @returns {Part[]} */
export function partsFor({ name, params }) {
  switch (name) {
    case 'loadFiles':
    case 'importModel':
      return ['files'];
    case 'exportModel':
    case 'fileSize':
    case 'exportState':
    case 'task':
      return ['files', 'more'];
    case 'logits':
      return ['more'];
    case 'rank':
    case 'curve':
    case 'evaluate':
    case 'scores':
      return isPlain(params.method) ? [] : ['more'];
    case 'run':
      return [...new Set(params.ops.flatMap(partsOfOp))];
    default:
      return [];
  }
}
