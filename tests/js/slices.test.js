// Slices of features and the trail of undo: settings and runs come back in the order in which they were changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slice as brush } from '../../www/features/by-hand/model.js';
import { slice as distil } from '../../www/features/distil/model.js';
import { slice as pareto } from '../../www/features/pareto/model.js';
import { listText, readList } from '../../www/features/pipeline/list-text.js';
import { freeId, pipelineSlice } from '../../www/features/pipeline/model.js';
import { fitted, slice as quantize } from '../../www/features/quantize/model.js';
import { slice as results } from '../../www/features/results/model.js';
import { slice as schedules } from '../../www/features/schedules/model.js';
import { ratioNow } from '../../www/state/select.js';
import { sliceOf } from '../../www/state/slices.js';
import { canUndo } from '../../www/state/state.js';
import { createStore } from '../../www/state/store.js';
import { times } from '../../www/state/times.js';
import { goesOn } from '../../www/state/trail.js';
import { config, run as node } from './lab.js';
import { generator } from './random.js';

/** @typedef {import('../../www/protocol.js').RunNode} RunNode */

const store = () => createStore({ frame: () => undefined });
/** @typedef {import('../../www/state/store.js').Store} Store */

/** @param {Store} page @param {number} runId @param {...RunNode} nodes */
function finish(page, runId, ...nodes) {
  page.dispatch({ type: 'runWanted', runId, parent: nodes[0].parent, ops: nodes.map(({ op }) => op) });
  for (const one of nodes) page.dispatch({ type: 'node', runId, node: one });
  page.dispatch({ type: 'runEnded', runId, complete: true, failed: false });
}

test('settings and runs are undone in the order in which they were done', () => {
  const page = store();
  finish(page, 1, node(1, null, { op: 'init', hidden: [4], seed: 1 }), node(2, 1, { op: 'train', config }));
  page.dispatch({ type: 'method', method: { score: 'magnitude', scope: 'global', rule: 'exact' } });
  finish(page, 2, node(3, null, { op: 'init', hidden: [4], seed: 2 }), node(4, 3, { op: 'train', config }));
  page.dispatch({ type: 'trainForm', form: { optimizer: 'sgd' } });
  const states = [];
  while (page.get().trail.length) {
    page.dispatch({ type: 'undo' });
    const { current, method, forms } = page.get();
    states.push([current, method.scope, forms.train.optimizer]);
  }
  assert.deepEqual(states, [
    [4, 'global', 'adam'],
    [2, 'global', 'adam'],
    [2, 'layer', 'adam'],
  ]);
});

test('letters typed one after another, and a slider on its way, are one step; two choices are two', () => {
  const page = store();
  for (const hidden of ['25', '2', '21', '210']) page.dispatch({ type: 'trainForm', form: { hidden } });
  page.dispatch({ type: 'trainForm', form: { optimizer: 'sgd' } });
  page.dispatch({ type: 'trainForm', form: { optimizer: 'adamW' } });
  const seen = [];
  while (canUndo(page.get())) {
    page.dispatch({ type: 'undo' });
    const { hidden, optimizer } = page.get().forms.train;
    seen.push([hidden, optimizer]);
  }
  assert.deepEqual(seen, [
    ['210', 'sgd'],
    ['210', 'adam'],
    ['256', 'adam'],
  ]);
  const last = /** @type {import('../../www/state/trail.js').Step} */ ({ kind: 'settings', key: 'k' });
  assert.ok(goesOn(last, 'k', 3, 4));
  assert.ok(goesOn(last, 'k', [0.1, 0.2], [0.1, 0.3]));
  assert.ok(!goesOn(last, 'other', 3, 4));
  assert.ok(!goesOn(last, 'k', 'l1', 'l2'));
  assert.ok(!goesOn({ kind: 'run', run: 1 }, 'k', 3, 4));
});

test('what a link sets, and what changes by itself, is no step', () => {
  const page = store();
  page.dispatch({
    type: 'linkOpened',
    settings: { method: { score: 'magnitude', scope: 'global', rule: 'exact' }, ratio: 0.4, seed: '7' },
  });
  page.dispatch({ type: 'method', method: { score: 'random', scope: 'layer', rule: 'exact' }, byItself: true });
  page.dispatch({ type: 'ratio', ratio: 0.9 });
  assert.deepEqual([page.get().seed, ratioNow(page.get()), page.get().trail], ['7', 0.9, []]);
  assert.ok(!canUndo(page.get()));
});

