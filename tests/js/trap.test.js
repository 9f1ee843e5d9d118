// Which weights came back after pruning.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revivedWeights } from '../../www/features/trap/model.js';

test('what had been cut and is not zero any more came back; what was never cut is not shown', () => {
  const pruned = [Float32Array.of(0, 0.5, 0, -1, 0, 2), Float32Array.of(0, 0, 3)];
  const tuned = [Float32Array.of(0.25, 0.75, 0, -1, -0.5, 0), Float32Array.of(0, 0, 4)];
  const [first, second] = revivedWeights([2, 3, 1], pruned, tuned);
  assert.deepEqual([...first.values], [0.25, 0, 0, 0, -0.5, 0]);
  assert.deepEqual([...first.mask], [1, 1, 0, 1, 1, 0]);
  assert.deepEqual([first.rows, first.columns, first.count], [2, 3, 2]);
  assert.deepEqual([second.rows, second.columns, second.count], [3, 1, 0]);
});
