// @ts-check
/**
 * A pipeline as it was measured: the runs that lead to one, each with the bytes of its compact file. Pure.
 */

/** @import { Op, RunNode } from './protocol.js' */
import { batchesOf } from './pipeline-plan.js';
import { accuracyOf } from './select.js';

/** A step of the waterfall. `bytes` of its file: undefined as long as it has not been written, null if it could not be;
 * `accuracy` of the whole test set.
 * @typedef {{ node: RunNode, bytes: number | null | undefined, accuracy: number }} PathRow */
/** `denseBytes`: the plain f32 file of the network at its beginning; `dense`: the accuracy before anything was taken
 * away, null where nothing was trained before.
 * @typedef {{ rows: readonly PathRow[], denseBytes: number, dense: number | null }} PathData */

/** Operations that leave all weights there and as they are. */
const WHOLE = new Set(['init', 'import', 'train', 'movement', 'distil']);

/**
 * @param {readonly RunNode[]} path  from the root to the run
 * @param {(id: number) => number | null | undefined} sizeOf
 * @returns {PathData | null}
 */
export function pathData(path, sizeOf) {
  if (path.length === 0) return null;
  const rows = path.map((node) => ({
    node,
    bytes: sizeOf(node.id),
    accuracy: accuracyOf(node.result.evaluation),
  }));
  const end = path.findIndex(({ op }) => !WHOLE.has(op.op));
  const whole = rows.slice(0, end < 0 ? rows.length : end).findLast(({ node }) => node.op.op !== 'init');
  return { rows, denseBytes: path[0].result.denseBytes, dense: whole?.accuracy ?? null };
}

/** How often smaller than the dense file; null while it is not known. @param {PathData} data @param {PathRow} row */
export function timesSmaller({ denseBytes }, { bytes }) {
  return typeof bytes === 'number' ? denseBytes / bytes : null;
}

/** Batches of an operation, its teacher's included. @param {Op} op @param {number} images @returns {number} */
function work(op, images) {
  const own = 'config' in op ? batchesOf(op.config, images) : 0;
  return op.op === 'distil' ? own + op.teacher.reduce((sum, one) => sum + work(one, images), 0) : own;
}

/**
 * How far a list of operations has come, by batches; the seconds that are left follow from the pace of the one at work.
 * @param {readonly Op[]} ops
 * @param {{ opsDone: number, batch: number, totalBatches: number, secondsLeft: number | null }} at
 * @param {number} images
 * @returns {{ fraction: number, secondsLeft: number | null }}
 */
export function progressOf(ops, { opsDone, batch, totalBatches, secondsLeft }, images) {
  const batches = ops.map((op) => work(op, images));
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