test('going back to another method brings its ratio back; other settings leave the slider alone', () => {
  const page = store();
  page.dispatch({ type: 'ratio', ratio: 0.8 });
  page.dispatch({ type: 'method', method: { score: 'magnitude', scope: 'layer', rule: 'exact', shape: '2:4' } });
  assert.equal(ratioNow(page.get()), 0.5);
  page.dispatch({ type: 'undo' });
  assert.deepEqual([ratioNow(page.get()), page.get().method.shape], [0.8, undefined]);
  page.dispatch({ type: 'seed', seed: '9' });
  page.dispatch({ type: 'ratio', ratio: 0.3 });
  page.dispatch({ type: 'undo' });
  assert.deepEqual([ratioNow(page.get()), page.get().seed], [0.3, '42']);
});

test('a form of a feature is changed, undone and kept apart from what the feature found', () => {
  const page = store();
  const own = page.slice(schedules);
  const chart = page.slice(pareto);
  const timed = page.slice(times);
  timed.found({ race: new Map([['3 ', { kind: 'dense', ms: 1, low: 1, high: 2 }]]) });
  own.change({ schedule: 'gradual' });
  chart.change({ axis: 'ms' });
  page.dispatch({ type: 'undo' });
  assert.deepEqual([own.get().form.schedule, chart.get().form.axis], ['gradual', 'bytes']);
  assert.equal(timed.get().race.size, 1, 'undo does not touch what was found');
  page.dispatch({ type: 'undo' });
  assert.equal(own.get().form.schedule, 'oneShot');
  assert.ok(!canUndo(page.get()));
});

test('as many undos as steps lead back to the beginning, whatever was changed', () => {
  const { real, pick } = generator(11);
  const page = store();
  const handles = [page.slice(schedules), page.slice(quantize), page.slice(results), page.slice(distil)];
  const before = JSON.stringify([page.get().forms, page.get().slices]);
  for (let step = 0; step < 150; step += 1) {
    const own = pick(handles);
    const field = pick(Object.keys(own.get().form));
    const value = String(Math.floor(real() * 1000));
    if (real() < 0.3) page.dispatch({ type: 'tuneForm', form: { epochs: value } });
    else own.change(/** @type {any} */ ({ [field]: value }));
  }
  assert.notEqual(JSON.stringify([page.get().forms, page.get().slices]), before);
  while (canUndo(page.get())) page.dispatch({ type: 'undo' });
  assert.equal(JSON.stringify([page.get().forms, page.get().slices]), before);
});

test('another data set takes with it what belonged to the old one', () => {
  const page = store();
  const [pair, hand, chart, lesson] = [page.slice(results), page.slice(brush), page.slice(times), page.slice(distil)];
  finish(page, 1, node(1, null, { op: 'init', hidden: [4], seed: 1 }));
  pair.change({ a: 1, layer: 1 });
  hand.change({ edits: [{ layer: 0, input: 1, output: 2, keep: false }] });
  chart.found({ race: new Map([['1 ', { kind: 'dense', ms: 1, low: 1, high: 2 }]]) });
  lesson.change({ teacher: 1, alpha: '0.9' });
  const info = /** @type {any} */ ({ name: 'other', train: 1, test: 1, height: 2, width: 1, classes: 2 });
  page.dispatch({ type: 'dataset', info });
  assert.deepEqual(pair.get(), results.initial);
  assert.deepEqual(hand.get().form.edits, []);
  assert.equal(chart.get().race.size, 0);
  assert.deepEqual([lesson.get().form.teacher, lesson.get().form.alpha], [null, '0.9']);
});

test('edits by hand belong to the current run', () => {
  const page = store();
  const hand = page.slice(brush);
  finish(page, 1, node(1, null, { op: 'init', hidden: [4], seed: 1 }));
  hand.change({ edits: [{ layer: 0, input: 1, output: 2, keep: false }] });
  page.dispatch({ type: 'ratio', ratio: 0.5 });
  assert.equal(hand.get().form.edits.length, 1);
  finish(page, 2, node(2, 1, { op: 'train', config }));
  assert.equal(hand.get().form.edits.length, 0);
});

