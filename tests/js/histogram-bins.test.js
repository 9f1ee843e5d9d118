// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binWeights, countGone, countMasked, departures } from '../../www/features/distribution/bins.js';

/** @param {ArrayLike<number>} counts */
const sum = (counts) => Array.from(counts).reduce((a, b) => a + b, 0);

/** A fixed, uneven set of weights. @param {number} length */
function someWeights(length) {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898) ** 5 * 0.7);
}

test('every weight is in the bin its value says, or counted beyond', () => {
  const weights = someWeights(10_000);
  const { limit, bins, binOf, total } = binWeights(weights, 40);
  assert.equal(sum(total), weights.length);
  weights.forEach((weight, i) => {
    if (weight === 0) assert.equal(binOf[i], bins + 1);
    else if (Math.abs(weight) > limit) assert.equal(binOf[i], bins);
    else {
      const low = -limit + (2 * limit * binOf[i]) / bins;
      assert.ok(weight >= low - 1e-9 && weight <= low + (2 * limit) / bins + 1e-9, `${weight} in bin ${binOf[i]}`);
    }
  });
  assert.ok(total[bins] <= 0.002 * weights.length);
  assert.equal(total[bins + 1], 1);
});

test('zero lies on an edge: no bin holds both signs', () => {
  const weights = Float32Array.from([-1e-6, 1e-6, 0, -0.5, 0.5]);
  const { bins, binOf } = binWeights(weights, 10);
  assert.ok(binOf[0] < bins / 2 && binOf[1] >= bins / 2 && binOf[2] >= bins / 2);
});

test('gone from every bin are exactly the weights that the order or the mask says', () => {
  const weights = someWeights(5_000);
  const binned = binWeights(weights, 30);
  const order = Uint32Array.from(weights, (_, i) => (i * 7919) % 5_000);
  const leaving = departures(binned, order);
  const removed = new Uint32Array(32);
  for (const cut of [0, 1, 2_500, 4_999, 5_000]) {
    const mask = new Uint8Array(5_000).fill(1);
    for (const index of order.subarray(0, cut)) mask[index] = 0;
    const expected = new Uint32Array(32);
    weights.forEach((_, i) => {
      if (mask[i] === 0) expected[binned.binOf[i]] += 1;
    });
    countGone(leaving, cut, removed);
    assert.deepEqual(removed, expected);
    assert.equal(sum(removed), cut);
    countMasked(binned, mask, removed.fill(9));
    assert.deepEqual(removed, expected);
  }
});

test('no weights, only zeros and broken numbers can be binned', () => {
  assert.equal(binWeights(new Float32Array(0), 10).limit, 1);
  const { total, limit } = binWeights(Float32Array.from([0, 0, 0]), 10);
  assert.equal(limit, 1);
  assert.equal(sum(total), 3);
  assert.equal(total[11], 3, 'zeros are no bar');
  const broken = binWeights(Float32Array.from([0.1, NaN, Infinity, -0.1]), 10);
  assert.ok(Number.isFinite(broken.limit));
  assert.equal(broken.total[10], 2, 'counted as beyond');
});

test('one weight far out does not blank the others', () => {
  const weights = someWeights(10_000);
  const { limit } = binWeights(weights, 40);
  for (const far of [1e6, 1e30, -3e38]) {
    const binned = binWeights(weights.with(17, far), 40);
    assert.equal(binned.limit, limit);
    assert.equal(binned.largest, Math.abs(Math.fround(far)));
    assert.ok(binned.total[40] >= 1 && binned.total[40] <= 0.002 * weights.length + 1);
  }
  // Pruned weights are no part of what the range is made for.
  const sparse = Float32Array.from(weights, (weight, i) => (i % 50 ? 0 : weight));
  assert.ok(binWeights(sparse, 40).limit > limit / 2);
});
