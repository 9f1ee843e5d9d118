// Results: columns and what runs have in them, sorting and filtering, the three forms of copies, and how two runs differ.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf, FIRST, GROUPS, LAYOUTS, valueOf } from '../../www/features/results/columns.js';
import { copied, FORMATS } from '../../www/features/results/copy.js';
import { answersOf, cellOf, CELLS, groupsOf, pairOf, slice, tableOf } from '../../www/features/results/model.js';
import { denseRun, isTrained } from '../../www/state/tree.js';
import { after, config, done, INIT, prune, run, TRAIN, tune } from './lab.js';
import { generator } from './random.js';

/** @type {import('../../www/protocol.js').Op} */
const share = { op: 'share', bits: [2, 2] };
/** Made, trained, pruned, fine-tuned, shared; and a branch that is pruned without training. */
const state = after(
  ...done(
    run(0, null, INIT, { correct: 5 }),
    run(1, 0, TRAIN, { correct: 45 }),
    run(2, 1, prune(0.5), { correct: 30, kept: 9 }),
  ),
  ...done(run(3, 2, tune('keep'), { correct: 44, kept: 9 }), run(4, 3, share, { correct: 43, kept: 9 })),
  ...done(run(5, 0, prune(0.2), { correct: 6, kept: 14 })),
);
const { nodes } = state;
const known = {
  compact: (/** @type {number} */ id) => (id === 0 ? undefined : id === 1 ? null : 100 - id),
  formats: new Map([[2, { dense: 80, twoFour: null }]]),
  time: () => null,
};
const words = (/** @type {{ id: number, op: { op: string } }} */ { id, op }) => `${id + 1}. ${op.op}`;
const first = slice.initial.form;

test('which run was trained, and which dense run each is measured against', () => {
  assert.deepEqual(
    [...nodes.keys()].map((id) => isTrained(nodes, id)),
    [false, true, true, true, true, false],
  );
  assert.deepEqual(
    [...nodes.keys()].map((id) => denseRun(nodes, id)?.id ?? null),
    [null, 1, 1, 1, 1, null],
  );
  // Back to random weights; a rewinding to a later step keeps what was learned until then.
  const again = after(
    ...done(run(0, null, INIT), run(1, 0, TRAIN), run(2, 1, prune(0.5))),
    ...done(run(3, 2, { op: 'rewind' })),
    ...done(run(4, 2, { op: 'rewind', toStep: 3 })),
    ...done(run(5, 3, { op: 'fineTune', config, mask: 'keep' })),
    ...done(run(6, 2, { op: 'reinit', seed: 1 })),
  ).nodes;
  assert.deepEqual(
    [3, 4, 5, 6].map((id) => isTrained(again, id)),
    [false, true, true, false],
  );
});

test('every column has a number or none for every run', () => {
  const columns = columnsOf(GROUPS, 2);
  assert.equal(new Set(columns.map(({ id }) => id)).size, columns.length);
  assert.equal(columns.length, GROUPS.length - 2 + 2 + LAYOUTS.length);
  const at = (/** @type {string} */ id, /** @type {number} */ node) => {
    const column = columns.find((one) => one.id === id);
    const of = nodes.get(node);
    assert.ok(column && of);
    return valueOf(column, of, nodes, known);
  };
  assert.equal(at('accuracy', 3), 0.88);
  assert.ok(Math.abs(Number(at('difference', 3)) + 0.02) < 1e-12);
  assert.deepEqual([at('difference', 0), at('difference', 1)], [null, 0]);
  assert.equal(at('sparsity', 2), 0.5);
  assert.deepEqual([at('compact', 0), at('compact', 1), at('compact', 2)], [undefined, null, 98]);
  assert.deepEqual([at('format-dense', 2), at('format-twoFour', 2), at('format-dense', 3)], [80, null, undefined]);
  assert.equal(at('time', 2), null);
  const deep = columnsOf(['layers'], 3)[2];
  assert.equal(valueOf(deep, /** @type {any} */ (nodes.get(2)), nodes, known), null, 'a layer that it does not have');
});

