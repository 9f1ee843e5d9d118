// The pipeline: presets that are whole, stages that move, errors that name the stage and the value, sizes and progress.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sizeAxis } from '../../www/log-scale.js';
import { pathData, progressOf, timesSmaller } from '../../www/pipeline-path.js';
import { baseOfPath, planOf } from '../../www/pipeline-plan.js';
import { presetForm, PRESETS } from '../../www/pipeline-presets.js';
import { createStage, moveStage, STAGE_KINDS, withShape } from '../../www/pipeline-stages.js';
import { encode, parse } from '../../www/url.js';

/** @typedef {import('../../www/pipeline-stages.js').PipelineForm} PipelineForm */
/** @typedef {import('../../www/pipeline-stages.js').Stage} Stage */

const ABOUT = { pixels: 784, classes: 10, images: 3000, base: null };

/** @param {Stage[]} stages @param {Partial<PipelineForm>} [more] @returns {PipelineForm} */
const formOf = (stages, more = {}) => ({ begin: 'new', hidden: '32, 16', seed: '1', stages, ...more });

/** What is wrong with a form, in short. @param {PipelineForm} form @param {import('../../www/pipeline-plan.js').About} [about] */
const wrong = (form, about = ABOUT) =>
  planOf(form, about).problems.map(({ stage, field, value, key }) => [stage, field, value, key]);

test('every preset can be run, and its operations are a link that is read back', () => {
  for (const preset of PRESETS) {
    const form = presetForm(preset, 1, '42');
    const { parent, ops, read, problems } = planOf(form, ABOUT);
    assert.deepEqual(problems, [], preset);
    assert.equal(parent, null);
    assert.equal(ops.length, form.stages.length + 1);
    assert.deepEqual(read, ops.slice(1));
    assert.equal(new Set(form.stages.map(({ id }) => id)).size, form.stages.length);
    const link = {
      dataset: /** @type {const} */ ({ source: 'digits', train: 3000, test: 1000, seed: 1 }),
      ops,
      method: /** @type {const} */ ({ score: 'magnitude', scope: 'layer', rule: 'exact' }),
      ratio: 0.5,
      pinned: false,
    };
    assert.deepEqual(parse(`#${encode(link)}`)?.ops, ops, preset);
  }
});

test('the textbook and Deep Compression are what they are known for', () => {
  const adam = { optimizer: { kind: 'adam', lr: 0.001 }, batchSize: 64 };
  assert.deepEqual(planOf(presetForm('textbook', 1, '7'), ABOUT).ops, [
    { op: 'init', hidden: [256], seed: 7 },
    { op: 'train', config: { ...adam, epochs: 10 } },
    { op: 'prune', method: { score: 'magnitude', scope: 'layer', rule: 'seed-note' }, ratio: 0.5 },
    { op: 'fineTune', config: { ...adam, epochs: 5 }, mask: 'keep' },
  ]);
  const { ops } = planOf(presetForm('deep', 1, '7'), ABOUT);
  assert.deepEqual(ops[0], { op: 'init', hidden: [300, 100], seed: 7 });
  const pruned = ops.flatMap((op) => (op.op === 'prune' ? [op] : []));
  assert.deepEqual(pruned[4].method.ratios, [0.96, 0.94, 0.7]);
  const all = 784 * 300 + 300 * 100 + 100 * 10;
  const gone = 0.96 * 784 * 300 + 0.94 * 300 * 100 + 0.7 * 100 * 10;
  assert.ok(Math.abs(pruned[4].ratio - gone / all) < 1e-12);
  assert.deepEqual(ops.at(-2), { op: 'share', bits: [4, 4, 5] });
  assert.equal(ops.at(-1)?.op, 'shareTune');
});

