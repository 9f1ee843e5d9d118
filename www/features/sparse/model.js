// @ts-check
/**
 * Sparse training: from what was typed to operations, and what became of every connection. Pure.
 */

/** @import { Limit } from '../../ops/limits.js' */
/** @import { Op, Swap, TrainConfig } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
import { LIMITS, readNumber } from '../../ops/limits.js';

/** @typedef {'rigl' | 'set' | 'static' | 'l1'} Way */
/** @typedef {'density' | 'fraction' | 'every' | 'lambda' | 'epochs'} SparseField */
/** Texts as typed; density and fraction in percent. @typedef {{ way: Way } & Record<SparseField, string>} SparseForm */
/** Shares from 0 to 1. @typedef {{ way: Way } & Record<SparseField, number>} SparseChoice */

/** @type {Readonly<Record<SparseField, Limit>>} */
export const SPARSE_LIMITS = Object.freeze({
  density: { min: 0.1, max: 99, whole: false },
  fraction: { min: 0.1, max: 100, whole: false },
  every: LIMITS.stopAfter,
  lambda: LIMITS.lambda,
  epochs: LIMITS.epochs,
});

/** The fields each way has. @type {Readonly<Record<Way, readonly SparseField[]>>} */
export const SPARSE_FIELDS = Object.freeze({
  rigl: ['density', 'fraction', 'every', 'epochs'],
  set: ['density', 'fraction', 'every', 'epochs'],
  static: ['density', 'epochs'],
  l1: ['lambda', 'epochs'],
});

/** @returns {SparseForm} */
export function defaultSparse() {
  return { way: 'rigl', density: '10', fraction: '30', every: '50', lambda: '0.03', epochs: '10' };
}

/** `layer`: the one that is shown. @type {Slice<{ form: SparseForm, layer: number }>} */
export const slice = { id: 'sparse', initial: { form: defaultSparse(), layer: 0 } };

/** @param {SparseForm} form @returns {{ value: SparseChoice, faults: SparseField[] }} */
export function readSparse(form) {
  /** @type {SparseField[]} */
  const faults = [];
  /** @param {SparseField} field */
  const read = (field) => {
    const value = readNumber(form[field], SPARSE_LIMITS[field]);
    if (value === null && SPARSE_FIELDS[form.way].includes(field)) faults.push(field);
    return value ?? 0;
  };
  const [density, fraction] = [read('density') / 100, read('fraction') / 100];
  return {
    value: { way: form.way, density, fraction, every: read('every'), lambda: read('lambda'), epochs: read('epochs') },
    faults,
  };
}

/**
 * Exchanges end after three quarters of the training.
 * @param {SparseChoice} choice
 * @param {{ hidden: number[], seed: number, config: TrainConfig, images: number }} about
 * @returns {Op[]}
 */
export function sparseOps({ way, density, fraction, every, lambda, epochs }, { hidden, seed, config: form, images }) {
  const config = { ...form, epochs };
  /** @type {Op} */
  const init = { op: 'init', hidden, seed };
  if (way === 'l1') return [init, { op: 'proximal', lambda, config }];
  // As typed: 1 - 0.9 is not 0.1.
  const ratio = Number((1 - density).toFixed(12));
  /** @type {Op} */
  const prune = { op: 'prune', method: { score: 'random', scope: 'erdos-renyi', rule: 'exact', seed }, ratio };
  if (way === 'static') return [init, prune, { op: 'train', config }];
  const grow = way === 'set' ? 'random' : 'gradient';
  const end = Math.max(1, Math.floor((Math.ceil(images / config.batchSize) * epochs * 3) / 4));
  return [init, prune, { op: 'dropGrow', grow, fraction, every, end, config }];
}

/** What a connection is: not there, there before and after, new, gone. */
export const NONE = 0;
export const KEPT = 1;
export const BORN = 2;
export const DIED = 3;

/** What the last exchange made of a layer's connections. @param {Swap} swap */
export function cellsOf({ present, born, died }) {
  const cells = Uint8Array.from(present, (there) => (there ? KEPT : NONE));
  for (const index of born) cells[index] = BORN;
  for (const index of died) cells[index] = DIED;
  return cells;
}

/** What happened between two pictures; without one before nothing did. @param {Uint8Array | null} before @param {Uint8Array} after */
export function cellsBetween(before, after) {
  return after.map((there, index) => {
    const was = before ? before[index] : there;
    return there ? (was ? KEPT : BORN) : was ? DIED : NONE;
  });
}

/** @param {Uint8Array} cells @returns {[none: number, kept: number, born: number, died: number]} */
export function countCells(cells) {
  /** @type {[number, number, number, number]} */
  const counts = [0, 0, 0, 0];
  for (const cell of cells) counts[cell] += 1;
  return counts;
}