test('the network that students are compared with stays the teacher when one of them is opened', () => {
  const page = store();
  const own = page.slice(distil);
  finish(page, 1, node(1, null, { op: 'init', hidden: [4], seed: 1 }));
  page.dispatch({ type: 'studyBegan', study: 'distil', total: 2 });
  finish(page, 2, node(2, null, { op: 'init', hidden: [4], seed: 2 }));
  assert.deepEqual([page.get().current, own.get().form.teacher], [2, 1]);
});

test('the run that was trained as a teacher becomes the teacher', () => {
  const page = store();
  const own = page.slice(distil);
  page.dispatch({ type: 'runWanted', runId: 5, parent: null, ops: [{ op: 'init', hidden: [4], seed: 1 }] });
  own.found({ training: 5 });
  page.dispatch({ type: 'node', runId: 5, node: node(7, null, { op: 'init', hidden: [4], seed: 1 }) });
  page.dispatch({ type: 'runEnded', runId: 5, complete: true, failed: false });
  assert.deepEqual([own.get().form.teacher, own.get().training], [7, null]);
});

test('every layer has bits of its own, also after another network', () => {
  const choice = { ...quantize.initial.form, shareBits: [3, 5] };
  assert.deepEqual(fitted(choice, 2), choice);
  // What a link says of it may be anything.
  const odd = /** @type {any} */ ({ ...choice, way: 'x', bits: 99, levels: 'y', per: '', activationBits: NaN });
  const mended = fitted(odd, 2);
  assert.deepEqual(
    [mended.way, mended.bits, mended.levels, mended.per, mended.activationBits],
    ['quantize', 8, 'symmetric', 'tensor', 8],
  );
  assert.deepEqual(fitted(choice, 3).shareBits, [4, 4, 4]);
});

test('the waterfall keeps the runs after the one that is gone back to', () => {
  const page = store();
  const builder = pipelineSlice('3');
  const own = page.slice(builder);
  finish(page, 1, node(1, null, { op: 'init', hidden: [4], seed: 1 }), node(2, 1, { op: 'train', config }));
  assert.equal(own.get().end, 2);
  page.dispatch({ type: 'select', node: 1 });
  assert.equal(own.get().end, 2, 'run 1 leads to it');
  finish(page, 2, node(3, null, { op: 'init', hidden: [5], seed: 1 }));
  assert.equal(own.get().end, 3);
  assert.equal(readList(builder.initial.form.list).seed, '3');
});

test('a new stage has a number of its own, also beside the list that was put aside', () => {
  const { form } = pipelineSlice('1').initial;
  const list = readList(form.list);
  assert.ok(!list.stages.map(({ id }) => id).includes(freeId(form)));
  const before = listText({ ...list, stages: [{ ...list.stages[0], id: 40 }] });
  assert.equal(freeId({ ...form, before }), 41);
});

test('a slice that is not registered reads as its beginning', () => {
  assert.equal(sliceOf(store().get(), schedules), schedules.initial);
});

test('a form is set by a link, before and after its feature is loaded, by what is of its kind', () => {
  const page = store();
  const slice = { id: 'made-up', initial: { form: { text: 'a', on: true, ratio: 0.5, list: [1] }, found: 0 } };
  page.dispatch({ type: 'formsLinked', forms: { 'made-up': { text: 'b', on: 'maybe', other: 'x', list: '2' } } });
  assert.deepEqual(page.changedForms(), { 'made-up': { text: 'b', on: 'maybe', other: 'x', list: '2' } });
  const own = page.slice(slice);
  assert.deepEqual(own.get(), { form: { text: 'b', on: true, ratio: 0.5, list: [1] }, found: 0 });
  page.dispatch({ type: 'formsLinked', forms: { 'made-up': { on: 'false', ratio: '0.25' } } });
  assert.deepEqual(page.changedForms(), { 'made-up': { text: 'b', on: 'false', ratio: '0.25' } });
  assert.ok(!canUndo(page.get()), 'what a link sets is no step');
});