test('Deep Compression is the recipe of the engine, number by number', () => {
  const source = readFileSync(new URL('../../src/lab/deep.rs', import.meta.url), 'utf8');
  const body = source.slice(source.indexOf('pub fn mnist'), source.indexOf('/// The operations.'));
  const numbers = (/** @type {string} */ text) => text.split(',').map(Number);
  const rounds = [...body.matchAll(/\(\[([\d., ]+)\], (\d+)\)/g)].map(([, keep, epochs]) => ({
    keep: numbers(keep),
    epochs: Number(epochs),
  }));
  assert.equal(rounds.length, 5);
  const { ops } = planOf(presetForm('deep', 1, '42'), ABOUT);
  const trainings = ops.flatMap((op) => ('config' in op ? [op.config] : []));
  const pruned = ops.flatMap((op) => (op.op === 'prune' ? [op] : []));
  assert.equal(pruned.length, rounds.length);
  pruned.forEach(({ method }, round) =>
    method.ratios?.forEach((ratio, layer) => assert.ok(Math.abs(1 - ratio - rounds[round].keep[layer]) < 1e-12)),
  );
  const learned = [...body.matchAll(/sgd\((0\.\d+), (\d+|epochs)\)/g)].map(([, lr, epochs]) => [lr, epochs]);
  const [[healing], first, second, last] = learned;
  const told = [first, second, ...rounds.map(({ epochs }) => [healing, epochs]), last].map(([lr, epochs]) => ({
    epochs: Number(epochs),
    batchSize: 64,
    optimizer: { kind: 'sgd', lr: Number(lr), momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
  }));
  assert.match(source, /momentum: 0\.9,\s+nesterov: false,\s+weight_decay: 1e-4,/);
  assert.deepEqual(trainings.slice(0, -1), told);
  const [, epochs, batchSize, lr] =
    /tune: TrainConfig \{\s+epochs: (\d+),\s+batch_size: (\d+),\s+optimizer: Optimizer::Adam \{ lr: (\S+) \}/.exec(
      body,
    ) ?? [];
  assert.deepEqual(trainings.at(-1), {
    epochs: Number(epochs),
    batchSize: Number(batchSize),
    optimizer: { kind: 'adam', lr: Number(lr) },
  });
  assert.deepEqual(ops.at(-2), { op: 'share', bits: numbers(/bits: vec!\[([\d, ]+)\]/.exec(body)?.[1] ?? '') });
});

test('stages move one place and stop at the ends', () => {
  const stages = STAGE_KINDS.map((kind, index) => createStage(kind, index + 1));
  const ids = (/** @type {readonly Stage[]} */ list) => list.map(({ id }) => id);
  assert.deepEqual(ids(moveStage(stages, 3, -1)), [1, 3, 2, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(ids(moveStage(stages, 3, 1)), [1, 2, 4, 3, 5, 6, 7, 8, 9]);
  assert.equal(moveStage(stages, 1, -1), stages);
  assert.equal(moveStage(stages, 9, 1), stages);
  assert.equal(moveStage(stages, 77, 1), stages);
});

test('a stage of every kind is one operation', () => {
  const bits = { values: { codeBits: '3, 3, 3' } };
  const stages = STAGE_KINDS.map((kind, index) => createStage(kind, index + 1, kind === 'share' ? bits : {}));
  assert.deepEqual(wrong(formOf(stages)), []);
  const kinds = planOf(formOf(stages), ABOUT).ops.map(({ op }) => op);
  assert.deepEqual(kinds, ['init', ...STAGE_KINDS]);
});

test('what stands in the wrong place is named with its stage', () => {
  const share = createStage('share', 1, { values: { codeBits: '3, 3, 3' } });
  const [tune, train, prune] = [createStage('shareTune', 2), createStage('train', 3), createStage('prune', 4)];
  const lost = [1, null, '', 'pipe.fault.notShared'];
  assert.deepEqual(wrong(formOf([share, tune])), []);
  assert.deepEqual(wrong(formOf([share, prune, tune])), []);
  assert.deepEqual(wrong(formOf([train, tune])), [lost]);
  assert.deepEqual(wrong(formOf([share, train, tune])), [[2, ...lost.slice(1)]]);
  const back = createStage('rewind', 5, { values: { step: '40' } });
  assert.deepEqual(wrong(formOf([back, train])), [[0, 'step', '40', 'pipe.fault.noTraining']]);
  assert.deepEqual(wrong(formOf([train, back])), []);
  // 3,000 images in batches of 64, 10 epochs: 470 batches.
  const far = createStage('rewind', 6, { values: { step: '471' } });
  assert.deepEqual(wrong(formOf([train, far])), [[1, 'step', '471', 'pipe.fault.step']]);
  assert.deepEqual(wrong(formOf([])), [[null, null, '', 'pipe.fault.empty']]);
  assert.deepEqual(wrong(formOf([train], { begin: 'current' })), [[-1, null, '', 'pipe.fault.noRun']]);
  const many = Array.from({ length: 200 }, (_, index) => createStage('rewind', index));
  assert.deepEqual(wrong(formOf(many)), [[null, null, '201', 'pipe.fault.many']]);
});

test('numbers out of range are named with what was typed', () => {
  const stages = [
    createStage('train', 1, { training: { epochs: 'ten', lr: '0' } }),
    createStage('prune', 2, { values: { ratio: '101' } }),
    createStage('prune', 3, { values: { scope: 'own', ratios: '50, 60' } }),
    createStage('prune', 4, { values: { ...withShape(createStage('prune', 0).values, 'groups'), group: '4:2' } }),
    createStage('quantize', 5, { values: { bits: '1', activations: 'minMax', activationBits: '9' } }),
    createStage('share', 6, { values: { codeBits: '4, 9, 4' } }),
    createStage('distil', 7, { values: { teacher: '', temperature: '0', alpha: 'x' } }),
  ];
  assert.deepEqual(wrong(formOf(stages, { hidden: '0', seed: '-1' })).slice(0, 2), [
    [-1, 'hidden', '0', 'fault.hidden'],
    [-1, 'seed', '-1', 'fault.whole'],
  ]);
  assert.deepEqual(wrong(formOf(stages)), [
    [0, 'lr', '0', 'fault.number'],
    [0, 'epochs', 'ten', 'fault.whole'],
    [1, 'ratio', '101', 'fault.number'],
    [2, 'ratios', '50, 60', 'pipe.fault.ratios'],
    [3, 'group', '4:2', 'fault.group'],
    [4, 'bits', '1', 'fault.whole'],
    [4, 'activationBits', '9', 'fault.whole'],
    [5, 'codeBits', '4, 9, 4', 'pipe.fault.codeBits'],
    [6, 'teacher', '', 'fault.hidden'],
    [6, 'temperature', '0', 'fault.number'],
    [6, 'alpha', 'x', 'fault.number'],
  ]);
});

test('another shape brings a score and a scope that go with it', () => {
  const neurons = withShape({ ...createStage('prune', 1).values, scope: 'row' }, 'neurons');
  assert.deepEqual([neurons.score, neurons.scope], ['l1', 'layer']);
  const { ops } = planOf(formOf([createStage('prune', 1, { values: neurons })]), ABOUT);
  assert.deepEqual(ops[1], {
    op: 'prune',
    method: { score: 'l1', scope: 'layer', rule: 'exact', shape: 'neurons' },
    ratio: 0.5,
  });
  const groups = withShape(neurons, 'groups');
  const [, pruned] = planOf(formOf([createStage('prune', 1, { values: groups })]), ABOUT).ops;
  assert.deepEqual(pruned, {
    op: 'prune',
    method: { score: 'magnitude', scope: 'layer', rule: 'exact', shape: '2:4' },
    ratio: 0.5,
  });
});

/** A run as far as a path needs it. @param {number} id @param {any} op @param {number} correct @param {any} [more] @returns {any} */
const run = (id, op, correct, more = {}) => ({
  id,
  op,
  sizes: [784, 32, 10],
  result: { evaluation: { correct, total: 1000 }, denseBytes: 4000 },
  ...more,
});
const CONFIG = { epochs: 4, batchSize: 64, optimizer: { kind: 'adam', lr: 0.001 } };

test('a pipeline goes on from a run: its layers, its sharing, its first training', () => {
  const path = [
    run(3, { op: 'init', hidden: [32], seed: 1 }, 100),
    run(4, { op: 'train', config: CONFIG, stopAfter: 17 }, 900),
    run(5, { op: 'share', bits: [4, 4] }, 890, { coding: { kind: 'shared' } }),
  ];
  const base = baseOfPath(path, 3000);
  assert.deepEqual(base, { id: 5, sizes: [784, 32, 10], shared: true, batches: 17, ops: 3 });
  const form = formOf([createStage('shareTune', 1)], { begin: 'current' });
  const { parent, ops, problems } = planOf(form, { ...ABOUT, base });
  assert.deepEqual([parent, ops.map(({ op }) => op), problems], [5, ['shareTune'], []]);
  assert.equal(baseOfPath(path.slice(0, 2), 3000)?.shared, false);
  assert.equal(baseOfPath([], 3000), null);
});

test('sizes and accuracies of a path, against the dense file and the network before anything was taken away', () => {
  const path = [
    run(3, { op: 'init' }, 100),
    run(4, { op: 'train', config: CONFIG }, 900),
    run(5, { op: 'train', config: CONFIG }, 950),
    run(6, { op: 'prune' }, 700),
    run(7, { op: 'fineTune', config: CONFIG }, 940),
  ];
  const data = pathData(path, (id) => (id === 7 ? 100 : undefined));
  assert.ok(data);
  assert.equal(data.dense, 0.95);
  assert.deepEqual(
    data.rows.map(({ bytes, accuracy }) => [bytes, accuracy]),
    [
      [undefined, 0.1],
      [undefined, 0.9],
      [undefined, 0.95],
      [undefined, 0.7],
      [100, 0.94],
    ],
  );
  assert.equal(timesSmaller(data, data.rows[4]), 40);
  assert.equal(timesSmaller(data, data.rows[3]), null);
  assert.equal(
    pathData([], () => null),
    null,
  );
  assert.equal(pathData([path[0], path[3]], () => null)?.dense, null);
});

test('the axis has room for every size, and few lines', () => {
  assert.deepEqual(sizeAxis([1_066_000, 860_000]), { low: 500_000, high: 2_000_000, ticks: [5e5, 1e6, 2e6] });
  assert.deepEqual(sizeAxis([1_066_000, 13_600]), { low: 10_000, high: 2e6, ticks: [1e4, 1e5, 1e6] });
  const { low, high } = sizeAxis([100]);
  assert.ok(low < 100 && high >= 100);
});

test('progress counts batches, a teacher’s too, and the time left follows the pace of now', () => {
  /** @type {any[]} */
  const ops = [
    { op: 'init' },
    { op: 'train', config: { ...CONFIG, batchSize: 30, epochs: 1 } },
    { op: 'prune' },
    {
      op: 'distil',
      teacher: [{ op: 'init' }, { op: 'train', config: { ...CONFIG, batchSize: 30, epochs: 1 } }],
      config: { ...CONFIG, batchSize: 30, epochs: 1 },
    },
  ];
  const at = { opsDone: 1, batch: 50, totalBatches: 100, secondsLeft: 2 };
  assert.deepEqual(progressOf(ops, at, 3000), { fraction: 50 / 300, secondsLeft: 10 });
  const instant = { opsDone: 2, batch: 0, totalBatches: 0, secondsLeft: null };
  assert.deepEqual(progressOf(ops, instant, 3000), { fraction: 100 / 300, secondsLeft: null });
  assert.equal(progressOf([ops[0], ops[2]], { ...instant, opsDone: 1 }, 3000).fraction, 0.5);
});
