// The header, the tiles, the run's controls, the slider and its chart, out of a state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accuracyData, sliderData } from '../../www/features/band/model.js';
import { headerData, runData, tilesData, titleText } from '../../www/shell/present.js';
import {
  after,
  config,
  done,
  evaluation,
  info,
  INIT,
  magnitude,
  point,
  prune,
  ranking,
  run,
  TRAIN,
  tune,
} from './lab.js';

/** @import { Op, PruneMethod } from '../../www/protocol.js' */
/** @import { I18n } from '../../www/i18n/index.js' */

/** Texts are their keys. */
const i18n = /** @type {I18n} */ (
  /** @type {unknown} */ ({ t: (/** @type {string} */ key) => key, language: () => 'en', has: () => true })
);
const trained = done(run(0, null, INIT, { correct: 25 }), run(1, 0, TRAIN));
const tuned = [...trained, ...done(run(2, 1, prune(0.5), { kept: 9 }), run(3, 2, tune(), { kept: 9, correct: 40 }))];
/** @param {number} ratio */
const at = (ratio) => ({ type: /** @type {const} */ ('ratio'), ratio });
const slid = [...trained, ranking(1), at(0.5)];
/** A run at work. @param {Op} op */
const working = (op) => ({ type: /** @type {const} */ ('runWanted'), runId: 9, parent: 1, ops: [op] });
/** How far it has come, with the losses since the last. @param {number} batch @param {number[]} losses */
const progress = (batch, losses) => ({
  type: /** @type {const} */ ('progress'),
  runId: 9,
  seq: 0,
  batch,
  totalBatches: 100,
  batchesPerEpoch: 50,
  losses: Float32Array.from(losses),
  epochs: [{ batch, trainLoss: 1, testAccuracy: 0.7, testLoss: 1, sparsity: 0.4 }],
  secondsLeft: 1,
  paused: false,
  teaching: false,
});

test('the header: what is loaded, what can be done, and which state the page is in', () => {
  const { dataset, seedFault, status, canUndo, canExport } = headerData(after(...slid), i18n);
  assert.deepEqual(dataset, { name: info.name, isBuiltIn: true, train: info.train, test: info.test });
  assert.deepEqual([seedFault, status, canUndo, canExport], [false, 'ready', true, true]);
  assert.equal(headerData(after({ type: 'seed', seed: '1.5' }), i18n).seedFault, true);
  const states = [
    after(),
    after(...trained),
    after(...slid),
    after(...slid, working(TRAIN)),
    after(...slid, working(tune())),
    after(...slid, { type: 'dataWanted' }),
    after({ type: 'bootFailed' }),
  ].map((state) => headerData(state, i18n).status);
  assert.deepEqual(states, ['loading', 'loading', 'ready', 'training', 'finetuning', 'loading', 'error']);
  assert.equal(headerData(after(...slid, working(TRAIN)), i18n).canExport, false);
});

test('the title tells how far a run has come, in whole percent', () => {
  assert.equal(titleText(after(...slid), i18n), 'Prunelab');
  assert.match(titleText(after(...slid, working(TRAIN), progress(42, [])), i18n), /^42\s*% /);
});

test('tiles: while a network is made its last epoch is shown, and nothing of the old one beside it', () => {
  const rest = tilesData(after(...slid, point(1, 0.5, 40)));
  assert.deepEqual([rest.dense, rest.sparsity, rest.pruned, rest.tuned, rest.busy], [0.9, 0.5, 0.8, null, null]);
  assert.equal(tilesData(after(...slid)).prunedPending, true);
  const training = tilesData(after(...slid, point(1, 0.5, 40), working(TRAIN), progress(50, [1])));
  assert.deepEqual(
    [training.busy, training.dense, training.liveAccuracy, training.pruned, training.prunedPending],
    ['train', null, 0.7, null, false],
  );
  const tuning = tilesData(after(...slid, point(1, 0.5, 40), working(tune()), progress(50, [1])));
  assert.deepEqual([tuning.busy, tuning.dense, tuning.pruned, tuning.liveTuned], ['tune', 0.9, 0.8, 0.7]);
  assert.deepEqual(tilesData(after(...tuned)).tuned, { accuracy: 0.8, ratio: 0.5, left: null });
  const forgot = done(run(2, 1, prune(0.5), { kept: 9 }), run(3, 2, tune('forget'), { kept: 18 }));
  assert.equal(tilesData(after(...trained, ...forgot)).tuned?.left, 0);
});

