// The state of the page: which network the slider prunes, what is committed, what events do.
import './module.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  baseId,
  curvePoints,
  experimentOf,
  fineTunedNow,
  fineTunedRuns,
  pointNow,
  rankedNow,
  ratioNow,
  sparsityNow,
  statusOf,
} from '../../www/state/select.js';
import { initialState, reduce } from '../../www/state/state.js';
import { baseOf, listRuns, planFineTune, sameOp } from '../../www/state/tree.js';

/** @typedef {import('../../www/protocol.js').Op} Op */
/** @typedef {import('../../www/protocol.js').RunNode} RunNode */
/** @typedef {import('../../www/protocol.js').PruneMethod} PruneMethod */

const config = { epochs: 1, batchSize: 64, optimizer: { kind: /** @type {const} */ ('adam'), lr: 0.001 } };
/** @type {PruneMethod} */
const layer = { score: 'magnitude', scope: 'layer', rule: 'exact' };
/** @type {PruneMethod} */
const global = { ...layer, scope: 'global' };
/** @type {Record<string, Op>} */
const ops = {
  init: { op: 'init', hidden: [4], seed: 1 },
  train: { op: 'train', config },
  prune: { op: 'prune', method: layer, ratio: 0.8 },
  tune: { op: 'fineTune', config, mask: 'keep' },
};

/** @param {number} id @param {number | null} parent @param {Op} op @param {number} [kept] @returns {RunNode} */
function node(id, parent, op, kept = 10) {
  const evaluation = { correct: 90, total: 100, loss: 0.3, confusion: new Uint32Array(4) };
  const result = {
    evaluation,
    weights: 10,
    kept,
    layerWeights: [10],
    layerKept: [kept],
    macs: kept,
    deadNeurons: 0,
    deadPixels: 0,
    shrunk: [2, 4, 2],
    bytes: 40,
    format: /** @type {const} */ ('dense'),
    denseBytes: 40,
  };
  return { id, parent, op, sizes: [2, 4, 2], result, losses: new Float32Array(0), epochs: [] };
}
/** @param {RunNode[]} list */
const tree = (...list) => new Map(list.map((one) => [one.id, one]));
const chain = tree(
  node(1, null, ops.init),
  node(2, 1, ops.train),
  node(3, 2, ops.prune),
  node(4, 3, ops.tune),
  node(5, 4, ops.tune),
);

test('the slider prunes the network above fine-tuning and pruning', () => {
  assert.equal(baseOf(chain, null, null), null);
  assert.equal(baseOf(chain, 99, null), null);
  assert.equal(baseOf(chain, 1, null), 1);
  assert.equal(baseOf(chain, 2, null), 2);
  for (const current of [3, 4, 5]) assert.equal(baseOf(chain, current, null), 2);
});

test('a fine-tuned network that is pinned is the base of itself and of what follows', () => {
  assert.equal(baseOf(chain, 5, 5), 5);
  assert.equal(baseOf(chain, 4, 5), 2);
  const on = new Map(chain).set(6, node(6, 5, ops.prune)).set(7, node(7, 6, ops.tune));
  assert.equal(baseOf(on, 7, 5), 5);
  assert.equal(baseOf(on, 7, null), 5, 'the tree itself says so too, as after opening a link');
  assert.equal(baseOf(on, 5, null), 2);
});

test('training after fine-tuning makes a new base', () => {
  assert.equal(baseOf(new Map(chain).set(6, node(6, 5, ops.train)), 6, null), 6);
});

test('fine-tune commits prune and fine-tune on the base', () => {
  const plan = planFineTune(
    tree(node(1, null, ops.init), node(2, 1, ops.train)),
    { current: 2, base: 2, method: layer, ratio: 0.8 },
    config,
    'keep',
  );
  assert.deepEqual(plan, { parent: 2, ops: [ops.prune, ops.tune] });
});

test('fine-tuning more goes on from the current run', () => {
  assert.deepEqual(planFineTune(chain, { current: 5, base: 2, method: layer, ratio: 0.8 }, config, 'keep'), {
    parent: 5,
    ops: [ops.tune],
  });
});

