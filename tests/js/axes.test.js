// Every function that lays out an axis ends for every number, and what it gives can be drawn.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logRange, sizeAxis } from '../../www/util/log-scale.js';
import { coloured, placeIn, rangeOf } from '../../www/ops/score-scale.js';
import { timesDense, winsBelow } from '../../www/ops/speed.js';
import { binScores, binWeights } from '../../www/features/distribution/bins.js';

const SIZES = [0, Number.MIN_VALUE, 1e-308, 1e-30, 1, 12_345, 1e30, 1e308, Number.MAX_VALUE, Infinity, NaN];
const VALUES = SIZES.flatMap((size) => [size, -size]);
const PAIRS = VALUES.flatMap((a) => VALUES.map((b) => /** @type {[number, number]} */ ([a, b])));

/** Finite and rising. @param {readonly number[]} ticks @param {unknown} about */
function isDrawable(ticks, about) {
  assert.ok(
    ticks.every((tick, index) => Number.isFinite(tick) && (index === 0 || tick > ticks[index - 1])),
    `${about}: ${ticks}`,
  );
}

test('a range of any numbers is one of two finite numbers above zero, the lower first', () => {
  for (const values of [[], VALUES, ...PAIRS])
    for (const room of [0, 0.08]) {
      const [low, high] = logRange(values, room);
      assert.ok(low > 0 && low < high && high < Infinity, `${values}: ${low} ${high}`);
    }
});

test('an axis of sizes has marks between its ends for any sizes', () => {
  for (const sizes of [[], VALUES, ...PAIRS]) {
    const { low, high, ticks } = sizeAxis(sizes);
    assert.ok(low > 0 && low <= high && high < Infinity, `${sizes}: ${low} ${high}`);
    isDrawable(ticks, sizes);
    assert.ok(ticks.length <= 700);
  }
});

test('scores and weights of any size have a range and bins', () => {
  for (const values of [[], VALUES, ...PAIRS].map((list) => Float32Array.from(list))) {
    for (const score of /** @type {const} */ (['magnitude', 'movement', 'random'])) {
      const range = rangeOf(score, values);
      assert.ok(
        Number.isFinite(range.from) && range.from < range.to && Number.isFinite(range.to),
        `${score} ${values}`,
      );
      for (const value of values) placeIn(range, value);
      assert.equal(coloured(range, values).length, values.length);
      assert.equal(sum(binScores(values, 8, range).total), values.length);
    }
    const { limit, total } = binWeights(values, 8);
    assert.ok(limit > 0 && limit < Infinity, `${values}: ${limit}`);
    assert.equal(sum(total), values.length);
  }
});

test('rates that are zero or infinite give no density below zero or above one', () => {
  for (const [dense, csr] of PAIRS) {
    const row = { group: 1, of: 0, density: 0.5, unfit: null, low: 0, high: 0, agreement: null };
    const below = winsBelow(
      timesDense(
        [
          { ...row, kind: 'dense', median: dense },
          { ...row, kind: 'csr', median: csr },
        ],
        'csr',
      ),
    );
    assert.ok(below === null || (below >= 0 && below <= 1));
  }
});

/** @param {Uint32Array} counts */
const sum = (counts) => counts.reduce((total, count) => total + count, 0);
