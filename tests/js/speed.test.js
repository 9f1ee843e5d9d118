// What kernels are timed on, and where sparse begins to win.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DENSITIES, KERNELS, speedWishes, timesDense, winsBelow } from '../../www/ops/speed.js';

/** @import { Kernel, SpeedRow } from '../../www/protocol.js' */

/** @param {number} group @param {Kernel} kind @param {number} density @param {number} median @returns {SpeedRow} */
const row = (group, kind, density, median) => ({
  group,
  of: 0,
  kind,
  density,
  median,
  low: median,
  high: median,
  unfit: null,
  agreement: null,
});

test('the network itself by every kernel, then each density; 2:4 at a half', () => {
  const [own, ...groups] = speedWishes(null);
  assert.deepEqual(
    own.filter(({ batch }) => batch === undefined).map(({ kind }) => kind),
    KERNELS,
  );
  assert.deepEqual(
    own.filter(({ batch }) => batch === 1).map(({ kind }) => kind),
    ['dense', 'csr'],
  );
  assert.equal(groups.length, DENSITIES.length);
  groups.forEach((wishes, index) => {
    const has = wishes.some(({ kind }) => kind === 'twoFour');
    assert.equal(has, DENSITIES[index] === 0.5);
    assert.equal(wishes[0].kind, 'dense');
    assert.ok(Math.abs((wishes[0].prune?.ratio ?? NaN) - (1 - DENSITIES[index])) < 1e-9);
  });
});

test('times are of the dense kernel of the same group; the network itself is no point of the line', () => {
  const rows = [row(0, 'csr', 0.5, 9), row(1, 'dense', 1, 10), row(1, 'csr', 1, 2), row(2, 'dense', 0.1, 8)];
  rows.push(row(2, 'csr', 0.1, 16), { ...row(2, 'twoFour', 0.5, 0), unfit: { why: 'notTwoFour', layer: 1 } });
  assert.deepEqual(timesDense(rows, 'csr'), [
    { density: 0.1, times: 2 },
    { density: 1, times: 0.2 },
  ]);
  assert.deepEqual(timesDense(rows, 'twoFour'), []);
});

test('where it begins to win lies between two points', () => {
  const line = [
    { density: 0.01, times: 3 },
    { density: 0.1, times: 0.5 },
  ];
  const below = winsBelow(line) ?? NaN;
  // 3 falls to 1 after 0.8 of the way to 0.5: 10 to the power of -2 + 0.8.
  assert.ok(Math.abs(below - 10 ** -1.2) < 1e-9);
  assert.equal(winsBelow([{ density: 0.02, times: 0.9 }]), null);
  assert.equal(winsBelow([{ density: 0.02, times: 1.5 }]), 1);
  assert.equal(winsBelow([]), null);
});
