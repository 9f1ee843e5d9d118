// What views are shown, out of a state: each figure against one that is counted here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableData } from '../../www/features/before-after/model.js';
import { classesData } from '../../www/features/classes/model.js';
import { pruneData } from '../../www/features/prune/model.js';
import { runListData } from '../../www/features/runs/model.js';
import { scanPanelData } from '../../www/features/scan/model.js';
import { methodData } from '../../www/features/score/model.js';
import { subject } from '../../www/features/storage/model.js';
import { learningData, trainData } from '../../www/features/train/model.js';
import { tuneData } from '../../www/features/tune/model.js';
import { tuneManyData } from '../../www/features/tune-many/model.js';
import { KINDS, scopesOf, scoresOf } from '../../www/ops/method.js';
import { sparsityNow } from '../../www/state/select.js';
import {
  after,
  config,
  done,
  info,
  INIT,
  magnitude,
  point,
  prune,
  RATIOS,
  ranking,
  run,
  SIZES,
  TRAIN,
  tune,
  WEIGHTS,
} from './lab.js';

/** @import { PruneMethod } from '../../www/protocol.js' */

/** An untrained network, and what training made of it. */
const BASE = [run(0, null, INIT, { correct: 25 }), run(1, 0, TRAIN, { losses: 4 })];
const trained = done(...BASE);
/** Pruned by half and fine-tuned. */
const tuned = [...trained, ...done(run(2, 1, prune(0.5), { kept: 9, correct: 30 }), run(3, 2, tune(), { kept: 9 }))];
const working = { type: /** @type {const} */ ('runWanted'), runId: 9, parent: 1, ops: [TRAIN] };
/** @param {number} ratio */
const at = (ratio) => ({ type: /** @type {const} */ ('ratio'), ratio });

test('what a ratio removes of each layer: counted, and together the sparsity', () => {
  for (const ratio of RATIOS) {
    const state = after(...trained, ranking(1), at(ratio));
    const { layers, emptied, ratio: shown } = pruneData(state);
    assert.equal(shown, ratio);
    assert.deepEqual(
      layers.map(({ total }) => total),
      WEIGHTS.map(({ length }) => length),
    );
    layers.forEach(({ removed, total, threshold }, layer) => {
      assert.equal(removed, Math.floor(ratio * total));
      assert.equal(WEIGHTS[layer].filter((weight) => Math.abs(weight) <= threshold).length, removed);
    });
    const all = layers.reduce((sum, { removed }) => sum + removed, 0);
    assert.equal(all / 18, sparsityNow(state));
    assert.deepEqual(emptied, ratio === 1 ? [0, 1] : []);
  }
  assert.deepEqual(pruneData(after(...trained)).layers, []);
});

test('only a fine-tuned network can be pinned, and not while something runs', () => {
  assert.equal(pruneData(after(...trained)).pin, 'none');
  assert.equal(pruneData(after(...tuned)).pin, 'offer');
  assert.equal(pruneData(after(...tuned, { type: 'pin', node: 3 })).pin, 'pinned');
  assert.equal(pruneData(after(...tuned, { type: 'pin', node: 3 }, working)).pin, 'none');
});

test('N:M leaves the ratio no say, every other shape does', () => {
  for (const shape of ['2:4', '1:16', 'neurons', 'weights']) {
    const method = { ...magnitude, ...(shape === 'neurons' ? { score: /** @type {const} */ ('l1') } : {}), shape };
    const { fixed } = pruneData(after(...trained, { type: 'method', method }));
    assert.equal(fixed, shape.includes(':') ? shape : null);
  }
});

test('before and after: the slider’s network is the trained one, and what is not measured yet is said to be', () => {
  const ranked = [...tuned, ranking(1), at(0.5)];
  const before = tableData(after(...ranked));
  assert.deepEqual([before.measured.dense?.accuracy, before.measured.pruned, before.prunedPending], [0.9, null, true]);
  assert.equal(before.prunedKept, 18 - 6 - 3);
  assert.deepEqual([before.measured.tuned?.accuracy, before.tunedRatio, before.tunedForgot], [0.9, 0.5, false]);
  assert.deepEqual(before.sizes, SIZES);
  const measured = tableData(after(...ranked, point(1, 0.5, 40)));
  assert.deepEqual([measured.measured.pruned?.accuracy, measured.prunedPending], [0.8, false]);
  const none = tableData(after());
  assert.deepEqual([none.measured, none.prunedPending], [{ dense: null, pruned: null, tuned: null }, false]);
});