test('the controls: what can be begun, and the mean of the last fifty losses', () => {
  assert.deepEqual([runData(after()).canTrain, runData(after()).canTune], [true, false]);
  assert.equal(runData(after(...trained)).canTune, true);
  const losses = Array.from({ length: 120 }, (_, index) => index);
  const { run: now, canTune } = runData(after(...trained, working(TRAIN), progress(100, losses)));
  assert.equal(canTune, false);
  assert.equal(now?.trainLoss, (70 + 119) / 2);
  assert.equal(runData(after(...trained, working(TRAIN))).run?.trainLoss, null);
});

test('the slider: it cannot be moved before there is an order, and has no say with N:M', () => {
  assert.equal(sliderData(after(...trained), i18n).enabled, false);
  const { enabled, ratio, kind, shape, fixed } = sliderData(after(...slid), i18n);
  assert.deepEqual([enabled, ratio, kind, shape, fixed], [true, 0.5, 'weights', null, null]);
  const groups = sliderData(after(...slid, { type: 'method', method: { ...magnitude, shape: '2:4' } }), i18n);
  assert.deepEqual([groups.kind, groups.shape, groups.ratio, groups.fixed !== null], ['groups', '2:4', 0.5, true]);
});

test('the chart: the slider’s curve, dots of fine-tuned runs, curves of other methods, and where the slider stands', () => {
  /** @type {PruneMethod} */
  const global = { ...magnitude, scope: 'global' };
  const others = [
    { type: /** @type {const} */ ('method'), method: global },
    ranking(1, global),
    point(1, 0, 45, global),
    point(1, 1, 5, global),
    { type: /** @type {const} */ ('method'), method: magnitude },
  ];
  const curve = [ranking(1), at(0.5), point(1, 0, 45), point(1, 0.5, 40), point(1, 1, 25)];
  const data = accuracyData(after(...trained, ...others, ...curve), i18n);
  assert.deepEqual([data.denseAccuracy, data.chance, data.baseSparsity], [0.9, 0.5, 0]);
  assert.deepEqual(
    data.points.map(({ sparsity, accuracy }) => [sparsity, accuracy]),
    [
      [0, 0.9],
      [0.5, 0.8],
      [1, 0.5],
    ],
  );
  assert.deepEqual(data.marker, { ratio: 0.5, sparsity: 0.5, accuracy: 0.8 });
  assert.deepEqual(
    data.others.map(({ key, points }) => [key, points.length]),
    [['2 magnitude,global,exact', 2]],
  );
  const healed = accuracyData(after(...tuned, ranking(1)), i18n);
  assert.deepEqual(
    healed.dots.map(({ sparsity, accuracy, target }) => [sparsity, accuracy, target]),
    [[0.5, 0.8, { run: 3 }]],
  );
});

test('rows of a list of fine-tunings are dots until they are runs, with a line through those of one setting', () => {
  const settings = { base: 1, method: magnitude, config, mask: 'keep' };
  const rows = [0.5, 0.8].map((ratio) => ({
    type: 'tuned',
    settings,
    row: { ratio, before: evaluation(30), after: evaluation(40), sparsity: ratio, diverged: false, seconds: 1 },
  }));
  const events = /** @type {Parameters<typeof after>} */ ([...trained, ranking(1), ...rows]);
  const { dots, tuned: lines } = accuracyData(after(...events), i18n);
  assert.deepEqual(
    dots.map(({ sparsity, accuracy }) => [sparsity, accuracy]),
    [
      [0.5, 0.8],
      [0.8, 0.8],
    ],
  );
  assert.deepEqual(
    lines.map((line) => line.length),
    [2],
  );
  const opened = done(run(2, 1, prune(0.5), { kept: 9 }), run(3, 2, tune(), { kept: 9, correct: 40 }));
  const both = accuracyData(after(...events, ...opened), i18n);
  assert.deepEqual(both.dots.map(({ sparsity }) => sparsity).sort(), [0.5, 0.8]);
});
