// The search for a ratio: the bisection with a fake measure, and what the answer is made of.
import './module.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bracketOf, floorOf, LADDER, mostMeasures, nextRung } from '../../www/features/choose/bisect.js';
import { answerOf, readWish, searchCsv, slice, speedupOf } from '../../www/features/choose/model.js';
import { DEFAULT_METHOD } from '../../www/ops/method.js';
import { initialState } from '../../www/state/state.js';
import { standardError } from '../../www/util/statistics.js';

/** @typedef {import('../../www/features/choose/model.js').Search} Search */
/** @typedef {import('../../www/protocol.js').Evaluation} Evaluation */

/**
 * Bisects with a measure, as the panel does.
 * @param {(rung: number) => boolean} accepts
 * @param {number} [floor]
 */
function bisect(accepts, floor = -1, count = LADDER.length) {
  /** @type {Map<number, boolean>} */
  const measured = new Map();
  for (let rung = nextRung(count, measured, floor); rung !== null; rung = nextRung(count, measured, floor)) {
    assert.ok(!measured.has(rung), `rung ${rung} is measured twice`);
    assert.ok(rung >= 0 && rung < count, `there is no rung ${rung}`);
    measured.set(rung, accepts(rung));
  }
  return { ...bracketOf(count, measured, floor), measured };
}

test('the ladder rises, and each rung is a place of the slider', () => {
  assert.deepEqual(
    [...LADDER].sort((a, b) => a - b),
    LADDER,
  );
  for (const ratio of LADDER) assert.ok(Math.abs(ratio * 2000 - Math.round(ratio * 2000)) < 1e-9, String(ratio));
});

test('whatever is accepted up to a rung, the bisection finds that rung and has measured it and the next', () => {
  for (let count = 1; count <= 40; count += 1)
    for (let last = -1; last < count; last += 1)
      for (let floor = -1; floor <= last; floor += 1) {
        const { low, high, measured } = bisect((rung) => rung <= last, floor, count);
        assert.deepEqual([low, high], [last, last + 1]);
        if (low >= 0) assert.equal(measured.get(low), true);
        if (high < count) assert.equal(measured.get(high), false);
        assert.ok(measured.size <= mostMeasures(count, floor), `${measured.size} measures of ${count} from ${floor}`);
      }
});

test('a measure that is not monotone ends below the lowest refusal, at a rung that was accepted', () => {
  const { low, high, measured } = bisect((rung) => rung % 3 !== 1);
  assert.equal(high, low + 1);
  assert.equal(measured.get(low) ?? true, true);
  assert.equal(measured.get(high), false);
});

test('a floor that its own measure refuses is not the answer', () => {
  const { low, high, measured } = bisect((rung) => rung < 4, 7);
  assert.deepEqual([low, high], [3, 4]);
  assert.equal(measured.get(7), false);
});

test('the floor is the last rung before the curve falls below the level for the first time', () => {
  const curve = [0, 0.3, 0.5, 0.6, 0.8, 1].map((ratio, at) => ({
    ratio,
    accuracy: [0.98, 0.98, 0.975, 0.97, 0.99, 0.1][at],
  }));
  assert.equal(LADDER[floorOf(curve, 0.975)], 0.5);
  assert.equal(floorOf(curve, 0.99), -1);
  assert.equal(floorOf([], 0.5), -1);
  assert.equal(floorOf([{ ratio: 1, accuracy: 1 }], 0.5), LADDER.length - 1);
});

/** @param {number} correct @returns {Evaluation} */
const scored = (correct) => ({ correct, total: 1000, loss: 0.1, confusion: new Uint32Array(4) });
/** @param {number} correct @returns {any} */
const result = (correct) => ({ evaluation: scored(correct), weights: 100, kept: 10, bytes: 77, format: 'csr' });
const config = { epochs: 2, batchSize: 64, optimizer: { kind: /** @type {const} */ ('adam'), lr: 0.001 } };

/** @param {Partial<Search>} change @param {Record<number, number | null>} after  correct answers by rung @returns {Search} */
const search = (change, after) => ({
  wish: { base: 1, method: DEFAULT_METHOD, config, loss: 0.005, fair: true },
  dense: result(970),
  baseline: scored(980),
  floor: -1,
  trials: Object.entries(after).map(([rung, correct]) => ({
    rung: Number(rung),
    before: scored(500),
    after: correct === null ? null : result(correct),
  })),
  curve: [],
  speed: null,
  ended: true,
  ...change,
});

test('the answer is the highest accepted rung, what is lost to the last digit is accepted', () => {
  const answer = answerOf(search({}, { 11: 975, 12: 974 }));
  assert.equal(answer?.chosen?.rung, 11);
  assert.equal(answer?.next?.rung, 12);
  assert.equal(answer?.isTop, false);
});

test('the dense network as it is counts where the comparison is not to be fair, and one that diverged is refused', () => {
  const unfair = search({}, { 11: 966, 12: null });
  unfair.wish = { ...unfair.wish, fair: false };
  assert.equal(answerOf(unfair)?.chosen?.rung, 11);
  assert.equal(answerOf(unfair)?.next?.after, null);
});

test('nothing is answered before the end, and none where not even the first rung is accepted', () => {
  assert.equal(answerOf(search({ ended: false }, { 11: 975 })), null);
  assert.equal(answerOf(search({ baseline: null }, { 11: 975 })), null);
  assert.deepEqual(answerOf(search({}, { 0: 900 }))?.chosen, null);
  assert.equal(answerOf(search({}, { [LADDER.length - 1]: 980 }))?.isTop, true);
});

test('how fast is told by the fastest kernel, in turns with the dense one', () => {
  /** @param {string} kind @param {number} of @param {number} median @returns {any} */
  const row = (kind, of, median) => ({ kind, of, median, low: median * 0.9, high: median * 1.1, unfit: null });
  assert.equal(speedupOf(null), null);
  assert.equal(speedupOf([row('dense', 0, 100)]), null);
  const best = speedupOf([row('dense', 0, 100), row('csr', 0, 300), row('bitmask', 0, 200)]);
  assert.equal(best?.kind, 'csr');
  assert.ok(Math.abs((best?.times ?? 0) - 3) < 1e-12);
  assert.ok(Math.abs((best?.low ?? 0) - 270 / 110) < 1e-12 && Math.abs((best?.high ?? 0) - 330 / 90) < 1e-12);
});

test('the standard error falls with the root of the images', () => {
  assert.ok(Math.abs(standardError({ ...scored(0), correct: 50, total: 100 }) - 0.05) < 1e-12);
});

test('the table has a line a rung, in their order', () => {
  const lines = searchCsv(search({}, { 12: 974, 11: 975 }))
    .trimEnd()
    .split('\n');
  assert.deepEqual(lines.slice(1), [
    '0.92,0.5,0.975,975,1000,10,100,77,csr,1',
    '0.94,0.5,0.974,974,1000,10,100,77,csr,0',
  ]);
});

test('a form out of range is told, and asks for nothing', () => {
  const state = initialState();
  const read = readWish(state, { ...slice.initial.form, loss: 'x', epochs: '0' });
  assert.deepEqual(read, { wish: null, faults: ['loss', 'epochs'] });
});
