// The pipeline: presets that are whole, stages that move, errors that name the stage and the value, sizes and progress.
import './module.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { listText, presetOf, readList } from '../../www/features/pipeline/list-text.js';
import { pathData, progressOf, timesSmaller } from '../../www/features/pipeline/path.js';
import { baseOf, planOf } from '../../www/features/pipeline/plan.js';
import { presetForm, PRESETS } from '../../www/features/pipeline/presets.js';
import { createStage, moveStage, STAGE_KINDS, withShape } from '../../www/features/pipeline/stages.js';
import { encode, parse } from '../../www/ops/url.js';
import { sizeAxis } from '../../www/util/log-scale.js';
import { after, done, INIT, prune as pruneOp, ranking, run as node, SIZES, TRAIN } from './lab.js';

/** @typedef {import('../../www/features/pipeline/stages.js').PipelineForm} PipelineForm */
/** @typedef {import('../../www/features/pipeline/stages.js').Stage} Stage */

/** The slider. @param {number} ratio */
const at = (ratio) => ({ type: /** @type {const} */ ('ratio'), ratio });

/** @type {import('../../www/features/pipeline/plan.js').About} */
const ABOUT = { pixels: 784, classes: 10, images: 3000, base: null };

/** @param {Stage[]} stages @param {Partial<PipelineForm>} [more] @returns {PipelineForm} */
const formOf = (stages, more = {}) => ({ begin: 'new', hidden: '32, 16', seed: '1', stages, ...more });

/** @param {import('../../www/protocol.js').Op[]} ops @returns {import('../../www/ops/url.js').Link} */
const linkOf = (ops) => ({
  dataset: { source: 'digits', train: 3000, test: 1000, seed: 1 },
  ops,
  method: { score: 'magnitude', scope: 'layer', rule: 'exact' },
  ratio: 0.5,
  pinned: false,
});

/** What is wrong with a form, in short. @param {PipelineForm} form @param {import('../../www/features/pipeline/plan.js').About} [about] */
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
    assert.deepEqual(parse(`#${encode(linkOf(ops))}`)?.ops, ops, preset);
  }
});

test('the textbook and Deep Compression are what they are known for', () => {
  const adam = { optimizer: { kind: 'adam', lr: 0.001 }, batchSize: 64 };
  assert.deepEqual(planOf(presetForm('textbook', 1, '7'), ABOUT).ops, [
    { op: 'init', hidden: [256], seed: 7 },
    { op: 'train', config: { ...adam, epochs: 10 } },
    { op: 'prune', method: { score: 'magnitude', scope: 'layer', rule: 'kth-value' }, ratio: 0.5 },
    { op: 'fineTune', config: { ...adam, epochs: 5 }, mask: 'keep' },
  ]);
  const { ops } = planOf(presetForm('deep', 1, '7'), ABOUT);
  assert.deepEqual(ops[0], { op: 'init', hidden: [300, 100], seed: 7 });
  const pruned = ops.flatMap((op) => (op.op === 'prune' ? [op] : []));
  assert.deepEqual(pruned[3].method.ratios, [0.93, 0.91, 0.6]);
  const all = 784 * 300 + 300 * 100 + 100 * 10;
  const gone = 0.93 * 784 * 300 + 0.91 * 300 * 100 + 0.6 * 100 * 10;
  assert.ok(Math.abs(pruned[3].ratio - gone / all) < 1e-12);
  const taught = ops.flatMap((op) => (op.op === 'distil' ? [op] : []));
  assert.equal(taught.length, 6);
  for (const { teacher } of taught) assert.deepEqual(teacher, ops.slice(0, 3));
  assert.deepEqual(ops.at(-2), { op: 'share', bits: [4, 4, 5] });
  assert.equal(ops.at(-1)?.op, 'shareTune');
});

test('Deep Compression is the taught recipe of the engine, operation by operation', () => {
  // src/lab/recipes/deep.rs is held against the same file.
  const known = JSON.parse(readFileSync(new URL('../fixtures/deep-taught.json', import.meta.url), 'utf8'));
  assert.deepEqual(planOf(presetForm('deep', 1, '42'), ABOUT).ops, known);
});

test('a link to Deep Compression is short: its teacher is told by how many of the first operations make it', () => {
  const { ops } = planOf(presetForm('deep', 1, '42'), { ...ABOUT, images: 60000 });
  const text = encode(linkOf(ops));
  assert.equal(text.match(/;first=3\)/g)?.length, 6);
  assert.equal(text.match(/init/g)?.length, 1);
  assert.ok(text.length < 1000, String(text.length));
  assert.deepEqual(parse(text)?.ops, ops);
});