test('another ratio, method or base starts from the base again', () => {
  for (const at of [
    { current: 5, base: 2, method: layer, ratio: 0.7 },
    { current: 5, base: 2, method: global, ratio: 0.8 },
    { current: 5, base: 5, method: layer, ratio: 0.8 },
  ]) {
    const plan = planFineTune(chain, at, config, 'keep');
    assert.equal(plan.parent, at.base);
    assert.deepEqual(plan.ops[0], { op: 'prune', method: at.method, ratio: at.ratio });
  }
});

test('an equal pruning that is there already is used again', () => {
  assert.deepEqual(planFineTune(chain, { current: 2, base: 2, method: layer, ratio: 0.8 }, config, 'forget'), {
    parent: 3,
    ops: [{ op: 'fineTune', config, mask: 'forget' }],
  });
  assert.deepEqual(planFineTune(chain, { current: 3, base: 2, method: layer, ratio: 0.8 }, config, 'keep'), {
    parent: 3,
    ops: [ops.tune],
  });
});

test('the list of runs keeps parents before children and steps in with the depth', () => {
  const branched = new Map(chain)
    .set(6, node(6, 2, { op: 'prune', method: layer, ratio: 0.9 }))
    .set(7, node(7, null, ops.init));
  assert.deepEqual(
    listRuns(branched).map((run) => [run.node.id, run.depth]),
    [
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 4],
      [6, 2],
      [7, 0],
    ],
  );
});

test('operations are compared by what they do', () => {
  assert.ok(
    sameOp(ops.train, { op: 'train', config: { optimizer: { lr: 0.001, kind: 'adam' }, batchSize: 64, epochs: 1 } }),
  );
  assert.ok(!sameOp(ops.train, { op: 'train', config, stopAfter: 3 }));
});

/** @param {...Parameters<typeof reduce>[1]} events */
const after = (...events) => events.reduce(reduce, initialState());
const info = {
  name: 'digits',
  spec: { source: /** @type {const} */ ('digits'), train: 100, test: 100, seed: 1 },
  train: 100,
  test: 100,
  height: 1,
  width: 2,
  classes: 2,
  testSplitOff: false,
  splitByClass: false,
  trainCounts: [50, 50],
  testCounts: [25, 25],
};
const trajectory = () => ({
  ratios: Float64Array.of(0, 0.5, 1),
  grid: Uint32Array.of(0, 1, 2),
  layers: [
    {
      rows: 2,
      columns: 2,
      weights: Float32Array.of(1, -2, 3, -4),
      position: Uint32Array.of(0, 1, 2, 3),
      removed: Uint32Array.of(0, 2, 4),
      threshold: Float32Array.of(0, 2, 4),
    },
  ],
});
/** @param {number} runId @param {RunNode} run */
const came = (runId, run) => ({ type: /** @type {const} */ ('node'), runId, node: run });
/** @param {number} runId @param {'complete' | 'cancelled' | 'failed'} [how] */
const ended = (runId, how = 'complete') => ({
  type: /** @type {const} */ ('runEnded'),
  runId,
  complete: how === 'complete',
  failed: how === 'failed',
});
const trained = [
  { type: /** @type {const} */ ('booted') },
  { type: /** @type {const} */ ('dataset'), info },
  { type: /** @type {const} */ ('runWanted'), runId: 1, parent: null, ops: [ops.init, ops.train] },
  came(1, node(1, null, ops.init)),
  came(1, node(2, 1, ops.train)),
  ended(1),
];

test('status follows boot, data, run, ranking', () => {
  assert.equal(statusOf(initialState()), 'loading');
  assert.equal(statusOf(after(...trained.slice(0, 3))), 'training');
  assert.equal(after(...trained.slice(0, 4)).current, null, 'a run on the way is not shown as a result');
  const through = after(...trained.slice(0, 5));
  assert.deepEqual([through.current, statusOf(through)], [null, 'training'], 'until it is said to have ended');
  const done = after(...trained);
  assert.equal(done.current, 2);
  assert.equal(statusOf(done), 'loading');
  const ranked = reduce(done, { type: 'trajectory', base: 2, method: layer, trajectory: trajectory() });
  assert.equal(statusOf(ranked), 'ready');
  assert.equal(statusOf(reduce(ranked, { type: 'method', method: global })), 'loading');
  const tuning = reduce(ranked, { type: 'runWanted', runId: 2, parent: 2, ops: [ops.prune, ops.tune] });
  assert.equal(statusOf(tuning), 'finetuning');
  assert.equal(statusOf(after({ type: 'bootFailed' })), 'error');
});

