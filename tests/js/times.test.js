// Times: what a race asks of the kernels, and what its rows say of each network.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KERNELS } from '../../www/ops/speed.js';
import { createStore } from '../../www/state/store.js';
import { fastest, isTimeable, raceOf, timeOf, times, timesFrom } from '../../www/state/times.js';
import { INIT, magnitude, run } from './lab.js';

const [one, two] = [run(3, null, INIT), run(8, null, INIT)];
const pruned = { node: one, prune: { method: magnitude, ratio: 0.5 } };
const subjects = [{ node: one, prune: null }, { node: two, prune: null }, pruned];

/** @param {number} of @param {any} kind @param {number} median @param {number} same */
const row = (of, kind, median, same) => ({
  group: 0,
  of,
  kind,
  density: 1,
  unfit: null,
  median,
  low: median / 2,
  high: median * 2,
  agreement: { same, total: 100, correct: 90, gap: 0 },
});

test('the fastest kernel with the same answers counts, in milliseconds per 1,000 images', () => {
  const rows = [row(0, 'dense', 50_000, 100), row(0, 'int8', 900_000, 99), row(0, 'csr', 100_000, 100)];
  assert.deepEqual(fastest(rows), { kind: 'csr', ms: 10, low: 5, high: 20 });
  assert.equal(fastest([]), null);
  const unfit = {
    ...row(1, 'twoFour', 0, 0),
    unfit: /** @type {any} */ ({ why: 'notTwoFour', layer: 1 }),
    agreement: null,
  };
  assert.equal(fastest([unfit]), null);
});

test('a run is handed over once, however it is pruned; every network runs by every kernel', () => {
  const { nodes, wishes } = raceOf(subjects);
  assert.deepEqual(
    nodes.map(({ id }) => id),
    [3, 8],
  );
  assert.deepEqual(
    wishes.map(({ of, kind, prune }) => [of, kind, prune?.ratio]),
    [
      [0, undefined],
      [1, undefined],
      [0, 0.5],
    ].flatMap(([of, ratio]) => KERNELS.map((kind) => [of, kind, ratio])),
  );
});

test('times are of one race: those of the race before, and of other networks, are not there', () => {
  const page = createStore({ frame: () => undefined });
  const own = page.slice(times);
  const rows = subjects.flatMap((_, index) => KERNELS.map((kind) => row(0, kind, 1000 * (index + 1), 100)));
  own.found({ race: timesFrom(subjects, rows) });
  assert.deepEqual(
    subjects.map((subject) => timeOf(page.get(), subject)?.ms),
    [1000, 500, 1e6 / 3000],
  );
  own.found({ race: timesFrom(subjects.slice(0, 1), rows) });
  assert.deepEqual(
    subjects.map((subject) => timeOf(page.get(), subject)?.ms),
    [1000, undefined, undefined],
  );
  assert.equal(timeOf(page.get(), { ...pruned, prune: { method: magnitude, ratio: 0.4 } }), null);
  assert.equal(timeOf(page.get(), null), null);
});

test('a network that rounds its inputs is not timed: no kernel gives its answers', () => {
  assert.equal(isTimeable({ node: { ...one, inputs: [{ scale: 0.1, top: 15 }] }, prune: null }), false);
  assert.equal(isTimeable({ node: one, prune: null }), true);
});