test('a mask that was forgotten, and a network that was pruned before', () => {
  const forgot = done(run(2, 1, prune(0.5), { kept: 9 }), run(3, 2, tune('forget'), { kept: 15 }));
  assert.equal(tableData(after(...trained, ...forgot)).tunedForgot, true);
  assert.equal(tableData(after(...tuned, { type: 'pin', node: 3 })).baseSparsity, 0.5);
});

test('classes: the evaluations of the three networks', () => {
  const data = classesData(after(...tuned, ranking(1), at(0.5), point(1, 0.5, 40)));
  assert.equal(data.classes, info.classes);
  assert.deepEqual([data.dense?.correct, data.pruned?.correct, data.tuned?.correct], [45, 40, 45]);
  assert.equal(data.prunedPending, false);
  assert.deepEqual(classesData(after()), { classes: 2, dense: null, pruned: null, prunedPending: true, tuned: null });
});

test('the list of runs: each below its parent, the current one, and whether one is at work', () => {
  const data = runListData(after(...tuned));
  assert.deepEqual(
    data.runs.map(({ node: { id }, depth }) => [id, depth > 0]),
    [
      [0, false],
      [1, data.runs[1].depth > 0],
      [2, data.runs[2].depth > 0],
      [3, data.runs[3].depth > 0],
    ],
  );
  assert.deepEqual([data.current, data.busy], [3, false]);
  assert.equal(runListData(after(...tuned, working)).busy, true);
});

test('what a method may be: layers that are ranked, images there are, movement once it was recorded', () => {
  for (const kind of KINDS)
    for (const score of scoresOf(kind)) {
      const scope = /** @type {any} */ (scopesOf(kind)[0]);
      /** @type {PruneMethod} */
      const method = { score: /** @type {any} */ (score), scope, rule: 'exact', ...shapeOf(kind) };
      const data = methodData(after(...trained, { type: 'method', method }));
      assert.equal(data.layers, kind === 'neurons' ? SIZES.length - 2 : SIZES.length - 1);
      assert.deepEqual([data.images, data.movement, data.canNote], [info.train, false, true]);
    }
  const moved = after(...trained, ...done(run(2, 1, { op: 'movement', config })));
  assert.equal(methodData(moved).movement, true);
  assert.equal(methodData(after(...trained, working)).canNote, false);
  assert.equal(methodData(after()).canNote, false);
});

/** @param {typeof KINDS[number]} kind */
function shapeOf(kind) {
  return kind === 'weights' ? {} : { shape: kind === 'neurons' ? 'neurons' : '2:4' };
}

test('what is written is the network on the stage: at the slider, fine-tuned, or none while one is in the making', () => {
  const about = (/** @type {any[]} */ ...events) => subject(after(...events));
  const slider = about(...tuned, ranking(1), at(0.5), { type: 'heat', heat: 'slider' });
  assert.deepEqual([slider?.node.id, slider?.prune], [1, { method: after().method, ratio: 0.5 }]);
  const run = about(...tuned, ranking(1), at(0.5), { type: 'heat', heat: 'node' });
  assert.deepEqual([run?.node.id, run?.prune], [3, null]);
  const whole = about(...trained, ranking(1), at(0));
  assert.deepEqual([whole?.node.id, whole?.prune], [1, null]);
  assert.deepEqual([about(), about(...trained, ranking(1), at(0.5), working)], [null, null]);
  // Two that are not the same are known by two names.
  const keys = [slider, run, whole, about(...trained, ranking(1), at(0.6))].map((one) => one?.key);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(about(...trained, ranking(1), at(0.5))?.key, slider?.key);
});

test('training: what is wrong with the form, and what can be trained on', () => {
  assert.deepEqual(trainData(after()).faults, []);
  const wrong = after({ type: 'trainForm', form: { hidden: '0', epochs: '1.5', lr: 'fast' } });
  assert.deepEqual(new Set(trainData(wrong).faults), new Set(['hidden', 'epochs', 'lr']));
  const can = [[], trained, tuned, tuned.slice(0, -2), [...trained, working]].map(
    (events) => trainData(after(...events)).canTrainOn,
  );
  assert.deepEqual(can, [false, true, false, false, false]);
});

