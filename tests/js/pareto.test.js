// What dominates what: ties, equal runs, costs that are not known; against a definition written another way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dominates, standings } from '../../www/features/pareto/model.js';
import { logRange } from '../../www/util/log-scale.js';
import { generator } from './random.js';

/** @param {[number, number | null, number][]} list */
const points = (list) => list.map(([id, cost, accuracy]) => ({ id, cost, accuracy }));

test('better in one and no worse in the other dominates; equal in both does not', () => {
  const at = (/** @type {number} */ cost, /** @type {number} */ accuracy) => ({ cost, accuracy });
  assert.equal(dominates(at(1, 0.9), at(2, 0.9)), true);
  assert.equal(dominates(at(2, 0.95), at(2, 0.9)), true);
  assert.equal(dominates(at(2, 0.9), at(2, 0.9)), false);
  assert.equal(dominates(at(1, 0.8), at(2, 0.9)), false);
  assert.equal(dominates(at(2, 0.9), at(1, 0.8)), false);
});

test('the front, and who on it dominates the others, cheapest first', () => {
  const all = standings(
    points([
      [0, 1000, 0.1],
      [1, 1000, 0.98],
      [2, 300, 0.97],
      [3, 100, 0.97],
      [4, 90, 0.95],
      [5, 400, 0.96],
    ]),
  );
  assert.deepEqual(
    [...all],
    [
      [0, [4, 3, 1]],
      [1, []],
      [2, [3]],
      [3, []],
      [4, []],
      [5, [3]],
    ],
  );
});

test('equal runs stand on the front together, and a third that is beaten is beaten by both', () => {
  const all = standings(
    points([
      [7, 10, 0.9],
      [3, 10, 0.9],
      [5, 11, 0.9],
    ]),
  );
  assert.deepEqual([all.get(7), all.get(3), all.get(5)], [[], [], [3, 7]]);
});

test('who has no cost neither dominates nor is dominated', () => {
  const all = standings(
    points([
      [0, null, 0.99],
      [1, 50, 0.9],
      [2, NaN, 0.99],
      [3, 60, 0.8],
    ]),
  );
  assert.deepEqual([...all.keys()], [1, 3]);
  assert.deepEqual(all.get(3), [1]);
  assert.deepEqual([...standings([])], []);
});

test('with any runs: a sweep from the cheapest finds the same front, and every other has its reason on it', () => {
  const { real: draw } = generator(5);
  for (let round = 0; round < 200; round += 1) {
    // Few different values, so that ties are many.
    const all = Array.from({ length: 1 + Math.floor(draw() * 12) }, (_, id) => ({
      id,
      cost: 1 + Math.floor(draw() * 6),
      accuracy: Math.floor(draw() * 6) / 6,
    }));
    const found = standings(all);
    /** @type {Set<number>} */
    const front = new Set();
    let best = -1;
    for (const cost of [1, 2, 3, 4, 5, 6]) {
      const here = all.filter((one) => one.cost === cost);
      const top = Math.max(...here.map(({ accuracy }) => accuracy));
      if (here.length === 0 || top <= best) continue;
      for (const one of here) if (one.accuracy === top) front.add(one.id);
      best = top;
    }
    assert.deepEqual(new Set([...found].filter(([, by]) => by.length === 0).map(([id]) => id)), front);
    for (const [id, by] of found) {
      assert.equal(by.length === 0, front.has(id));
      for (const other of by) assert.ok(front.has(other) && dominates(all[other], all[id]));
    }
  }
});

test('a range holds all with room, and one value has some too', () => {
  const [low, high] = logRange([100, 10_000], 0.1);
  assert.ok(Math.abs(Math.log10(low) - 1.8) < 1e-9 && Math.abs(Math.log10(high) - 4.2) < 1e-9);
  const [from, to] = logRange([50], 0);
  assert.ok(Math.abs(to / from - 2) < 1e-9 && Math.abs(from * to - 2500) < 1e-6);
});