test('look-ups belong to base and method; points are kept by place', () => {
  const ranked = after(
    ...trained,
    { type: 'trajectory', base: 2, method: layer, trajectory: trajectory() },
    { type: 'ratio', ratio: 0.5 },
  );
  assert.equal(sparsityNow(ranked), 0.5);
  assert.equal(pointNow(ranked), null);
  const evaluation = { correct: 50, total: 100, loss: 1, confusion: new Uint32Array(4) };
  const measured = reduce(ranked, { type: 'point', base: 2, method: layer, ratio: 0.5, evaluation, result: null });
  assert.equal(pointNow(measured)?.evaluation.correct, 50);
  assert.equal(
    reduce(ranked, { type: 'point', base: 2, method: global, ratio: 0.5, evaluation, result: null }),
    ranked,
    'a stale point is dropped',
  );
  assert.equal(rankedNow(reduce(measured, { type: 'method', method: global })), null);
  assert.equal(
    pointNow(reduce(measured, { type: 'method', method: global })),
    null,
    'no number of another method is shown',
  );
});

test('points with something unmeasured between them are not joined', () => {
  const grid = Uint32Array.of(0, 10, 20, 30);
  const ratios = Float64Array.from({ length: 31 }, (_, place) => place / 30);
  const evaluation = { correct: 50, total: 100, loss: 1, confusion: new Uint32Array(4) };
  /** @param {number[]} places */
  const joined = (...places) => {
    const points = new Map(places.map((place) => [place, { sparsity: place / 30, evaluation, result: null }]));
    return curvePoints({ base: 2, method: layer, points }, grid, ratios).map((point) => point.joined);
  };
  assert.deepEqual(joined(0, 10, 20, 30), [false, true, true, true]);
  assert.deepEqual(joined(30, 0, 20), [false, false, true]);
  assert.deepEqual(joined(0, 4, 10, 15, 30), [false, true, true, true, false]);
});

test('events of another run change nothing that is shown', () => {
  const running = after(...trained.slice(0, 3));
  const progress = {
    type: /** @type {const} */ ('progress'),
    runId: 9,
    batch: 5,
    totalBatches: 10,
    batchesPerEpoch: 5,
    losses: new Float32Array(5),
    epochs: [],
    secondsLeft: 1,
    paused: false,
    teaching: false,
  };
  assert.equal(reduce(running, progress), running);
  assert.equal(reduce(running, ended(9, 'cancelled')), running);
  assert.equal(reduce(running, { type: 'liveWeights', runId: 9, layers: [] }), running);
  assert.equal(reduce(running, { ...progress, runId: 1 }).run?.losses.length, 5);
});

test('a cancelled run leaves what it made as the current run', () => {
  const stopped = after(...trained.slice(0, 4), ended(1, 'cancelled'));
  assert.equal(stopped.run, null);
  assert.equal(stopped.current, 1);
  const diverged = after(...trained.slice(0, 4), ended(1, 'failed'));
  assert.equal(statusOf(diverged), 'error');
});

test('a broken file leaves data set and network; a first one that fails is an error', () => {
  const before = after(...trained, { type: 'trajectory', base: 2, method: layer, trajectory: trajectory() });
  const attempt = [{ type: /** @type {const} */ ('dataWanted') }, { type: /** @type {const} */ ('dataFailed') }];
  const failed = attempt.reduce(reduce, before);
  assert.equal(failed.data.info, before.data.info);
  assert.equal(failed.nodes, before.nodes);
  assert.equal(statusOf(failed), 'ready');
  assert.equal(statusOf(after({ type: 'booted' }, ...attempt)), 'error');
});

