// Scores on an axis and in colours, and warnings about networks that are none any more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binScores } from '../../www/features/distribution/bins.js';
import { coloured, placeIn, rangeOf, scoreAt, scoreOf } from '../../www/ops/score-scale.js';
import { faultOf } from '../../www/state/warnings.js';

const SCORES = /** @type {const} */ (['magnitude', 'fisher', 'movement', 'random', 'l1']);

test('places and scores undo each other, on every scale', () => {
  const values = Float32Array.from({ length: 2000 }, (_, i) => (i - 300) * 1e-4);
  for (const score of SCORES) {
    const range = rangeOf(score, score === 'movement' ? values : values.map(Math.abs));
    assert.ok(range.from < range.to, score);
    for (const part of [0, 0.25, 1]) {
      const place = range.from + part * (range.to - range.from);
      assert.ok(Math.abs(placeIn(range, scoreAt(range, place)) - place) < 1e-9, score);
    }
    const shown = coloured(range, values);
    assert.ok(shown.every((value) => value >= (range.kind === 'signed' ? -1 : 0) && value <= 1));
    // Higher scores are never paler.
    for (let i = 1; i < values.length; i += 1) assert.ok(shown[i] >= shown[i - 1] || values[i] <= 0);
    for (const value of [0, 0.5, 1]) {
      const [back] = coloured(range, Float32Array.of(scoreOf(range, value)));
      assert.ok(Math.abs(back - value) < 1e-4, `${score} ${value} ${back}`);
    }
  }
});

test('every score is in the bin it says, what has no place is counted apart', () => {
  const values = Float32Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? 0 : 10 ** (-6 * Math.abs(Math.sin(i)))));
  const range = rangeOf('fisher', values);
  assert.equal(range.kind, 'log');
  const { from, limit, bins, binOf, total } = binScores(values, 40, range);
  assert.equal(
    total.reduce((a, b) => a + b),
    values.length,
  );
  values.forEach((value, i) => {
    if (binOf[i] === bins) assert.ok(value === 0 || Math.log10(value) < from, String(value));
    else {
      const low = from + ((limit - from) * binOf[i]) / bins;
      const place = Math.log10(value);
      assert.ok(place >= low - 1e-6 && place <= low + (limit - from) / bins + 1e-6);
    }
  });
  assert.ok(total[bins] >= 5000 / 7 && total[bins] < 5000 / 7 + 20);
});

test('no scores, and only zeros, have a scale too', () => {
  for (const score of SCORES)
    for (const values of [new Float32Array(0), new Float32Array(9)]) {
      const range = rangeOf(score, values);
      assert.ok(Number.isFinite(range.from) && range.to > range.from, score);
      assert.equal(
        binScores(values, 10, range).total.reduce((a, b) => a + b, 0),
        values.length,
      );
    }
});

/** @param {number[][]} rows */
function evaluation(rows) {
  const confusion = Uint32Array.from(rows.flat());
  const total = confusion.reduce((a, b) => a + b, 0);
  const correct = rows.reduce((sum, row, i) => sum + row[i], 0);
  return { correct, total, loss: 1, confusion };
}

test('what is wrong with a network is named', () => {
  const one = evaluation([
    [0, 50],
    [0, 50],
  ]);
  assert.deepEqual(faultOf(one), { what: 'oneClass', label: 1 });
  const guess = evaluation([
    [25, 25],
    [24, 26],
  ]);
  assert.deepEqual(faultOf(guess), { what: 'chance' });
  const works = evaluation([
    [40, 10],
    [9, 41],
  ]);
  assert.equal(faultOf(works), null);
  assert.equal(faultOf(evaluation([[0]])), null);
});
