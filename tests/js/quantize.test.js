// Few values: operations out of a choice, levels out of what the engine tells, and counts.
import './module.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  binned,
  initialChoice,
  levelsOf,
  membersOf,
  opOf,
  sourceOf,
  tuning,
  valuesOf,
} from '../../www/features/quantize/model.js';
import { quantizeOp } from '../../www/ops/recipes.js';

/** @param {number} id @param {number | null} parent @param {any} op @param {any} [encoding] @returns {any} */
const node = (id, parent, op, encoding = null) => ({ id, parent, op: { op }, encoding });
const config = { epochs: 2, batchSize: 64, optimizer: { kind: /** @type {const} */ ('adam'), lr: 0.001 } };

test('a choice becomes an operation; nobody calibrates by more images than there are', () => {
  const choice = initialChoice();
  assert.deepEqual(opOf(choice, 500), {
    op: 'quantize',
    scheme: { bits: 4, levels: 'symmetric', per: 'tensor' },
  });
  const rounded = { ...choice, activations: /** @type {const} */ ('minMax') };
  assert.deepEqual(quantizeOp(rounded, 500).scheme.activations, { bits: 8, images: 500 });
  const cut = { ...rounded, activations: /** @type {const} */ ('percentile') };
  assert.deepEqual(quantizeOp(cut, 60000).scheme.activations, { bits: 8, images: 1000, percentile: 99.9 });
  assert.deepEqual(opOf({ ...choice, way: 'share', shareBits: [4, 5] }, 1), { op: 'share', bits: [4, 5] });
});

test('what this panel made leads back to the exact weights', () => {
  const nodes = new Map(
    [node(0, null, 'init'), node(1, 0, 'train'), node(2, 1, 'share'), node(3, 2, 'shareTune'), node(4, 3, 'prune')].map(
      (one) => [one.id, one],
    ),
  );
  /** @param {number} id */
  const from = (id) => sourceOf(nodes, nodes.get(id))?.id;
  assert.deepEqual([0, 1, 2, 3, 4].map(from), [0, 1, 1, 1, 4]);
  assert.equal(sourceOf(nodes, null), null);
});

test('training goes on from values that are shared so already, else from the exact weights', () => {
  const [trained, current] = [node(1, 0, 'train'), node(2, 1, 'share', { kind: 'shared', bits: [4, 4] })];
  const source = { node: trained, prune: null };
  const choice = { ...initialChoice(), way: /** @type {const} */ ('share'), shareBits: [4, 4] };
  assert.deepEqual(tuning(choice, 9, source, current, config), { parent: 2, ops: [{ op: 'shareTune', config }] });
  const other = tuning({ ...choice, shareBits: [4, 5] }, 9, source, current, config);
  assert.equal(other.parent, 1);
  assert.deepEqual(
    other.ops.map(({ op }) => op),
    ['share', 'shareTune'],
  );
  const { parent, ops } = tuning({ ...choice, way: 'quantize' }, 9, source, current, config);
  assert.deepEqual([parent, ops[0].op], [1, 'quantizeTune']);
  // Of a network at the slider the pruning comes first.
  const method = /** @type {const} */ ({ score: 'magnitude', scope: 'layer', rule: 'exact' });
  const slid = tuning(choice, 9, { node: trained, prune: { method, ratio: 0.5 } }, trained, config);
  assert.deepEqual([slid.parent, slid.ops[0]], [1, { op: 'prune', method, ratio: 0.5 }]);
});

test('levels are multiples of the widest step, or the codebook', () => {
  /** @type {any} */
  const quantized = { kind: 'quantized', layers: [[unit(0.5, -1, 2)], [unit(0.1, -3, 3), unit(0.25, -3, 3)]] };
  assert.deepEqual(levelsOf(quantized, 0), { levels: [-0.5, 0, 0.5, 1], units: 1, step: 0.5 });
  const widest = levelsOf(quantized, 1);
  assert.deepEqual([widest.levels.length, widest.levels[6], widest.units], [7, 0.75, 2]);
  /** @type {any} */
  const shared = { kind: 'shared', bits: [1], codebooks: [[-0.5, 0.75]] };
  assert.deepEqual(levelsOf(shared, 0), { levels: [-0.5, 0.75], units: 1, step: null });
  /** @param {number} scale @param {number} low @param {number} high */
  function unit(scale, low, high) {
    return { scale, low, high };
  }
});

test('values, members and bars are counted', () => {
  const weights = Float32Array.of(0, -0.5, 0.25, 0.25, 0, 1, -0);
  assert.equal(valuesOf(weights), 4);
  assert.equal(valuesOf(Float32Array.from({ length: 9999 }, (_, i) => i)), Infinity);
  assert.deepEqual(membersOf(weights, [-0.5, 0.2, 0.7]), [1, 2, 1]);
  const { limit, counts, zeros } = binned(weights, [-2], 4);
  assert.ok(Math.abs(limit - 2.04) < 1e-12);
  assert.deepEqual([...counts], [0, 1, 3, 0]);
  assert.equal(zeros, 3);
  assert.equal(binned(new Float32Array(3), [], 4).limit, 1.02);
});
