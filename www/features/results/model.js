// @ts-check
/**
 * What the table of runs and the comparison of two runs show, out of a state. Pure.
 */

/** @import { Op, RunNode } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Column, Formats, Group, Known } from './columns.js' */
import * as select from '../../state/select.js';
import { createMemo } from '../../util/memo.js';
import { columnsOf, FIRST, GROUPS, valueOf } from './columns.js';

/** Images of a cell that are drawn at first, and as many more each time. */
export const PAGE = 60;

/** By the first run and the second. */
export const CELLS = /** @type {const} */ (['rightRight', 'rightWrong', 'wrongRight', 'wrongWrong']);
/** @typedef {typeof CELLS[number]} Cell */

/** `groups`: of columns, in one text so that a link has them; `by`: the column that sorts, or `run`; `a`, `b`: the runs side by
 * side, null for those at hand.
 * @typedef {{ groups: string, by: string, down: boolean, text: string, kind: Op['op'] | '', a: number | null,
 *   b: number | null, layer: number, cell: Cell }} Choice */

/** @type {Slice<{ form: Choice, shown: number, formats: ReadonlyMap<number, Formats>,
 *   classes: ReadonlyMap<number, Uint8Array> }>} */
export const slice = {
  id: 'results',
  initial: {
    form: {
      groups: FIRST.join(' '),
      by: 'run',
      down: false,
      text: '',
      kind: '',
      a: null,
      b: null,
      layer: 0,
      cell: 'rightWrong',
    },
    shown: PAGE,
    formats: new Map(),
    classes: new Map(),
  },
  reduce(own, _, state, before) {
    if (!select.isOtherLab(state, before)) return own;
    const { form } = own;
    return { ...slice.initial, form: { ...form, a: null, b: null, layer: 0 } };
  },
};

/** The groups of columns that are shown. @param {Choice} choice @returns {Group[]} */
export const groupsOf = ({ groups }) => GROUPS.filter((group) => groups.split(' ').includes(group));

/** The cell of the 2 x 2 whose images are shown. @param {Choice} choice @returns {Cell} */
export const cellOf = ({ cell }) => CELLS.find((one) => one === cell) ?? 'rightWrong';

/** A run of the table; a value is null where there is none, undefined where it is not known yet.
 * @typedef {{ node: RunNode, words: string, values: readonly (number | null | undefined)[] }} Row */

/**
 * The columns that are shown and the runs that pass the filter, sorted.
 * @param {State} state
 * @param {Choice} choice
 * @param {Known} known
 * @param {(node: RunNode) => string} wordsOf  what the text is looked for in
 * @returns {{ columns: Column[], rows: Row[], kinds: Op['op'][] }}
 */
export function tableOf({ nodes }, choice, known, wordsOf) {
  const { by, down, text } = choice;
  const all = [...nodes.values()];
  const columns = columnsOf(groupsOf(choice), Math.max(0, ...all.map(({ sizes }) => sizes.length - 1)));
  const kinds = [...new Set(all.map(({ op }) => op.op))];
  const kind = kinds.find((one) => one === choice.kind) ?? '';
  const wanted = text.trim().toLowerCase();
  const rows = all
    .map((node) => ({ node, words: wordsOf(node), values: columns.map((one) => valueOf(one, node, nodes, known)) }))
    .filter(({ node, words }) => (kind === '' || node.op.op === kind) && words.toLowerCase().includes(wanted));
  const at = columns.findIndex(({ id }) => id === by);
  const sign = down ? -1 : 1;
  rows.sort((a, b) => {
    const [one, other] = at < 0 ? [a.node.id, b.node.id] : [a.values[at], b.values[at]];
    if (one == null || other == null) return Number(one == null) - Number(other == null) || a.node.id - b.node.id;
    return sign * (one - other) || a.node.id - b.node.id;
  });
  return { columns, rows, kinds };
}

/**
 * The two runs that stand side by side: those chosen, or else the slider's network and the current run.
 * @param {State} state
 * @param {{ a: number | null, b: number | null }} choice
 * @returns {{ a: RunNode | null, b: RunNode | null, sameShape: boolean }}
 */
export function pairOf(state, choice) {
  const current = select.currentNode(state);
  const base = select.baseNode(state);
  /** @param {number | null} id */
  const chosen = (id) => (id === null ? undefined : state.nodes.get(id));
  const b = chosen(choice.b) ?? current;
  const fallback = base !== b ? base : b && b.parent !== null ? (state.nodes.get(b.parent) ?? null) : null;
  const a = chosen(choice.a) ?? fallback ?? b;
  return { a, b, sameShape: a !== null && b !== null && String(a.sizes) === String(b.sizes) };
}

/** Test images by how two networks classify them. `same`: how many get the same class from both.
 * @typedef {{ cells: Readonly<Record<Cell, number[]>>, same: number }} Answers */

/** @type {ReturnType<typeof createMemo<Answers>>} */
const answersMade = createMemo();

/**
 * @param {Uint8Array} labels
 * @param {Uint8Array} a  the class of every test image by the first network
 * @param {Uint8Array} b
 * @returns {Answers}
 */
export function answersOf(labels, a, b) {
  return answersMade(labels, [a, b], () => {
    /** @type {Record<Cell, number[]>} */
    const cells = { rightRight: [], rightWrong: [], wrongRight: [], wrongWrong: [] };
    let same = 0;
    labels.forEach((label, index) => {
      const [first, second] = [a[index] === label, b[index] === label];
      if (a[index] === b[index]) same += 1;
      cells[first ? (second ? 'rightRight' : 'rightWrong') : second ? 'wrongRight' : 'wrongWrong'].push(index);
    });
    return { cells, same };
  });
}
