// "Pruned, but not faster: why?": what is said follows from the bytes and the rates that were measured.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyOf } from '../../www/features/storage/why.js';

const SIZES = [8, 4, 2];
const [WEIGHTS, BIASES] = [40, 6];

/** @param {any} kind @param {number} median @param {object} [more] */
const row = (kind, median, more = {}) => ({
  group: 0,
  of: 0,
  kind,
  density: 0.25,
  unfit: null,
  median,
  low: median * 0.9,
  high: median * 1.1,
  agreement: { same: 10, total: 10, correct: 9, gap: 0 },
  ...more,
});
const format = (/** @type {string} */ layout, /** @type {number} */ bytes) =>
  /** @type {any} */ ({ layout, huffman: false, bytes, unfit: null, same: true, lossless: true, breakEven: null });
const formats = {
  rows: [format('dense', 4 * 46), format('csr16', 100)],
  density: 0.25,
  bitmaskBeatsCsr: 0.06,
  int8: null,
};

test('each figure is the bytes or the rates that it is made of', () => {
  const rows = [
    row('dense', 1000),
    row('csr', 1500),
    row('bitmask', 1200),
    row('dense', 800, { batch: 1 }),
    row('csr', 400, { batch: 1 }),
  ];
  const why = whyOf(rows, formats, SIZES);
  assert.ok(why);
  assert.equal(why.macs, 4);
  assert.deepEqual(why.best, { kind: 'csr', times: 1.5, certain: true });
  const values = 4 * (WEIGHTS * 0.25 + BIASES);
  assert.deepEqual(why.indices, { bytes: 100 - values, share: (100 - values) / 100 });
  assert.deepEqual(why.memory, { dense: 184, csr: 100 });
  assert.deepEqual(why.weight, { dense: 1e9 / (1000 * 40), csr: 1e9 / (1500 * 10) });
  assert.deepEqual(why.single, { dense: 800, csr: 400, times: 0.5, many: 1.5 });
});

test('ranges that overlap are no difference; a kernel with other answers is none of the fastest', () => {
  const wrong = { agreement: { same: 9, total: 10, correct: 9, gap: 0 } };
  const why = whyOf([row('dense', 1000), row('csr', 1050), row('shrunk', 9000, wrong)], formats, SIZES);
  assert.deepEqual(why?.best, { kind: 'csr', times: 1.05, certain: false });
  assert.equal(why?.single, null);
  const unfit = row('twoFour', 0, { unfit: { why: 'notTwoFour', layer: 1 }, agreement: null });
  const slower = whyOf([row('dense', 1000), row('csr', 500), unfit], formats, SIZES);
  assert.deepEqual(slower?.best, { kind: 'csr', times: 0.5, certain: true });
});

test('nothing is said of a network that is not pruned, or before it was measured', () => {
  const rows = [row('dense', 1000), row('csr', 1500)];
  assert.equal(whyOf(rows, { ...formats, density: 1 }, SIZES), null);
  assert.equal(whyOf(rows, { ...formats, density: 0 }, SIZES), null);
  assert.equal(whyOf(rows.slice(0, 1), formats, SIZES), null);
  assert.equal(whyOf(rows, { ...formats, rows: [] }, SIZES), null);
});