test('a list is a short line of text and comes back; what is none is the textbook’s', () => {
  for (const preset of PRESETS) {
    const form = presetForm(preset, 5, '9');
    assert.deepEqual(readList(listText(form)), form, preset);
    assert.equal(presetOf(form), preset);
  }
  const stages = STAGE_KINDS.map((kind, index) => createStage(kind, index + 3));
  const form = formOf(stages, { begin: 'current' });
  assert.deepEqual(readList(listText(form)), form);
  assert.ok(listText(form).length < 40 * (stages.length + 1), listText(form));
  const changed = formOf([createStage('prune', 1, { values: { ratio: '93', scope: 'global' } })]);
  assert.deepEqual(readList(listText(changed)), changed);
  assert.equal(presetOf(changed), null);
  const textbook = presetForm('textbook', 1, '');
  for (const text of ['', 'x', '[]', '["new","1","2",[1,"no such kind"]]', '["new",1,2]', '{}'])
    assert.deepEqual(readList(text), textbook, text);
  // Fields of another kind than they are stay as at first.
  const odd = readList('["new","32","1",[4,"prune",{},{"ratio":7,"no":"x","scope":"global"}]]');
  assert.deepEqual(odd.stages, [createStage('prune', 4, { values: { scope: 'global' } })]);
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
  const step = { values: { step: '10' } };
  const stages = STAGE_KINDS.map((kind, index) =>
    createStage(kind, index + 1, kind === 'share' ? bits : kind === 'rewind' ? step : {}),
  );
  assert.deepEqual(wrong(formOf(stages)), []);
  const kinds = planOf(formOf(stages), ABOUT).ops.map(({ op }) => op);
  assert.deepEqual(kinds, ['init', ...STAGE_KINDS]);
});

