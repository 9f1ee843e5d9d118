// @ts-check
/**
 * Which test images pruning changes: classified right or wrong by the dense network and by the pruned one, and the ratio
 * from which on that differs. Pure.
 */

/** @import { Predictions } from '../../state/moment.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { predictionsNow, UNMEASURED } from '../../state/moment.js';
import { createMemo } from '../../util/memo.js';

/** By the dense and by the pruned network: right and wrong, wrong and right, both wrong, both right. */
export const GROUPS = /** @type {const} */ (['newlyWrong', 'newlyRight', 'bothWrong', 'bothRight']);
/** @typedef {typeof GROUPS[number]} Group */
/** So many are drawn at first, and as many more each time. */
export const PAGE = 60;

/** `label`: only images of this class. @type {Slice<{ form: {}, group: Group, label: number | null, shown: number }>} */
export const slice = {
  id: 'images',
  initial: { form: {}, group: 'newlyWrong', label: null, shown: PAGE },
  reduce: (own, _, state, before) =>
    state.data.info !== before.data.info ? { ...own, label: null, shown: PAGE } : own,
};

/** A test image at the slider; `breaks`: the first ratio at which it is classified otherwise right or wrong than by the dense
 * network, null for never. @typedef {{ index: number, label: number, dense: number, predicted: number, breaks: number | null }} Item */
/** Items by the ratio at which they break. @typedef {{ ratio: number, groups: Record<Group, Item[]> }} Sorted */

/**
 * At which grid point each image is first classified otherwise right or wrong than by the dense network; -1: never.
 * @param {Pick<Predictions, 'classes' | 'dense'>} predictions
 * @param {Uint8Array} labels
 * @returns {Int32Array}
 */
export function breaksOf({ classes, dense }, labels) {
  const count = labels.length;
  const points = classes.length / count;
  const first = new Int32Array(count).fill(-1);
  // From the last grid point to the first, so that the first that differs is written last.
  for (let point = points - 1; point >= 0; point -= 1) {
    for (let index = 0, at = point * count; index < count; index += 1, at += 1) {
      const said = classes[at];
      if (said !== UNMEASURED && (said === labels[index]) !== (dense[index] === labels[index])) first[index] = point;
    }
  }
  return first;
}

/** @param {Item} item @returns {Group} */
export function groupOf({ label, dense, predicted }) {
  if (dense === label) return predicted === label ? 'bothRight' : 'newlyWrong';
  return predicted === label ? 'newlyRight' : 'bothWrong';
}

/** Images by the grid point at which they break, those that never do last. @param {Int32Array} breaks */
function byBreak(breaks) {
  const late = (/** @type {number} */ index) => (breaks[index] < 0 ? breaks.length : breaks[index]);
  return Uint32Array.from(breaks, (_, index) => index).sort((a, b) => late(a) - late(b) || a - b);
}

/** @type {ReturnType<typeof createMemo<Uint32Array>>} */
const orderMade = createMemo();

/**
 * All images, in their groups, at a grid point; those that are not measured there are in none.
 * @param {Pick<Predictions, 'classes' | 'dense'>} predictions
 * @param {Uint8Array} labels
 * @param {readonly number[]} ratios  of the grid points
 * @param {number} point
 * @param {Int32Array} breaks
 * @returns {Sorted}
 */
export function sorted({ classes, dense }, labels, ratios, point, breaks) {
  /** @type {Record<Group, Item[]>} */
  const groups = { newlyWrong: [], newlyRight: [], bothWrong: [], bothRight: [] };
  for (const index of orderMade(breaks, [], () => byBreak(breaks))) {
    const label = labels[index];
    const predicted = classes[point * labels.length + index];
    if (predicted === UNMEASURED) continue;
    const item = {
      index,
      label,
      dense: dense[index],
      predicted,
      breaks: breaks[index] < 0 ? null : ratios[breaks[index]],
    };
    groups[groupOf(item)].push(item);
  }
  return { ratio: ratios[point], groups };
}

/** @type {ReturnType<typeof createMemo<Int32Array>>} */
const breaksMade = createMemo();
/** @type {ReturnType<typeof createMemo<Sorted>>} */
const sortedMade = createMemo();

/** What is known at the slider; null before it is measured. @param {State} state @returns {Sorted | null} */
export function imagesNow(state) {
  const now = predictionsNow(state);
  if (!now) return null;
  const { predictions, labels, point } = now;
  const { ranked } = predictions;
  const breaks = breaksMade(predictions, [labels], () => breaksOf(predictions, labels));
  return sortedMade(predictions, [labels, point], () => {
    const ratios = Array.from(ranked.grid, (place) => ranked.ratios[place]);
    return sorted(predictions, labels, ratios, point, breaks);
  });
}

/** Those of a class. @param {readonly Item[]} items @param {number | null} label */
export function ofClass(items, label) {
  return label === null ? items : items.filter((item) => item.label === label);
}

/** How many images of a class each group has. @param {Sorted} now @param {number | null} label @returns {Record<Group, number>} */
export function countsOf({ groups }, label) {
  const count = (/** @type {Group} */ group) => ofClass(groups[group], label).length;
  return {
    newlyWrong: count('newlyWrong'),
    newlyRight: count('newlyRight'),
    bothWrong: count('bothWrong'),
    bothRight: count('bothRight'),
  };
}

/** A line an image; ratios are fractions. @param {readonly Item[]} items */
export function imagesCsv(items) {
  const lines = items.map(({ index, label, dense, predicted, breaks }) =>
    [index, label, dense, predicted, breaks ?? ''].join(','),
  );
  return `${['index,label,dense,pruned,breaks', ...lines].join('\n')}\n`;
}