test('runs are sorted by a column, those without a number last, and filtered by text and operation', () => {
  /** @param {Partial<typeof first>} choice */
  const ids = (choice) => tableOf(state, { ...first, ...choice }, known, words).rows.map(({ node }) => node.id);
  assert.deepEqual(ids({}), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(ids({ down: true }), [5, 4, 3, 2, 1, 0]);
  assert.deepEqual(ids({ by: 'accuracy', down: true }), [1, 3, 4, 2, 5, 0]);
  assert.deepEqual(ids({ by: 'difference' }), [2, 4, 3, 1, 0, 5]);
  assert.deepEqual(ids({ by: 'difference', down: true }), [1, 3, 4, 2, 0, 5]);
  assert.deepEqual(
    ids({ by: 'macs', groups: FIRST.join(' ') }),
    [0, 1, 2, 3, 4, 5],
    'a column that is not shown sorts nothing',
  );
  assert.deepEqual(ids({ kind: 'prune' }), [2, 5]);
  assert.deepEqual(ids({ kind: /** @type {any} */ ('no such operation') }), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(groupsOf({ ...first, groups: 'loss nonsense sparsity' }), ['sparsity', 'loss']);
  assert.equal(cellOf({ ...first, cell: /** @type {any} */ ('nonsense') }), 'rightWrong');
  assert.deepEqual(ids({ text: ' TUNE' }), [3]);
  assert.deepEqual(ids({ text: 'nothing' }), []);
  assert.deepEqual(tableOf(state, first, known, words).kinds, ['init', 'train', 'prune', 'fineTune', 'share']);
});

const TABLE = {
  ids: ['run', 'accuracy', 'format-csr16'],
  head: ['Run', 'Accuracy, %', 'CSR | 2'],
  rows: [
    [
      { text: '1. a, "b" & c_d', value: null },
      { text: '98.25\u00a0%', value: 0.98251 },
      { text: '\u2013', value: null },
    ],
    [
      { text: '2. \u2212x\\|', value: null },
      { text: '9.00\u00a0%', value: 0.09 },
      { text: '1.23\u00a0kB', value: 1234 },
    ],
  ],
};

test('CSV has full numbers and nothing where there is none', () => {
  assert.equal(
    copied(TABLE, 'csv'),
    'run,accuracy,format-csr16\n"1. a, ""b"" & c_d",0.98251,\n2. \u2212x\\|,0.09,1234\n',
  );
});

test('Markdown has as many cells a line as the head, numbers at the right', () => {
  const lines = copied(TABLE, 'markdown').trimEnd().split('\n');
  assert.deepEqual(lines.slice(0, 2), ['| Run | Accuracy, % | CSR \\| 2 |', '| --- | ---: | ---: |']);
  assert.equal(lines[2], '| 1. a, "b" & c_d | 98.25 % | \u2013 |');
  assert.equal(lines[3], '| 2. \u2212x\\\\\\| | 9.00 % | 1.23 kB |');
  for (const line of lines) assert.equal(line.split(/(?<!\\)(?:\\\\)*\|/).length, 5);
});

test('LaTeX escapes what it would take for commands', () => {
  const lines = copied(TABLE, 'latex').trimEnd().split('\n');
  assert.equal(lines[0], '\\begin{tabular}{lrr}');
  assert.equal(lines[2], 'Run & Accuracy, \\% & CSR | 2 \\\\');
  assert.equal(lines[4], '1. a, "b" \\& c\\_d & 98.25~\\% & -- \\\\');
  assert.equal(lines[5], '2. $-$x\\textbackslash{}| & 9.00~\\% & 1.23~kB \\\\');
  assert.equal(lines.at(-1), '\\end{tabular}');
  assert.deepEqual([...FORMATS], ['csv', 'markdown', 'latex']);
});

test('side by side stand the chosen runs, else the slider’s network and the current run', () => {
  const ids = (/** @type {any} */ choice, at = state) => {
    const { a, b, sameShape } = pairOf(at, choice);
    return [a?.id, b?.id, sameShape];
  };
  const tuned = after(...done(run(0, null, INIT), run(1, 0, TRAIN), run(2, 1, prune(0.5)), run(3, 2, tune('keep'))));
  assert.deepEqual(ids({ a: null, b: null }, tuned), [1, 3, true]);
  assert.deepEqual(ids({ a: 2, b: 0 }, tuned), [2, 0, true]);
  assert.deepEqual(ids({ a: 99, b: 99 }, tuned), [1, 3, true]);
  assert.deepEqual(pairOf(after(), { a: null, b: null }), { a: null, b: null, sameShape: false });
});

test('every image is in one of the four cells, and their sums are what each network gets right', () => {
  const { pick } = generator(3);
  for (let round = 0; round < 20; round += 1) {
    const make = () => Uint8Array.from({ length: 200 }, () => pick([0, 1, 2]));
    const [labels, a, b] = [make(), make(), make()];
    const { cells, same } = answersOf(labels, a, b);
    const all = CELLS.flatMap((cell) => cells[cell]).sort((x, y) => x - y);
    assert.deepEqual(all, [...labels.keys()]);
    const right = (/** @type {Uint8Array} */ of) => of.filter((said, index) => said === labels[index]).length;
    assert.equal(cells.rightRight.length + cells.rightWrong.length, right(a));
    assert.equal(cells.rightRight.length + cells.wrongRight.length, right(b));
    assert.equal(same, a.filter((said, index) => said === b[index]).length);
    for (const index of cells.rightWrong) assert.ok(a[index] === labels[index] && b[index] !== labels[index]);
  }
});
