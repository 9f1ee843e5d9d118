// The lottery: what is asked for, and what its results become.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addEnd,
  ARMS,
  defaultLottery,
  lotteryCsv,
  lotteryRows,
  epochsOf,
  readLottery,
  ticketOf,
  withWays,
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
  return { plan: /** @type {any} */ ({ kept: [1, 0.6], trials }), seeds: [3, 4], epochs: 2, found: [] };
}

/** @param {number} list @param {number} correct @returns {import('../../www/protocol.js').ListEnd} */
const end = (list, correct) => ({
  list,
  evaluation: { correct, total: 200, loss: 0.1, confusion: new Uint32Array(1) },
  before: { correct: correct - 100, total: 200, loss: 0.1, confusion: new Uint32Array(1) },
  kept: 60,
  weights: 100,
});

test('mean and sample standard deviation are over the seeds that are done', () => {
  let lottery = begun();
  assert.deepEqual(lotteryRows(lottery)[1].cells, {
    ticket: null,
    reinit: null,
    shuffle: null,
    kept: null,
    dense: null,
  });
  lottery = addEnd(lottery, 3, end(1, 190));
  assert.deepEqual(lotteryRows(lottery)[1].cells.ticket, { mean: 0.95, spread: null, count: 1 });
  lottery = addEnd(lottery, 4, end(1, 180));
  const cell = lotteryRows(lottery)[1].cells.ticket;
  assert.ok(cell && Math.abs(cell.mean - 0.925) < 1e-12);
  // (0.025^2 + 0.025^2) / (2 - 1), and its root.
  assert.ok(Math.abs(Number(cell.spread) - 0.025 * Math.SQRT2) < 1e-12);
  assert.equal(lotteryRows(lottery)[1].cells.kept, null);
  assert.ok(Math.abs(Number(lotteryRows(lottery)[1].before.ticket?.mean) - 0.425) < 1e-12);
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

const op = (/** @type {string} */ name) => /** @type {any} */ ({ op: name });

test('ways that are not ticked are not trained, the dense network is trained on for as long', () => {
  const trials = [
    { arm: 'ticket', round: 0, ops: [op('init'), op('train')] },
    { arm: 'ticket', round: 1, ops: [op('a')] },
    { arm: 'kept', round: 1, ops: [op('b')] },
    { arm: 'kept', round: 2, ops: [op('c')] },
  ];
  const plan = /** @type {any} */ ({ kept: [1, 0.6, 0.4], trials });
  const none = { ticket: false, reinit: false, shuffle: false, kept: false, dense: false };
  const listed = (/** @type {any} */ ticked) =>
    withWays(plan, { ...none, ...ticked }).trials.map(({ arm, round, ops }) => `${arm} ${round} ${ops.length}`);
  assert.deepEqual(listed({}), ['ticket 0 2']);
  assert.deepEqual(listed({ kept: true }), ['ticket 0 2', 'kept 1 1', 'kept 2 1']);
  assert.deepEqual(listed({ dense: true }), ['ticket 0 2', 'dense 1 3', 'dense 2 4']);
  assert.deepEqual(
    withWays(plan, { ...none, dense: true }).trials[2].ops.map((one) => one.op),
    ['init', 'train', 'train', 'train'],
  );
});

test('what goes on training costs as many epochs more with each round', () => {
  assert.deepEqual(
    ARMS.map((arm) => epochsOf(arm, 2, 3).network),
    [3, 3, 3, 9],
  );
  assert.equal(epochsOf('dense', 2, 3).network, 9);
});

test('a ticket wins as long as it reaches the dense network within its spread', () => {
  /** @param {number} round @param {number | null} mean @param {number | null} [spread] @returns {any} */
  const row = (round, mean, spread = null) => ({
    round,
    kept: 0.5 ** round,
    cells: { ticket: mean === null ? null : { mean, spread, count: 2 } },
  });
  const rows = [row(0, 0.95, 0.01), row(1, 0.96), row(2, 0.945), row(3, 0.93), row(4, null)];
  assert.equal(ticketOf(rows)?.winning?.round, 2);
  assert.equal(ticketOf(rows)?.last.round, 3);
  assert.equal(ticketOf([row(0, 0.95), row(1, 0.9)])?.winning, null);
  assert.equal(ticketOf([row(0, 0.95)]), null);
});