test('learning curves: of the run at work, else of the last training that led to the current run', () => {
  const none = learningData(after());
  assert.deepEqual([none.losses.length, none.epochs], [0, []]);
  const { losses, batchesPerEpoch, totalBatches } = learningData(after(...trained));
  assert.equal(losses, BASE[1].losses);
  assert.equal(batchesPerEpoch, Math.ceil(info.train / config.batchSize));
  assert.equal(totalBatches, batchesPerEpoch * config.epochs);
  // Pruning has no curve of its own.
  assert.equal(learningData(after(...trained, ...done(run(2, 1, prune(0.5))))).losses, BASE[1].losses);
  const started = {
    type: /** @type {const} */ ('started'),
    runId: 9,
    parent: 1,
    op: TRAIN,
    batchesPerEpoch: 2,
    totalBatches: 4,
  };
  const now = learningData(after(...trained, working, started));
  assert.deepEqual([now.losses.length, now.totalBatches], [0, 4]);
});

test('fine-tuning: the sparsity of what is fine-tuned, was fine-tuned, or would be', () => {
  const ranked = [...trained, ranking(1), at(0.5)];
  assert.equal(tuneData(after(...ranked)).sparsity, 0.5);
  assert.equal(tuneData(after(...tuned)).sparsity, 0.5);
  assert.equal(tuneData(after(...trained)).sparsity, null);
  const wanted = { type: /** @type {const} */ ('runWanted'), runId: 9, parent: 1, ops: [tune('forget')] };
  const progress = {
    type: /** @type {const} */ ('progress'),
    runId: 9,
    seq: 0,
    batch: 2,
    totalBatches: 4,
    batchesPerEpoch: 2,
    losses: new Float32Array(2),
    epochs: [{ batch: 2, trainLoss: 1, testAccuracy: 0.5, testLoss: 1, sparsity: 0.2 }],
    secondsLeft: 1,
    paused: false,
    teaching: false,
  };
  assert.equal(tuneData(after(...ranked, wanted, progress)).sparsity, 0.2);
  assert.deepEqual(tuneData(after({ type: 'tuneForm', form: { epochs: '0' } })).faults, ['epochs']);
});

test('the scan: a line a layer; a line leads to a point unless one before it is still to be measured', () => {
  const base = [...trained, ranking(1)];
  const samples = (/** @type {number[]} */ places) =>
    places.map((place) => ({
      ratio: RATIOS[place],
      sparsity: RATIOS[place],
      evaluation: { ...run(0, null, INIT).result.evaluation, correct: 50 - place },
    }));
  const scanned = (/** @type {number} */ layer, /** @type {number[]} */ places) => ({
    type: /** @type {const} */ ('scanned'),
    base: 1,
    method: magnitude,
    layer,
    samples: samples(places),
  });
  assert.deepEqual(scanPanelData(after()).chart, { dense: null, guide: null, lines: [] });
  const part = scanPanelData(after(...base, scanned(0, [0, 1, 3])));
  assert.equal(part.complete, false);
  assert.deepEqual(
    part.chart.lines.map(({ layer, points }) => [layer, points.map(({ joined }) => joined)]),
    [[0, [false, true, false]]],
  );
  assert.deepEqual(
    part.chart.lines[0].points.map(({ accuracy }) => accuracy),
    [1, 0.98, 0.94],
  );
  const all = [...RATIOS.keys()];
  const whole = scanPanelData(after(...base, scanned(0, all), scanned(1, all)));
  assert.equal(whole.complete, true);
  assert.equal(whole.enabled, true);
  assert.ok(Math.abs((whole.chart.guide ?? NaN) - (1 - 1.5 * (1 - 0.9))) < 1e-12);
});

test('fine-tuned at many ratios: the list of what was typed, and the row that is the current run', () => {
  const settings = { base: 1, method: magnitude, config, mask: /** @type {const} */ ('keep') };
  const row = {
    ratio: 0.5,
    before: run(0, null, INIT).result.evaluation,
    after: null,
    sparsity: 0.5,
    diverged: true,
    seconds: 1,
  };
  const swept = [...tuned, { type: /** @type {const} */ ('tuned'), settings, row }];
  const { rows } = tuneManyData(after(...swept));
  assert.deepEqual(rows, [{ ratio: 0.5, before: 0.9, after: null, diverged: true, current: true }]);
  const elsewhere = tuneManyData(after(...swept, { type: 'select', node: 1 }));
  assert.equal(elsewhere.rows[0].current, false);
  assert.equal(elsewhere.settings?.base, 1);
  assert.equal(tuneManyData(after()).enabled, false);
  assert.equal(tuneManyData(after(...trained)).enabled, true);
  assert.equal(tuneManyData(after(...trained, { type: 'tuneForm', form: { lr: '' } })).enabled, false);
});
