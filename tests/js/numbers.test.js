// Numbers as people read them, and as they write them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyStop, nextStop, twentieths } from '../../www/features/band/stops.js';
import { defaultTrainForm, readHidden, readRatios, readTraining, writeTraining } from '../../www/ops/forms.js';
import { LIMITS, readNumber } from '../../www/ops/limits.js';
import { bytes, duration, fixed, milliseconds, percent, points, weight } from '../../www/words/format.js';

/** Spaces that do not break look like spaces here. @param {string} text */
const plain = (text) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

test('percent, points and counts', () => {
  assert.equal(plain(percent(0.8, 'en')), '80.0 %');
  assert.equal(percent(0.8, 'zh'), '80.0%');
  assert.equal(plain(percent(0.98125, 'en', 2)), '98.13 %');
  assert.equal(plain(points(-0.132, 'en')), '-13.2');
  assert.equal(plain(points(0.0512, 'en')), '+5.1');
  assert.equal(points(-0.0001, 'en'), '\u00b10.0');
  assert.equal(plain(fixed(-1234.5, 'en', 1)), '-1,234.5');
  assert.equal(fixed(-0.0001, 'en', 1), '0.0');
  assert.equal(fixed(Number.NaN, 'en'), 'NaN');
});

test('bytes keep three figures', () => {
  assert.deepEqual(
    [0, 999, 1000, 12345, 813_060, 999_499, 999_600, 1_234_567, 2_500_000_000].map((count) =>
      plain(bytes(count, 'en')),
    ),
    ['0 B', '999 B', '1.00 kB', '12.3 kB', '813 kB', '999 kB', '1.00 MB', '1.23 MB', '2.50 GB'],
  );
});

test('times and weights', () => {
  assert.deepEqual(
    [0, 12.1, 59.4, 75, 3600, 3725].map((seconds) => plain(duration(seconds))),
    ['0 s', '13 s', '1:00', '1:15', '1:00:00', '1:02:05'],
  );
  assert.equal(plain(milliseconds(Math.PI, 'en')), '3.1 ms');
  assert.equal(plain(milliseconds(314.159, 'en')), '314 ms');
  assert.deepEqual(
    [0, -0.03123, 0.5, 0.00001234].map((value) => plain(weight(value))),
    ['0', '-0.0312', '0.500', '1.23e-5'],
  );
});

test('numbers are read strictly', () => {
  for (const text of ['', ' ', 'abc', '0x10', 'Infinity', '-1', '1e999', '1 2', '٣'])
    assert.equal(readNumber(text, LIMITS.lr), null, text);
  assert.equal(readNumber(' 0.001 ', LIMITS.lr), 0.001);
  assert.equal(readNumber('1e-3', LIMITS.lr), 0.001);
  assert.equal(readNumber('.5', LIMITS.ratio), 0.5);
  assert.equal(readNumber('2.5', LIMITS.epochs), null);
  assert.equal(readNumber('1001', LIMITS.epochs), null);
});

test('hidden layers', () => {
  assert.deepEqual(readHidden('256'), [256]);
  assert.deepEqual(readHidden(' 300, 100 '), [300, 100]);
  assert.deepEqual(readHidden('300 100，50'), [300, 100, 50]);
  for (const text of ['', '0', '1025', '1,2,3,4,5', '12.5', 'a', '-3']) assert.equal(readHidden(text), null, text);
});

test('forms say which fields are wrong, and come back from settings', () => {
  const form = { ...defaultTrainForm(), lr: 'fast', epochs: '0' };
  assert.deepEqual(readTraining(form).faults.sort(), ['epochs', 'lr']);
  for (const optimizer of /** @type {const} */ (['adam', 'adamW', 'sgd'])) {
    const { value, faults } = readTraining({ ...defaultTrainForm(), optimizer });
    assert.deepEqual(faults, []);
    assert.deepEqual(readTraining({ ...defaultTrainForm(), ...writeTraining(value) }).value, value);
  }
  const still = readTraining({ ...defaultTrainForm(), optimizer: 'sgd', momentum: '0', nesterov: true });
  assert.deepEqual([still.faults, still.value.optimizer.kind === 'sgd' && still.value.optimizer.nesterov], [[], false]);
});

test('the slider: whole percents, then quarters, then tenths', () => {
  assert.deepEqual([nextStop(0, 1), nextStop(79.6, 1), nextStop(89, 1), nextStop(100, 1)], [1, 80, 90, 100]);
  assert.deepEqual([nextStop(100, -1), nextStop(99, -1), nextStop(90, -1), nextStop(0, -1)], [99.9, 98.75, 89, 0]);
  /** @type {number[]} */
  const way = [];
  for (let value = 90; value < 91;) {
    value = nextStop(value, 1);
    way.push(value);
  }
  assert.deepEqual(way, [90.25, 90.5, 90.75, 91]);
  for (let value = 0, steps = 0; value < 100; steps += 1) {
    const next = nextStop(value, 1);
    assert.ok(next > value && steps < 200);
    assert.equal(twentieths(next), next);
    value = next;
  }
});

test('keys of the slider', () => {
  assert.deepEqual(
    ['ArrowUp', 'ArrowLeft', 'PageUp', 'PageDown', 'Home', 'End', 'a'].map((key) => keyStop(key, 50)),
    [51, 49, 60, 40, 0, 100, null],
  );
  assert.equal(keyStop('PageUp', 95), 100);
  // The curve is measured at stops, so pages end at one, too.
  assert.equal(keyStop('PageDown', 99.9), 90);
  assert.equal(keyStop('PageUp', 85.3), 95.25);
});

test('a comma is read as it is meant, or asked about', () => {
  const real = { min: 0, max: 2000, whole: false };
  const whole = { min: 0, max: 2000, whole: true };
  assert.deepEqual(
    ['0,001', '97,5', '1,024', '0\uff0c5', '1,02,3'].map((text) => readNumber(text, real)),
    [0.001, 97.5, null, 0.5, null],
  );
  assert.deepEqual(
    ['1,024', '97,5', '0,001', '64'].map((text) => readNumber(text, whole)),
    [1024, null, null, 64],
  );
  assert.deepEqual(readRatios('50, 97,5').fault, { code: 'comma', piece: '97,5', one: '97.5', two: '97, 5' });
  assert.deepEqual(readRatios('97,5; 98,5').fault, { code: 'comma', piece: '97,5', one: '97.5', two: '97, 5' });
  assert.deepEqual(readRatios('0,05').ratios, []);
  assert.deepEqual(readRatios('97, 5').ratios, [0.05, 0.97]);
  assert.deepEqual(readRatios('90,95').ratios, [0.9, 0.95]);
  assert.deepEqual(readRatios('50,60,70').ratios, [0.5, 0.6, 0.7]);
  assert.equal(readHidden('1,024'), null);
  assert.equal(readHidden('300 1,024'), null);
  assert.deepEqual(readHidden('1024'), [1024]);
  assert.deepEqual(readHidden('300,100'), [300, 100]);
  assert.deepEqual(readHidden('1, 24'), [1, 24]);
});