test('what stands in the wrong place is named with its stage', () => {
  const share = createStage('share', 1, { values: { codeBits: '3, 3, 3' } });
  const [tune, train, prune] = [createStage('shareTune', 2), createStage('train', 3), createStage('prune', 4)];
  const lost = [1, null, '', 'pipe.fault.notShared'];
  assert.deepEqual(wrong(formOf([train, share, tune])), []);
  assert.deepEqual(wrong(formOf([train, share, prune, tune])), []);
  assert.deepEqual(wrong(formOf([train, tune])), [lost]);
  assert.deepEqual(wrong(formOf([train, share, train, tune])), [[3, ...lost.slice(1)]]);
  // Random weights have nothing to keep; nor have those that went back to the beginning.
  const random = [null, '', 'pipe.fault.untrained'];
  assert.deepEqual(wrong(formOf([prune, train])), [[0, ...random]]);
  assert.deepEqual(wrong(formOf([share])), [[0, ...random]]);
  const rewound = createStage('rewind', 7);
  assert.deepEqual(wrong(formOf([train, prune, rewound, createStage('quantize', 8)])), [[3, ...random]]);
  assert.deepEqual(wrong(formOf([train, prune, rewound, train, createStage('quantize', 8)])), []);
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

test('the network before anything is taken away can teach, where there is one', () => {
  const [train, prune, tune] = [createStage('train', 1), createStage('prune', 2), createStage('fineTune', 3)];
  const taught = createStage('distil', 4, { values: { teacherFrom: 'own', teacher: 'x', teacherEpochs: '0' } });
  const teacherOf = (/** @type {Stage[]} */ stages, about = ABOUT, more = {}) => {
    const { ops, problems } = planOf(formOf(stages, more), about);
    assert.deepEqual(problems, []);
    const last = ops.at(-1);
    return last?.op === 'distil' ? last.teacher : null;
  };
  const first = planOf(formOf([train, tune]), ABOUT).ops;
  assert.deepEqual(teacherOf([train, prune, taught]), first.slice(0, 2));
  // What was fine-tuned while all weights were there is the network before pruning, too.
  assert.deepEqual(teacherOf([train, tune, prune, tune, prune, taught]), first);
  for (const kind of /** @type {const} */ (['quantize', 'share', 'rewind']))
    assert.deepEqual(
      teacherOf([train, createStage(kind, 5, { values: { codeBits: '3, 3, 3' } }), taught]),
      first.slice(0, 2),
    );
  assert.deepEqual(wrong(formOf([train, taught])), [[1, null, '', 'pipe.fault.notCut']]);
  assert.deepEqual(wrong(formOf([taught, prune])), [[0, null, '', 'pipe.fault.notCut']]);
  assert.deepEqual(wrong(formOf([prune, train, taught])), [
    [0, null, '', 'pipe.fault.untrained'],
    [2, null, '', 'pipe.fault.untaught'],
  ]);
  // A training that cannot be read is told itself; there will be one.
  const faulty = createStage('train', 6, { training: { epochs: '0' } });
  assert.deepEqual(wrong(formOf([faulty, prune, taught])), [[0, 'epochs', '0', 'fault.whole']]);

  // Of a run that is gone on from, what made it counts.
  const config = { epochs: 4, batchSize: 64, optimizer: /** @type {const} */ ({ kind: 'adam', lr: 0.001 }) };
  /** @type {import('../../www/protocol.js').Op[]} */
  const made = [
    { op: 'init', hidden: [32, 16], seed: 9 },
    { op: 'train', config, stopAfter: 17 },
    { op: 'prune', method: { score: 'magnitude', scope: 'layer', rule: 'exact' }, ratio: 0.5 },
  ];
  const base = { id: 5, sizes: [784, 32, 16, 10], shared: false, batches: 17, ops: made, pending: [], trained: true };
  const current = { begin: /** @type {const} */ ('current') };
  assert.deepEqual(teacherOf([prune, taught], { ...ABOUT, base }, current), made.slice(0, 2));
  const whole = { ...base, ops: made.slice(0, 2) };
  assert.deepEqual(teacherOf([tune, prune, taught], { ...ABOUT, base: whole }, current)?.length, 3);
  assert.deepEqual(wrong(formOf([taught], current), { ...ABOUT, base: whole }), [[0, null, '', 'pipe.fault.notCut']]);
  const bare = { ...base, ops: [made[0], made[2]] };
  assert.deepEqual(wrong(formOf([taught], current), { ...ABOUT, base: bare }), [[0, null, '', 'pipe.fault.untaught']]);
});

test('another shape brings a score and a scope that go with it', () => {
  const neurons = withShape({ ...createStage('prune', 1).values, scope: 'row' }, 'neurons');
  assert.deepEqual([neurons.score, neurons.scope], ['l1', 'layer']);
  const train = createStage('train', 2);
  const { ops } = planOf(formOf([train, createStage('prune', 1, { values: neurons })]), ABOUT);
  assert.deepEqual(ops[2], {
    op: 'prune',
    method: { score: 'l1', scope: 'layer', rule: 'exact', shape: 'neurons' },
    ratio: 0.5,
  });
  const groups = withShape(neurons, 'groups');
  const [, , pruned] = planOf(formOf([train, createStage('prune', 1, { values: groups })]), ABOUT).ops;
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

test('a pipeline goes on from the network on the stage: its run, and the pruning at the slider', () => {
  const share = /** @type {import('../../www/protocol.js').Op} */ ({ op: 'share', bits: [4, 4] });
  const shared = {
    ...node(2, 1, share),
    encoding: { kind: /** @type {const} */ ('shared'), bits: [4, 4], codebooks: [] },
  };
  const train = { ...TRAIN, stopAfter: 17 };
  const made = [...done(node(0, null, INIT), node(1, 0, train), shared), ranking(2), at(0)];
  const base = baseOf(after(...made), 3000);
  assert.deepEqual(base, {
    id: 2,
    sizes: SIZES,
    shared: true,
    batches: 17,
    ops: [INIT, train, share],
    pending: [],
    trained: true,
  });
  const form = formOf([createStage('shareTune', 1)], { begin: 'current' });
  const { parent, ops, problems } = planOf(form, { ...ABOUT, base });
  assert.deepEqual([parent, ops.map(({ op }) => op), problems], [2, ['shareTune'], []]);
  const slid = baseOf(after(...done(node(0, null, INIT), node(1, 0, train)), ranking(1), at(0.5)), 3000);
  assert.deepEqual(slid?.pending, [pruneOp(0.5)]);
  const next = planOf(formOf([createStage('fineTune', 1)], { begin: 'current' }), { ...ABOUT, base: slid });
  assert.deepEqual(
    next.ops.map(({ op }) => op),
    ['prune', 'fineTune'],
  );
  const random = baseOf(after(...done(node(0, null, INIT)), ranking(0), at(0)), 3000);
  assert.deepEqual(wrong(formOf([createStage('prune', 1)], { begin: 'current' }), { ...ABOUT, base: random }), [
    [0, null, '', 'pipe.fault.untrained'],
  ]);
  assert.equal(baseOf(after(), 3000), null);
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
      [undefined, 0.9],
      [undefined, 0.95],
      [undefined, 0.7],
      [100, 0.94],
    ],
  );
  assert.equal(timesSmaller(data, data.rows[3]), 40);
  assert.equal(timesSmaller(data, data.rows[2]), null);
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
      teacher: [
        { op: 'init', seed: 2 },
        { op: 'train', config: { ...CONFIG, batchSize: 30, epochs: 1 } },
      ],
      config: { ...CONFIG, batchSize: 30, epochs: 1 },
    },
  ];
  const at = { opsDone: 1, batch: 50, totalBatches: 100, secondsLeft: 2 };
  assert.deepEqual(progressOf(ops, at, 3000), { fraction: 50 / 300, secondsLeft: 10 });
  const instant = { opsDone: 2, batch: 0, totalBatches: 0, secondsLeft: null };
  assert.deepEqual(progressOf(ops, instant, 3000), { fraction: 100 / 300, secondsLeft: null });
  assert.equal(progressOf([ops[0], ops[2]], { ...instant, opsDone: 1 }, 3000).fraction, 0.5);
  // A teacher that the list made itself is not made again.
  const own = [...ops.slice(0, 3), { ...ops[3], teacher: structuredClone(ops.slice(0, 2)) }];
  assert.deepEqual(progressOf(own, at, 3000), { fraction: 50 / 200, secondsLeft: 6 });
  assert.deepEqual(progressOf(own.slice(2), { ...instant, opsDone: 1 }, 3000, own.slice(0, 2)).fraction, 0);
});
