// The scale of pixels that a network was trained on: offered only where it is clearly better.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { betterScale } from '../../www/engine/pixel-scale.js';

/** @param {number} total @param {...number} correct  at each scale */
const scales = (total, ...correct) =>
  correct.map((right, at) => ({ scale: ['unit', 'standardized', 'bytes', 'signed'][at], correct: right, total }));

test('a scale that is clearly better is offered, the best of them, with both accuracies', () => {
  assert.deepEqual(betterScale(scales(1000, 312, 975, 400, 800)), { scale: 'standardized', now: 31.2, then: 97.5 });
  assert.deepEqual(betterScale(scales(1000, 100, 100, 960, 100)), { scale: 'bytes', now: 10, then: 96 });
});

test('what may be chance is not', () => {
  assert.equal(betterScale([]), null);
  assert.equal(betterScale(scales(1000, 970)), null);
  assert.equal(betterScale(scales(1000, 970, 120, 965, 300)), null);
  assert.equal(betterScale(scales(1000, 900, 960, 900, 900)), null);
  // Of twenty images a third more may be chance, too.
  assert.equal(betterScale(scales(20, 10, 17, 3, 3)), null);
  assert.equal(betterScale(scales(20, 2, 19, 3, 3))?.scale, 'standardized');
});
