// @ts-check
/**
 * What the image of the moment is classified as along the slider, in stretches of the same class. Pure.
 */

/** @import { Fate } from '../../state/moment.js' */
/** @import { State } from '../../state/state.js' */
import { fateClasses, fateNow, momentOf } from '../../state/moment.js';
import { createMemo } from '../../util/memo.js';

/** From and to a ratio the image is classified as `label`, at grid points `first` to `last`; `right`: as what it is or,
 * where that is not known, as by the dense network.
 * @typedef {{ from: number, to: number, first: number, last: number, label: number, right: boolean }} Stretch */
/** `expected`: the class it is, or that of the dense network; `known`: whether it is the former.
 * @typedef {{ classes: readonly number[], stretches: readonly Stretch[], expected: number | null, known: boolean }} FateData */

/** @type {FateData} */
const UNKNOWN = Object.freeze({ classes: [], stretches: [], expected: null, known: false });
/** @type {ReturnType<typeof createMemo<FateData>>} */
const made = createMemo();

/** @param {State} state @returns {FateData} */
export function fateData(state) {
  const fate = fateNow(state);
  if (!fate) return UNKNOWN;
  const { picture } = momentOf(state);
  const truth = picture?.subject === fate.subject ? picture.label : null;
  return made(fate, [truth], () => dataOf(fate, truth));
}

/** @param {Fate} fate @param {number | null} truth @returns {FateData} */
function dataOf(fate, truth) {
  const { grid, ratios } = fate.ranked;
  const classes = fateClasses(fate);
  const expected = truth ?? classes[0];
  const stretches = stretchesOf(
    classes,
    Array.from(grid, (place) => ratios[place]),
    expected,
  );
  return { classes, stretches, expected, known: truth !== null };
}

/**
 * Neighbouring grid points of the same class together. A stretch ends midway to the next grid point: in between nothing
 * was measured.
 * @param {readonly number[]} classes  at each grid point
 * @param {readonly number[]} ratios  of the grid points, rising
 * @param {number} expected
 * @returns {Stretch[]}
 */
export function stretchesOf(classes, ratios, expected) {
  /** @type {Stretch[]} */
  const stretches = [];
  classes.forEach((label, point) => {
    const from = point === 0 ? ratios[0] : (ratios[point - 1] + ratios[point]) / 2;
    const to = point === ratios.length - 1 ? ratios[point] : (ratios[point] + ratios[point + 1]) / 2;
    const before = stretches.at(-1);
    if (before?.label === label) Object.assign(before, { to, last: point });
    else stretches.push({ from, to, first: point, last: point, label, right: label === expected });
  });
  return stretches;
}
