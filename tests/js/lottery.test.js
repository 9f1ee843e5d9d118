// The lottery: what is asked for, and what its results become.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addEnd,
  ARMS,
  defaultLottery,
  lotteryCsv,
  lotteryRows,
  readLottery,
} from '../../www/features/lottery/model.js';

/** @typedef {import('../../www/features/lottery/model.js').Lottery} Lottery */
/** @typedef {import('../../www/features/lottery/model.js').LotteryForm} LotteryForm */

const info = /** @type {any} */ ({ train: 1000, width: 28, height: 28, classes: 10 });
const config = { epochs: 1, batchSize: 64, optimizer: { kind: /** @type {const} */ ('adam'), lr: 0.001 } };
const settings = { hidden: [32], seed: 7, config, info };

test('the form becomes a description a seed', () => {
  const form = { rounds: '4', share: '20', epochs: '3', seeds: '2', step: '0' };
  const { specs, faults } = readLottery(form, settings);
  assert.deepEqual(faults, []);
  assert.deepEqual(specs[0], {
    pixels: 784,
    hidden: [32],
    classes: 10,
    images: 1000,
    seed: 7,
    config: { ...config, epochs: 3 },
    rounds: 4,
    fraction: 0.2,
    toStep: null,
  });
  assert.deepEqual(
    specs.map(({ seed }) => seed),
    [7, 8],
  );
  assert.equal(readLottery({ ...form, step: '47' }, settings).specs[1].toStep, 47);
  const last = readLottery(form, { ...settings, seed: Number.MAX_SAFE_INTEGER }).specs[1].seed;
  assert.equal(last, 0, 'no seed beyond what is exact');
  assert.deepEqual(readLottery(defaultLottery(), settings).faults, []);
});

test('what is out of range is named', () => {
  const faults = (/** @type {Partial<LotteryForm>} */ change) =>
    readLottery({ ...defaultLottery(), ...change }, settings).faults;
  assert.deepEqual(faults({ rounds: '16' }), ['rounds']);
  assert.deepEqual(faults({ share: '0', epochs: 'many' }), ['share', 'epochs']);
  assert.deepEqual(faults({ seeds: '1.5' }), ['seeds']);
  // Three epochs of 16 batches: batch 48 is the end.
  assert.deepEqual(faults({ step: '48' }), ['step']);
  assert.deepEqual(faults({ step: '-1' }), ['step']);
});

/** A lottery of one round with two seeds. @returns {Lottery} */
function begun() {
  const trials = [{ arm: 'ticket', round: 0 }, ...ARMS.map((arm) => ({ arm, round: 1 }))];
  return { plan: /** @type {any} */ ({ kept: [1, 0.6], trials }), seeds: [3, 4], found: [] };
}

/** @param {number} list @param {number} correct @returns {import('../../www/protocol.js').ListEnd} */
const end = (list, correct) => ({
  list,
  evaluation: { correct, total: 200, loss: 0.1, confusion: new Uint32Array(1) },
  kept: 60,
  weights: 100,
});

test('mean and sample standard deviation are over the seeds that are done', () => {
  let lottery = begun();
  assert.deepEqual(lotteryRows(lottery)[1].cells, { ticket: null, reinit: null, shuffle: null, kept: null });
  lottery = addEnd(lottery, 3, end(1, 190));
  assert.deepEqual(lotteryRows(lottery)[1].cells.ticket, { mean: 0.95, spread: null, count: 1 });
  lottery = addEnd(lottery, 4, end(1, 180));
  const cell = lotteryRows(lottery)[1].cells.ticket;
  assert.ok(cell && Math.abs(cell.mean - 0.925) < 1e-12);
  // (0.025^2 + 0.025^2) / (2 - 1), and its root.
  assert.ok(Math.abs(Number(cell.spread) - 0.025 * Math.SQRT2) < 1e-12);
  assert.equal(lotteryRows(lottery)[1].cells.kept, null);
  assert.equal(lotteryRows(lottery)[0].kept, 1);
  // Told twice it counts once.
  assert.equal(lotteryRows(addEnd(lottery, 4, end(1, 180)))[1].cells.ticket?.count, 2);
});

test('the table is saved network by network', () => {
  let lottery = begun();
  lottery = addEnd(lottery, 4, end(0, 200));
  lottery = addEnd(lottery, 3, end(4, 150));
  lottery = addEnd(lottery, 3, end(2, 100));
  assert.equal(
    lotteryCsv(lottery),
    [
      'seed,arm,round,kept,accuracy,correct,total',
      '3,reinit,1,0.6,0.5,100,200',
      '3,kept,1,0.6,0.75,150,200',
      '4,ticket,0,0.6,1,200,200',
      '',
    ].join('\n'),
  );
});
