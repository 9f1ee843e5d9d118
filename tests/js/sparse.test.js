// Sparse training: what is typed becomes operations, and what became of every connection is counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  GROWN,
  cellsBetween,
  cellsOf,
  countCells,
  defaultSparse,
  DROPPED,
  KEPT,
  NONE,
  readSparse,
  SPARSE_FIELDS,
  SPARSE_LIMITS,
} from '../../www/features/sparse/model.js';
import { sparseOps } from '../../www/ops/recipes.js';
import { config } from './lab.js';
import { generator } from './random.js';

/** @typedef {keyof typeof SPARSE_FIELDS} Name */
const WAYS = /** @type {Name[]} */ (Object.keys(SPARSE_FIELDS));
const about = { hidden: [8], seed: 3, images: 1000 };
/** @param {import('../../www/features/sparse/model.js').SparseChoice} choice @param {number} [images] */
const opsOf = ({ way, epochs, ...choice }, images = about.images) =>
  sparseOps({ ...choice, ...about, technique: way, config: { ...config, epochs }, images });

test('only the fields that a kind of training has can be wrong', () => {
  for (const way of WAYS) {
    assert.deepEqual(readSparse({ ...defaultSparse(), way }).faults, []);
    for (const field of /** @type {(keyof typeof SPARSE_LIMITS)[]} */ (Object.keys(SPARSE_LIMITS)))
      for (const text of ['', 'much', '-1', String(SPARSE_LIMITS[field].max * 2)]) {
        const { faults } = readSparse({ ...defaultSparse(), way, [field]: text });
        assert.deepEqual(faults, SPARSE_FIELDS[way].includes(field) ? [field] : [], `${way} ${field} ${text}`);
      }
  }
});

test('percent becomes fractions', () => {
  const { value } = readSparse({ ...defaultSparse(), density: '10', fraction: '30' });
  assert.deepEqual([value.density, value.fraction], [0.1, 0.3]);
});

test('operations begin with a new network; all but the penalty begin with a random mask of the density', () => {
  for (const way of WAYS) {
    const { value } = readSparse({ ...defaultSparse(), way, density: '10', epochs: '4' });
    const ops = opsOf(value);
    assert.deepEqual(ops[0], { op: 'init', hidden: [8], seed: 3 });
    const last = /** @type {any} */ (ops[ops.length - 1]);
    assert.deepEqual(last.config, { ...config, epochs: 4 });
    const pruned = ops.find(({ op }) => op === 'prune');
    assert.equal(/** @type {any} */ (pruned)?.ratio, way === 'l1' ? undefined : 0.9);
    assert.equal(ops.length, way === 'l1' ? 2 : 3);
  }
});

test('weights are exchanged until three quarters of the batches are over, in any training', () => {
  for (const way of /** @type {const} */ (['rigl', 'set']))
    for (const [images, epochs] of [
      [1000, 4],
      [64, 1],
      [1, 1],
      [60_000, 10],
    ]) {
      const { value } = readSparse({ ...defaultSparse(), way, epochs: String(epochs) });
      const { end } = /** @type {any} */ (opsOf(value, images)[2]);
      const batches = Math.ceil(images / config.batchSize) * epochs;
      assert.ok(end >= 1 && end <= Math.max(1, 0.75 * batches) && end > 0.75 * batches - 1, `${end} of ${batches}`);
    }
});

test('of two masks every connection is there, not there, new or pruned; as many as there are', () => {
  const { real } = generator(3);
  for (let round = 0; round < 50; round += 1) {
    const mask = () => Uint8Array.from({ length: 60 }, () => (real() < 0.4 ? 1 : 0));
    const [before, after] = [mask(), mask()];
    const cells = cellsBetween(before, after);
    cells.forEach((cell, at) => {
      const wanted = [
        [NONE, GROWN],
        [DROPPED, KEPT],
      ][before[at]][after[at]];
      assert.equal(cell, wanted);
    });
    const counts = countCells(cells);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      60,
    );
    assert.equal(
      counts[KEPT] + counts[GROWN],
      after.reduce((sum, there) => sum + there, 0),
    );
    // What the engine tells of an exchange is the same picture.
    const indices = (/** @type {number} */ wanted) =>
      Uint32Array.from([...cells.keys()].filter((at) => cells[at] === wanted));
    assert.deepEqual(cellsOf({ present: after, grown: indices(GROWN), dropped: indices(DROPPED) }), cells);
  }
  assert.deepEqual([...cellsBetween(null, Uint8Array.of(0, 1))], [NONE, KEPT]);
});
