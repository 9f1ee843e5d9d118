// @ts-check
/**
 * A pipeline as it was measured: the runs that lead to one, each with the bytes of its compact file. A network before any
 * training is none of its stages. Pure.
 */

/** @import { Op, RunNode } from '../../protocol.js' */
import { accuracyOf } from '../../state/select.js';
import { denseOf } from '../../state/tree.js';
import { batchesOf } from './plan.js';

/** A step of the waterfall. `bytes` of its file: undefined as long as it has not been written, null if it could not be;
 * `accuracy` of the whole test set.
 * @typedef {{ node: RunNode, bytes: number | null | undefined, accuracy: number }} PathRow */
/** `denseBytes`: the plain f32 file of the network at its beginning; `dense`: the accuracy before anything was taken
 * away, null where nothing was trained before.
 * @typedef {{ rows: readonly PathRow[], denseBytes: number, dense: number | null }} PathData */

/**
 * @param {readonly RunNode[]} path  from the root to the run
 * @param {(id: number) => number | null | undefined} sizeOf
 * @returns {PathData | null}
 */
export function pathData(path, sizeOf) {
  const rows = path
    .filter(({ op }) => op.op !== 'init')
    .map((node) => ({ node, bytes: sizeOf(node.id), accuracy: accuracyOf(node.result.evaluation) }));
  if (rows.length === 0) return null;
  const { ops, trained } = denseOf(path.map(({ op }) => op));
  const dense = trained ? accuracyOf(path[ops.length - 1].result.evaluation) : null;
  return { rows, denseBytes: path[0].result.denseBytes, dense };
}

/** How often smaller than the dense file; null while it is not known. @param {PathData} data @param {PathRow} row */
export function timesSmaller({ denseBytes }, { bytes }) {
  return typeof bytes === 'number' ? denseBytes / bytes : null;
}

/**
 * Batches of an operation; its teacher's as well, unless the list it is in made that network before.
 * @param {Op} op
 * @param {number} images
 * @param {readonly Op[]} list
 * @returns {number}
 */
function work(op, images, list) {
  const own = 'config' in op ? batchesOf(op.config, images) : 0;
  if (op.op !== 'distil' || begins(op.teacher, list)) return own;
  return own + op.teacher.reduce((sum, one) => sum + work(one, images, op.teacher), 0);
}

/** Whether a list begins with these operations. @param {readonly Op[]} first @param {readonly Op[]} list */
const begins = (first, list) => JSON.stringify(first) === JSON.stringify(list.slice(0, first.length));

/**
 * How far a list of operations has come, by batches; the seconds that are left follow from the pace of the one at work.
 * @param {readonly Op[]} ops
 * @param {{ opsDone: number, batch: number, totalBatches: number, secondsLeft: number | null }} at
 * @param {number} images
 * @param {readonly Op[]} [before]  what made the run they go on from
 * @returns {{ fraction: number, secondsLeft: number | null }}
 */
export function progressOf(ops, { opsDone, batch, totalBatches, secondsLeft }, images, before = []) {
  const list = [...before, ...ops];
  const batches = ops.map((op) => work(op, images, list));
  const sum = (/** @type {number[]} */ list) => list.reduce((total, one) => total + one, 0);
  const all = sum(batches);
  const here = totalBatches > 0 ? (batches[opsDone] ?? 0) * (batch / totalBatches) : 0;
  const left = totalBatches - batch;
  const later = sum(batches.slice(opsDone + 1));
  return {
    fraction: all > 0 ? (sum(batches.slice(0, opsDone)) + here) / all : opsDone / Math.max(1, ops.length),
    secondsLeft: secondsLeft === null || left <= 0 ? null : secondsLeft * (1 + later / left),
  };
}
