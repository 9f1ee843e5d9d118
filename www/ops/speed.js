// @ts-check
/**
 * What the speed of kernels is measured on, and what follows from it. Pure.
 */

/** @import { Kernel, Pruning, SpeedRow, SpeedWish } from '../protocol.js' */
import { FILES } from '../description.js';

/** @type {readonly Kernel[]} */
export const KERNELS = FILES.kernels;
/** Shares of the weights that the chart is measured at. */
export const DENSITIES = [1, 0.7, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05, 0.02];
const BY_MAGNITUDE = /** @type {const} */ ({ score: 'magnitude', scope: 'layer', rule: 'exact' });
/** Kernels that are also timed one image at a time. @type {readonly Kernel[]} */
const SINGLE = ['dense', 'csr'];
/** 2:4 takes half whatever the ratio says. @type {Pruning} */
const TWO_FOUR = { method: { ...BY_MAGNITUDE, shape: '2:4' }, ratio: 0.5 };

/**
 * The network itself by every kernel, dense and CSR also one image at a time; then the dense network at every density. Where
 * neurons are pruned, about as many weights go with them.
 * @param {Pruning | null} prune
 * @param {number} of  which of the networks is the dense one
 * @returns {SpeedWish[][]}
 */
export function speedWishes(prune, of = 0) {
  const own = [...KERNELS.map((kind) => ({ kind, prune })), ...SINGLE.map((kind) => ({ kind, prune, batch: 1 }))];
  return [
    own,
    ...DENSITIES.map((density) => {
      const ratio = Number((1 - density).toFixed(6));
      const weights = { method: BY_MAGNITUDE, ratio };
      /** @type {Pruning} */
      const neurons = { method: { ...BY_MAGNITUDE, score: 'l2', shape: 'neurons' }, ratio };
      /** @type {SpeedWish[]} */
      const wishes = [
        { kind: 'dense', prune: weights, of },
        { kind: 'csr', prune: weights, of },
        { kind: 'bitmask', prune: weights, of },
        { kind: 'int8', prune: weights, of },
        { kind: 'shrunk', prune: neurons, of },
      ];
      if (density === 0.5) wishes.push({ kind: 'twoFour', prune: TWO_FOUR, of });
      return wishes;
    }),
  ];
}

/**
 * How many times as fast as the dense kernel of the same group a kernel is, by rising density.
 * @param {readonly SpeedRow[]} rows
 * @param {Kernel} kind
 */
export function timesDense(rows, kind) {
  return rows
    .filter((row) => row.group > 0 && row.kind === kind && !row.unfit)
    .map((row) => {
      const dense = rows.find((other) => other.group === row.group && other.kind === 'dense');
      return { density: row.density, times: dense ? row.median / dense.median : NaN };
    })
    .sort((a, b) => a.density - b.density);
}

/**
 * The density below which a kernel beats the dense one: where its line last falls below 1, between two points along the
 * logarithm; null where it never wins, 1 where it always does.
 * @param {readonly { density: number, times: number }[]} line  by rising density
 */
export function winsBelow(line) {
  const lost = line.findIndex(({ times }) => times < 1);
  if (lost < 0) return line.length > 0 ? 1 : null;
  if (lost === 0) return null;
  const [a, b] = [line[lost - 1], line[lost]];
  const share = (a.times - 1) / (a.times - b.times);
  return Math.exp(Math.log(a.density) + share * (Math.log(b.density) - Math.log(a.density)));
}
