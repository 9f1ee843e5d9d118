// Methods: what takes the place of what does not go together (tests/native/fit.rs tries every choice), and what a method takes.
import './module.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countsOf,
  DEFAULT_METHOD,
  fit,
  fixedRatio,
  hasMovement,
  methodText,
  overall,
  readGroup,
} from '../../www/ops/method.js';
import { initialState, reduce } from '../../www/state/state.js';
import { placeOf } from '../../www/state/trajectory.js';
import { otherScope, sameMethod } from '../../www/state/tree.js';

/** @typedef {import('../../www/protocol.js').PruneMethod} PruneMethod */

const facts = { sizes: [784, 300, 100, 10], images: 12000, movement: false, ratio: 0.6 };
/** @param {Partial<PruneMethod>} fields @returns {PruneMethod} */
const method = (fields) => ({ ...DEFAULT_METHOD, ...fields });

test('a change takes with it what it needs, and only that', () => {
  const few = fit(DEFAULT_METHOD, { score: 'wanda' }, { ...facts, images: 300 }).method;
  assert.equal(few.calibration, 300, 'no more images than there are');
  assert.equal(fit(few, { score: 'fisher' }, { ...facts, images: 300 }).method.calibration, 300);
  assert.deepEqual(fit(few, { score: 'magnitude' }, facts).method, DEFAULT_METHOD);
  const own = fit(DEFAULT_METHOD, { scope: 'own' }, facts).method;
  assert.deepEqual(own.ratios, [0.6, 0.6, 0.6]);
  assert.deepEqual(fit(own, { shape: 'neurons' }, facts).method.ratios, [0.6, 0.6]);
  assert.equal(fit(own, { scope: 'global' }, facts).method.ratios, undefined);
  const obs = fit(fit(DEFAULT_METHOD, { score: 'obs' }, facts).method, { correct: true }, facts).method;
  assert.equal(obs.correct, true);
  assert.equal(fit(obs, { score: 'wanda' }, facts).method.correct, undefined);
  assert.equal(fit(obs, { shape: '2:4' }, facts).method.correct, true);
  assert.equal(fit(obs, { shape: 'neurons' }, facts).method.correct, undefined);
  assert.deepEqual(fit(method({ score: 'random', seed: 9 }), { shape: 'neurons' }, facts).method.seed, 9);
  assert.deepEqual(fit(DEFAULT_METHOD, { score: 'movement' }, facts).fallen, [
    { what: 'score', from: 'movement', to: 'magnitude' },
  ]);
  assert.equal(fit(DEFAULT_METHOD, { score: 'movement' }, { ...facts, movement: true }).method.score, 'movement');
});

test('ratios of layers do not outlive what they were of', () => {
  const own = method({ scope: 'own', ratios: [0.9, 0.2] });
  const about = { ...facts, sizes: [4, 3, 2], ratio: 0.5 };
  assert.deepEqual(fit(own, { score: 'random' }, about).method.ratios, [0.9, 0.2]);
  // Two hidden layers have as many ratios of neurons as one has of weights.
  const neurons = fit(own, { shape: 'neurons' }, { ...about, sizes: [4, 3, 3, 2] }).method;
  assert.deepEqual(neurons.ratios, [0.5, 0.5]);
  assert.deepEqual(fit({ ...neurons, ratios: [0.9, 0.2] }, { shape: 'weights' }, about).method.ratios, [0.5, 0.5]);
});

test('methods that do the same are the same, and no others', () => {
  const long = method({ shape: 'weights', calibration: 1000, seed: 0, ratios: [], correct: false });
  assert.ok(sameMethod(DEFAULT_METHOD, long));
  assert.equal(methodText(long), 'magnitude,layer,exact');
  const others = [
    method({ shape: '2:4' }),
    method({ shape: '1:4' }),
    method({ score: 'wanda' }),
    method({ score: 'wanda', calibration: 999 }),
    method({ score: 'random', seed: 1 }),
    method({ scope: 'own', ratios: [0.5] }),
    method({ scope: 'own', ratios: [0.5, 0.5] }),
    method({ score: 'obs', correct: true }),
  ];
  assert.equal(new Set(others.map(methodText)).size, others.length);
  for (const one of others) assert.doesNotMatch(methodText(one), /[\s;~()&]/);
  assert.deepEqual(otherScope(method({ scope: 'own', ratios: [0.5] })), method({ scope: 'global' }));
  assert.deepEqual(otherScope(method({ scope: 'global', score: 'lamp' })), method({ score: 'lamp' }));
});

test('N:M is read strictly and takes its own share', () => {
  assert.deepEqual(readGroup('2:4'), { keep: 2, of: 4 });
  for (const wrong of ['4:2', '4:4', '0:4', '1:17', '2:', ':4', '2:4:8', '-1:4', ' 2:4', '2.5:4'])
    assert.equal(readGroup(wrong), null, wrong);
  assert.equal(fixedRatio(method({ shape: '1:4' })), 0.75);
  assert.equal(fixedRatio(DEFAULT_METHOD), null);
  let state = reduce({ ...initialState(), place: placeOf(0.9) }, { type: 'method', method: method({ shape: '1:4' }) });
  assert.equal(state.place, placeOf(0.75));
  state = reduce(state, { type: 'ratio', ratio: 0.2 });
  assert.equal(state.place, placeOf(0.75), 'the slider has no say');
});

test('own ratios come to what they take of the whole', () => {
  assert.deepEqual(countsOf(DEFAULT_METHOD, [784, 256, 10]), [200704, 2560]);
  assert.deepEqual(countsOf(method({ shape: 'neurons' }), [784, 300, 100, 10]), [300, 100]);
  assert.equal(overall([300, 100], [0.5, 0.1]), 0.4);
  assert.equal(overall([300, 100], [0.8, 0.4]), 0.7);
});

test('movement is known of the training that noted it, pruned or not', () => {
  const config = { epochs: 1, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };
  /** @type {any} */
  const list = [
    { id: 0, parent: null, op: { op: 'init' } },
    { id: 1, parent: 0, op: { op: 'movement', config } },
    { id: 2, parent: 1, op: { op: 'prune', method: DEFAULT_METHOD, ratio: 0.5 } },
    { id: 3, parent: 2, op: { op: 'fineTune', config, mask: 'keep' } },
  ];
  const nodes = new Map(list.map((/** @type {any} */ node) => [node.id, node]));
  assert.deepEqual(
    [null, 0, 1, 2, 3].map((id) => hasMovement(nodes, id)),
    [false, false, true, true, false],
  );
});
