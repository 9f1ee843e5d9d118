// Distillation: what the form means, a teacher's answer at a temperature, and what the seeds give together.
import './module.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addEnd,
  defaultDistil,
  entropyOf,
  pairsCsv,
  pairsOf,
  readDistil,
  softmaxAt,
  temperaturesWith,
} from '../../www/features/distil/model.js';
import { distillationTrials } from '../../www/ops/recipes.js';
import { summarise } from '../../www/util/statistics.js';

/** @param {number} value @param {number} expected @param {number} by */
const near = (value, expected, by) => assert.ok(Math.abs(value - expected) < by, `${value}, not ${expected}`);

/** @typedef {import('../../www/features/distil/model.js').DistilForm} DistilForm */
/** @typedef {import('../../www/features/distil/model.js').Comparison} Comparison */

/** @type {import('../../www/protocol.js').TrainConfig} */
const config = { epochs: 1, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };
const lesson = { hidden: [30], temperature: 3, alpha: 0.7, epochs: 4, seeds: 2 };
/** @type {import('../../www/protocol.js').Op[]} */
const teacher = [
  { op: 'init', hidden: [64], seed: 9 },
  { op: 'train', config: { ...config, epochs: 2 } },
];
/** @param {number} seed @param {number} seeds */
const trialsOf = (seed, seeds) => {
  const { epochs, ...lessons } = lesson;
  return distillationTrials({ ...lessons, seed, seeds, config: { ...config, epochs }, teacher });
};

test('the form is read, and what is out of range is named', () => {
  assert.deepEqual(readDistil({ ...defaultDistil(), hidden: '40, 20', temperature: '4', alpha: '1', seeds: '10' }), {
    lesson: { hidden: [40, 20], temperature: 4, alpha: 1, epochs: 10, seeds: 10 },
    teacher: { hidden: [800], epochs: 3 },
    faults: [],
  });
  const faults = (/** @type {Partial<DistilForm>} */ change) => readDistil({ ...defaultDistil(), ...change }).faults;
  assert.deepEqual(faults({ temperature: '0' }), ['temperature']);
  assert.deepEqual(faults({ temperature: '-2' }), ['temperature']);
  assert.deepEqual(faults({ alpha: '1.01' }), ['alpha']);
  assert.deepEqual(faults({ hidden: '0', epochs: '1.5' }), ['hidden', 'epochs']);
  assert.deepEqual(faults({ seeds: '11' }), ['seeds']);
  // A faulty student keeps nobody from training a teacher, nor the other way round.
  const student = readDistil({ ...defaultDistil(), alpha: '' });
  assert.equal(student.lesson, null);
  assert.ok(student.teacher);
  const own = readDistil({ ...defaultDistil(), teacherHidden: '2000' });
  assert.deepEqual(own.faults, ['teacherHidden']);
  assert.equal(own.teacher, null);
  assert.ok(own.lesson);
});

test('of every seed the same student twice', () => {
  const init = { op: 'init', hidden: [30], seed: 7 };
  const own = { ...config, epochs: 4 };
  const trials = trialsOf(7, 2);
  assert.deepEqual(trials[0], {
    seed: 7,
    alone: [init, { op: 'train', config: own }],
    taught: [init, { op: 'distil', teacher, temperature: 3, alpha: 0.7, config: own }],
  });
  assert.equal(trials.length, 2);
  assert.deepEqual(trials[1].alone[0], { ...init, seed: 8 });
  const last = trialsOf(Number.MAX_SAFE_INTEGER, 3);
  assert.deepEqual(
    last.map(({ seed }) => seed),
    [Number.MAX_SAFE_INTEGER, 0, 1],
  );
});

test('softmax at a temperature: shares that sum to 1, softer and less sure the hotter', () => {
  const logits = Float32Array.of(2, -1, 0.5, 900);
  assert.deepEqual(softmaxAt(logits, 1), [0, 0, 0, 1]);
  // exp(1), exp(0.5), exp(0): by hand.
  const sum = Math.E + Math.exp(0.5) + 1;
  softmaxAt([4, 2, 0], 4).forEach((share, at) => near(share, [Math.E, Math.exp(0.5), 1][at] / sum, 1e-15));
  let before = -1;
  for (const temperature of [0.1, 1, 2, 4, 8, 100]) {
    const shares = softmaxAt([3, 1, -2], temperature);
    near(
      shares.reduce((total, share) => total + share, 0),
      1,
      1e-12,
    );
    const bits = entropyOf(shares);
    assert.ok(bits > before, `${bits} bits at ${temperature}`);
    before = bits;
  }
  assert.ok(before < Math.log2(3));
  assert.equal(entropyOf([1, 0]), 0);
  assert.equal(entropyOf([0.25, 0.25, 0.25, 0.25]), 2);
});

test('the chosen temperature stands among the others', () => {
  assert.deepEqual(temperaturesWith(null), [1, 2, 4, 8]);
  assert.deepEqual(temperaturesWith(4), [1, 2, 4, 8]);
  assert.deepEqual(temperaturesWith(2.5), [1, 2, 2.5, 4, 8]);
});

/** @param {number} list @param {number} correct @returns {import('../../www/protocol.js').ListEnd} */
const end = (list, correct) => ({
  list,
  evaluation: { correct, total: 200, loss: 0.1, confusion: new Uint32Array(1) },
  before: null,
  kept: 1,
  weights: 1,
});

test('pairs, their means, spread and differences are over what is done', () => {
  const trials = trialsOf(7, 3);
  /** @type {Comparison} */
  let comparison = { lesson, teacher: { run: 1, accuracy: 0.9 }, trials, found: [] };
  assert.equal(pairsOf(comparison).alone, null);
  assert.equal(pairsOf(comparison).range, null);
  comparison = addEnd(comparison, 8, end(1, 190));
  let pairs = pairsOf(comparison);
  assert.deepEqual(pairs.rows[1], { seed: 8, alone: null, taught: 0.95, difference: null });
  assert.deepEqual(pairs.taught, { mean: 0.95, spread: null, count: 1 });
  assert.equal(pairs.difference, null);
  assert.equal(pairs.range, null);
  for (const [seed, alone, taught] of [
    [7, 180, 184],
    [8, 188, 190],
    [9, 186, 180],
  ]) {
    comparison = addEnd(comparison, seed, end(0, alone));
    comparison = addEnd(comparison, seed, end(1, taught));
  }
  pairs = pairsOf(comparison);
  // Differences 0.02, 0.01, -0.03: mean 0, squares 0.0004 + 0.0001 + 0.0009 over 2.
  near(Number(pairs.difference?.mean), 0, 1e-12);
  near(Number(pairs.difference?.spread), Math.sqrt(0.0007), 1e-12);
  near(Number(pairs.alone?.mean), 554 / 600, 1e-12);
  assert.deepEqual([pairs.better, pairs.worse], [2, 1]);
  assert.deepEqual(pairs.range, [0.9, 0.95]);
  assert.equal(
    pairsCsv(comparison),
    [
      'seed,student,accuracy,correct,total',
      '7,alone,0.9,180,200',
      '7,taught,0.92,184,200',
      '8,alone,0.94,188,200',
      '8,taught,0.95,190,200',
      '9,alone,0.93,186,200',
      '9,taught,0.9,180,200',
      '',
    ].join('\n'),
  );
});

test('one value has a mean and no spread, none has neither', () => {
  assert.equal(summarise([]), null);
  assert.deepEqual(summarise([2]), { mean: 2, spread: null, count: 1 });
  assert.deepEqual(summarise([1, 3]), { mean: 2, spread: Math.SQRT2, count: 2 });
});
