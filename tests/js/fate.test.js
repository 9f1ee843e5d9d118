// The fate strip: stretches of the same class along the slider; and what is known of an image at a place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stretchesOf } from '../../www/features/fate/model.js';
import {
  fateAt,
  fateClasses,
  gridPointNow,
  imageNow,
  largest,
  moment,
  onStage,
  probabilitiesNow,
  sameSubject,
} from '../../www/state/moment.js';
import { after, done, INIT, prune, ranking, run, TRAIN, tune } from './lab.js';

test('stretches cover the axis without a gap, and end midway to the next grid point', () => {
  const ratios = [0, 0.5, 0.9, 0.95, 1];
  const stretches = stretchesOf([7, 7, 9, 7, 1], ratios, 7);
  assert.deepEqual(
    stretches.map(({ label, right, first, last }) => [label, right, first, last]),
    [
      [7, true, 0, 1],
      [9, false, 2, 2],
      [7, true, 3, 3],
      [1, false, 4, 4],
    ],
  );
  assert.equal(stretches[0].from, 0);
  assert.equal(stretches[0].to, 0.7);
  assert.equal(stretches.at(-1)?.to, 1);
  for (let at = 1; at < stretches.length; at += 1) assert.equal(stretches[at].from, stretches[at - 1].to);
});

const subject = /** @type {const} */ ({ kind: 'test', index: 3 });
const state = after(...done(run(0, null, INIT), run(1, 0, TRAIN)), ranking(1), { type: 'ratio', ratio: 0.3 });
const ranked = /** @type {NonNullable<typeof state.ranked>} */ (state.ranked);
/** Class 0 with probability 1, 0.9, 0.8 ... at the eleven grid points. */
const probabilities = Float32Array.from({ length: 22 }, (_, at) =>
  at % 2 === 0 ? 1 - (at >> 1) / 10 : (at >> 1) / 10,
);
const fate = { ranked, subject, probabilities };
const answer = { subject, layers: [], probabilities: Float32Array.of(0.25, 0.75) };

/** @param {object} change @param {typeof state} [at] */
const showing = (change, at = state) =>
  /** @type {typeof state} */ ({ ...at, slices: { moment: { ...moment.initial, subject, fate, answer, ...change } } });

test('classes along the slider are the most probable ones', () => {
  assert.deepEqual(fateClasses(fate), [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  assert.deepEqual([...fateAt(fate, 0)], [1, 0]);
  assert.equal(largest([]), null);
  assert.equal(largest([1, 3, 3]), 1);
});

test('at a grid point the probabilities are looked up, and elsewhere they are the last answer', () => {
  assert.deepEqual(gridPointNow(state), { point: 3, exact: true });
  assert.deepEqual(probabilitiesNow(showing({})), fateAt(fate, 3));
  assert.deepEqual(probabilitiesNow(showing({ dense: true })), fateAt(fate, 0));
  assert.equal(probabilitiesNow(showing({ fate: null })), answer.probabilities);
  assert.equal(
    probabilitiesNow(showing({ fate: { ...fate, subject: { kind: 'test', index: 4 } } })),
    answer.probabilities,
  );
});

test('an empty surface predicts nothing', () => {
  assert.equal(probabilitiesNow(showing({ strokes: [], subject: null })), null);
});

test('the network on the stage: pruned, fine-tuned, dense when it is chosen or held', () => {
  const tuned = after(...done(run(0, null, INIT), run(1, 0, TRAIN), run(2, 1, prune(0.5)), run(3, 2, tune())));
  assert.equal(onStage(showing({})), 'pruned');
  assert.equal(onStage(showing({ held: true })), 'dense');
  assert.equal(onStage(showing({}, tuned)), 'tuned');
  assert.equal(onStage(showing({ dense: true }, tuned)), 'dense');
});

test('moving the slider puts the pruned network back on the stage', () => {
  const own = { ...moment.initial, dense: true };
  const next = moment.reduce?.(own, { type: 'ratio', ratio: 0.4 }, state, state);
  assert.equal(next?.dense, false);
});

test('another data set begins anew', () => {
  const before = { ...state, data: { ...state.data, info: null } };
  const own = { ...moment.initial, strokes: [Float32Array.of(0, 0)], labels: new Uint8Array(50) };
  const next = moment.reduce?.(own, { type: 'booted' }, state, before);
  assert.equal(next?.strokes, null);
  assert.equal(next?.labels, null);
});

test('the image on the stage is the page’s, or the first where there are not so many', () => {
  assert.equal(imageNow({ ...state, page: { ...state.page, image: 49 } }), 49);
  assert.equal(imageNow({ ...state, page: { ...state.page, image: 50 } }), 0);
});

test('a neuron that another network does not have is not looked at', () => {
  const own = { ...moment.initial, neuron: { layer: 0, neuron: 2, across: 2 } };
  assert.equal(moment.reduce?.(own, { type: 'booted' }, state, state), own);
  const far = { ...own, neuron: { layer: 0, neuron: 3, across: 2 } };
  assert.equal(moment.reduce?.(far, { type: 'booted' }, state, state)?.neuron, null);
});

test('the same test image is the same subject; drawings are when they are the same pixels', () => {
  const pixels = new Uint8Array(4);
  assert.ok(sameSubject({ kind: 'test', index: 3 }, subject));
  assert.ok(!sameSubject({ kind: 'test', index: 2 }, subject));
  assert.ok(!sameSubject({ kind: 'pixels', pixels }, { kind: 'pixels', pixels }));
  assert.ok(!sameSubject(null, subject));
});