test('going to a fine-tuned run brings back its slider; undo keeps the run', () => {
  const state = after(
    ...trained,
    { type: 'runWanted', runId: 2, parent: 2, ops: [ops.prune, ops.tune] },
    came(2, node(3, 2, ops.prune, 2)),
    came(2, node(4, 3, ops.tune, 2)),
    ended(2),
    { type: 'method', method: global },
    { type: 'ratio', ratio: 0.3 },
  );
  assert.equal(fineTunedNow(state)?.ratio, 0.8);
  const back = reduce(state, { type: 'select', node: 3 });
  assert.deepEqual([back.current, ratioNow(back), back.method], [3, 0.8, layer]);
  assert.equal(back.nodes.size, 4);
  assert.equal(fineTunedNow(back), null);
  assert.deepEqual(
    fineTunedRuns(back).map((run) => run.id),
    [4],
  );
  assert.equal(baseId(reduce(back, { type: 'select', node: 4 })), 2);
});

test('undo leads back to the run that was current, whatever came between', () => {
  const other = { ...ops.init, seed: 43 };
  const anew = after(
    ...trained,
    { type: 'runWanted', runId: 2, parent: null, ops: [other, ops.train] },
    came(2, node(3, null, other, 2)),
    came(2, node(4, 3, ops.train, 2)),
    ended(2),
  );
  assert.equal(anew.current, 4);
  const back = reduce(anew, { type: 'undo' });
  assert.equal(back.current, 2, 'the network before, not the untrained one');
  const again = reduce(back, { type: 'select', node: 4 });
  assert.equal(reduce(again, { type: 'undo' }).current, 2);
  const first = reduce(back, { type: 'undo' });
  assert.equal(first.current, 1, 'without a trail to the operation before');
  assert.equal(reduce(first, { type: 'undo' }), first);
});

test('a run that diverges before it learned anything leaves the network that was there', () => {
  const other = { ...ops.init, seed: 43 };
  const diverged = after(
    ...trained,
    { type: 'runWanted', runId: 2, parent: null, ops: [other, ops.train] },
    came(2, node(3, null, other, 2)),
    ended(2, 'failed'),
  );
  assert.equal(diverged.current, 2);
  assert.equal(statusOf(diverged), 'error');
});

test('the link holds the operations of the current run, or of the one being made', () => {
  const state = after(...trained);
  assert.deepEqual(experimentOf(state)?.ops, [ops.init, ops.train]);
  const tuning = reduce(state, { type: 'runWanted', runId: 2, parent: 2, ops: [ops.prune, ops.tune] });
  assert.deepEqual(experimentOf(tuning)?.ops, [ops.init, ops.train, ops.prune, ops.tune]);
  assert.equal(experimentOf(initialState()), null);
});

test('a new data set forgets the runs, a crash too', () => {
  for (const event of [
    { type: /** @type {const} */ ('dataset'), info },
    { type: /** @type {const} */ ('restarting') },
  ]) {
    const fresh = reduce(after(...trained), event);
    assert.deepEqual([fresh.nodes.size, fresh.current, fresh.ranked], [0, null, null]);
  }
});

test('making a run that is there already says so', () => {
  const again = after(
    ...trained,
    { type: 'runWanted', runId: 2, parent: null, ops: [ops.init, ops.train] },
    came(2, node(1, null, ops.init)),
  );
  assert.equal(again.notices.length, 0);
  const done = [came(2, node(2, 1, ops.train)), ended(2)].reduce(reduce, again);
  assert.deepEqual([done.current, done.notices.at(-1)?.key], [2, 'notice.known']);
});

test('equal messages are shown once', () => {
  const notice = { type: /** @type {const} */ ('notice'), kind: /** @type {const} */ ('error'), key: 'error.busy' };
  assert.equal(after(notice, notice).notices.length, 1);
});

test('a method that cannot be ranked is a failure until another is chosen', () => {
  /** @type {import('../../www/state/state.js').State} */
  const ready = {
    ...initialState(),
    boot: 'ready',
    data: { ...initialState().data, status: 'ready' },
    nodes: chain,
    current: 2,
    method: global,
  };
  assert.equal(statusOf(ready), 'loading', 'it is being ranked');
  const failed = reduce(ready, { type: 'unranked', current: 2, method: global });
  assert.equal(statusOf(failed), 'error');
  assert.equal(statusOf(reduce(failed, { type: 'method', method: layer })), 'loading');
});
