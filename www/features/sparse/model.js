// @ts-check
/**
 * Sparse training: what was typed, and what became of every connection. Pure.
 */

/** @import { Limit } from '../../ops/limits.js' */
/** @import { Swap } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
import { RECIPES } from '../../description.js';
import { asWritten, inPercent, readNumber } from '../../ops/limits.js';

/** @typedef {import('../../description.js').Technique} Way */
/** @typedef {'density' | 'fraction' | 'every' | 'lambda' | 'epochs'} SparseField */
/** Texts as typed; density and fraction in percent. @typedef {{ way: Way } & Record<SparseField, string>} SparseForm */
/** Shares from 0 to 1. @typedef {{ way: Way } & Record<SparseField, number>} SparseChoice */

const { limits, default: standard } = RECIPES.sparse;

/** @type {Readonly<Record<SparseField, Limit>>} */
export const SPARSE_LIMITS = Object.freeze({
  ...limits,
  density: inPercent(limits.density),
  fraction: inPercent(limits.fraction),
});

/** The fields each way has. @type {Readonly<Record<Way, readonly SparseField[]>>} */
export const SPARSE_FIELDS = Object.freeze(
  /** @type {any} */ (
    Object.fromEntries(RECIPES.techniques.map(({ technique, fields }) => [technique, [...fields, 'epochs']]))
  ),
);

/** @returns {SparseForm} */
export function defaultSparse() {
  const { technique, density, fraction, every, lambda, config } = standard;
  return {
    way: technique,
    density: String(asWritten(100 * density)),
    fraction: String(asWritten(100 * fraction)),
    every: String(every),
    lambda: String(lambda),
    epochs: String(config.epochs),
  };
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

/** What a connection is: not there, there before and after, new, gone. */
export const NONE = 0;
export const KEPT = 1;
export const GROWN = 2;
export const DROPPED = 3;

/** What the last exchange made of a layer's connections. @param {Swap} swap */
export function cellsOf({ present, grown, dropped }) {
  const cells = Uint8Array.from(present, (there) => (there ? KEPT : NONE));
  for (const index of grown) cells[index] = GROWN;
  for (const index of dropped) cells[index] = DROPPED;
  return cells;
}

/** What happened between two pictures; without one before nothing did. @param {Uint8Array | null} before @param {Uint8Array} after */
export function cellsBetween(before, after) {
  return after.map((there, index) => {
    const was = before ? before[index] : there;
    return there ? (was ? KEPT : GROWN) : was ? DROPPED : NONE;
  });
}

/** @param {Uint8Array} cells @returns {[none: number, kept: number, grown: number, dropped: number]} */
export function countCells(cells) {
  /** @type {[number, number, number, number]} */
  const counts = [0, 0, 0, 0];
  for (const cell of cells) counts[cell] += 1;
  return counts;
}
