// Which parts of the engine the worker fetches before a command.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsFor } from '../../www/worker/parts.js';

/** @typedef {import('../../www/protocol.js').Request} Request */
/** @typedef {import('../../www/protocol.js').Op} Op */
/** @typedef {import('../../www/protocol.js').PruneMethod} PruneMethod */

/** @type {PruneMethod} */
const magnitude = { score: 'magnitude', scope: 'global', rule: 'exact' };
/** @type {import('../../www/protocol.js').TrainConfig} */
const config = { epochs: 1, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };
/** @param {...Op} ops @returns {Request} */
const run = (...ops) => ({ name: 'run', params: { runId: 1, parent: null, ops, again: false } });
/** @param {PruneMethod} method @returns {Request} */
const rank = (method) => ({ name: 'rank', params: { base: 0, method } });

test('a first visit needs no part but the first', () => {
  /** @type {Request[]} */
  const commands = [
    { name: 'loadDigits', params: { spec: { source: 'digits', train: 10, test: 10, seed: 1 } } },
    run({ op: 'init', hidden: [8], seed: 1 }, { op: 'train', config }),
    rank(magnitude),
    { name: 'evaluate', params: { base: 0, method: { ...magnitude, scope: 'layer' }, ratio: 0.5 } },
    run({ op: 'prune', method: magnitude, ratio: 0.9 }, { op: 'fineTune', config, mask: 'forget' }),
    { name: 'weights', params: { node: 0 } },
    { name: 'control', params: { runId: 1, action: 'stop' } },
  ];
  for (const command of commands) assert.deepEqual(partsFor(command), [], command.name);
});

test('other scores, scopes, rules and shapes need more', () => {
  /** @type {PruneMethod[]} */
  const methods = [
    { ...magnitude, score: 'obs' },
    { ...magnitude, scope: 'row' },
    { ...magnitude, rule: 'kth-value' },
    { ...magnitude, shape: '2:4' },
    { ...magnitude, correct: true },
    { ...magnitude, scope: 'own', ratios: [0.5, 0.2] },
  ];
  for (const method of methods) {
    assert.deepEqual(partsFor(rank(method)), ['more'], JSON.stringify(method));
    assert.deepEqual(partsFor(run({ op: 'prune', method, ratio: 0.5 })), ['more'], JSON.stringify(method));
  }
});

test('other operations need more, files need theirs', () => {
  assert.deepEqual(partsFor(run({ op: 'train', config }, { op: 'rewind' }, { op: 'shuffle', seed: 1 })), ['more']);
  assert.deepEqual(partsFor(run({ op: 'import', name: 'a', digest: 'b', seed: 0 }, { op: 'reinit', seed: 1 })), [
    'files',
    'more',
  ]);
  assert.deepEqual(partsFor({ name: 'loadFiles', params: { name: 'mnist', files: [] } }), ['files']);
  assert.deepEqual(partsFor({ name: 'exportModel', params: { node: 1, prune: null, kind: 'compact' } }), [
    'files',
    'more',
  ]);
});
