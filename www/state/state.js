// @ts-check
/**
 * What the page knows, and how each event changes it: (state, event) -> state. Pure; states are never
 * changed in place. Questions about a state are answered in select.js.
 */

/** @import { TrainForm, TuneForm } from '../ops/forms.js' */
/** @import { Fallen } from '../ops/method.js' */
/** @import { CurveSample, DatasetInfo, EpochPoint, Evaluation, Exchange, LayerWeights, ModelResult, Op, Point, PruneMethod, RunEvent, RunNode, Swap, Trajectory, WorkerEvent } from '../protocol.js' */
/** @import { LinkedForms, SliceEvent, Slices } from './slices.js' */
/** @import { Studies, StudyEvent } from './studies.js' */
/** @import { Settings, Step as TrailStep } from './trail.js' */
/** @import { Ranked } from './trajectory.js' */
import { defaultTrainForm, defaultTuneForm } from '../ops/forms.js';
import { DEFAULT_METHOD, fixedRatio, methodText } from '../ops/method.js';
import { changeSlice, linkedFields } from './slices.js';
import { initialStudies, reduceStudies } from './studies.js';
import { indexOf, placeOf, rank, ratioAt, sparsityAt } from './trajectory.js';
import { goesOn, withStep } from './trail.js';
import { baseOf, pruneBelow, sameMethod } from './tree.js';

/** @typedef {'train' | 'score' | 'prune' | 'tune'} Step */
/** Weights of one network; `node` -1 is the one in the making.
 * @typedef {{ node: number, layers: readonly LayerWeights[] }} Snapshot */
/** What was measured along one trajectory, by slider place.
 * @typedef {{ base: number, method: PruneMethod, points: ReadonlyMap<number, CurvePoint> }} Curve */
/** @typedef {{ sparsity: number, evaluation: Evaluation, result: ModelResult | null }} CurvePoint */
/** The run that is going on. `opsDone` counts those that have become runs in the list, `lastNode` is the last of them and
 * `known` says whether it was there before.
 * @typedef {{ runId: number, parent: number | null, ops: Op[], opsDone: number, batch: number, totalBatches: number,
 *             batchesPerEpoch: number, losses: Float32Array, epochs: EpochPoint[], secondsLeft: number | null,
 *             paused: boolean, teaching: boolean, cancelling: boolean, lastNode: number | null, known: boolean,
 *             exchanges: readonly Exchange[], swaps: readonly Swap[] }} ActiveRun  `swaps`: the last of the exchanges */
/** What a ranking went by. @typedef {{ base: number, method: PruneMethod, layers: readonly Float32Array[] }} Scores */
/** Whether pictures show weights or their scores. @typedef {{ hist: 'weights' | 'scores', heat: 'weights' | 'scores' }} Look */
/** What of the page is shown: the workspace, the entry chosen in the list of each that has one, the view of the evidence (the
 * id of its place), whether the x axis of the band begins at 90 %, and the test image on the stage, from 0.
 * @typedef {{ view: Workspace, entries: Readonly<Partial<Record<EntryWorkspace, string>>>, evidence: string,
 *   zoomed: boolean, image: number }} Page */
/** The workspaces with a list. @typedef {'experiments' | 'compress' | 'learn'} EntryWorkspace */
/** @typedef {import('./workspaces.js').WORKSPACES[number]} Workspace */
/** @typedef {{ id: number, kind: 'error' | 'info' | 'success' | 'warning', key: string, params: Record<string, string | number | readonly number[]>,
 *             action: { key: string, name: string } | null }} Notice */
/** `failedBy`: the code of the fault that the last run ended with; `unranked`: what could not be ranked, the error has been
 * told.
 * @typedef {{
 *   boot: 'starting' | 'ready' | 'failed',
 *   data: { status: 'none' | 'loading' | 'ready', progress: number | null, info: DatasetInfo | null, waitingFor: string | null },
 *   nodes: ReadonlyMap<number, RunNode>, current: number | null, trail: readonly TrailStep[], pinned: number | null,
 *   run: ActiveRun | null, failed: boolean, failedBy: string, unranked: { current: number | null, method: PruneMethod } | null,
 *   method: PruneMethod, fallen: readonly Fallen[], place: number, ranked: Ranked | null, scores: Scores | null, look: Look,
 *   curves: ReadonlyMap<string, Curve>,
 *   measuring: { done: number, total: number } | null,
 *   live: Snapshot | null, shown: Snapshot | null, heat: 'slider' | 'node',
 *   page: Page, step: Step, forms: { train: TrainForm, tune: TuneForm }, seed: string, slices: Slices, linked: LinkedForms, studies: Studies,
 *   notices: readonly Notice[], nextNotice: number
 * }} State */

/** @typedef {{ type: 'booted' } | { type: 'bootFailed' } | { type: 'restarting' } |
 *   { type: 'dataWanted' } | { type: 'dataFailed' } | { type: 'dataAwaited', what: string | null } |
 *   { type: 'dataset', info: DatasetInfo } |
 *   { type: 'runWanted', runId: number, parent: number | null, ops: Op[] } | { type: 'cancelWanted' } |
 *   { type: 'pauseWanted', paused: boolean } | { type: 'runEnded', runId: number, complete: boolean, failed: boolean, code?: string } |
 *   { type: 'trajectory', base: number, method: PruneMethod, trajectory: Trajectory } |
 *   { type: 'unranked', current: number | null, method: PruneMethod } |
 *   { type: 'scores', base: number, method: PruneMethod, layers: readonly Float32Array[] } |
 *   { type: 'shown', node: number, layers: readonly LayerWeights[] } |
 *   { type: 'ratio', ratio: number } | { type: 'method', method: PruneMethod, fallen?: readonly Fallen[], byItself?: boolean } |
 *   { type: 'look', look: Partial<Look> } |
 *   { type: 'select', node: number } | { type: 'undo' } | { type: 'pin', node: number | null } |
 *   { type: 'heat', heat: 'slider' | 'node' } | { type: 'step', step: Step } | { type: 'page', page: Partial<Page> } |
 *   { type: 'trainForm', form: Partial<TrainForm> } | { type: 'tuneForm', form: Partial<TuneForm> } |
 *   { type: 'seed', seed: string } | { type: 'formsLinked', forms: LinkedForms } | SliceEvent | { type: 'linkOpened', settings: Partial<Settings> } |
 *   { type: 'notice', kind: Notice['kind'], key: string, params?: Notice['params'], action?: Notice['action'] } |
 *   { type: 'dismiss', id: number } | StudyEvent |
 *   { type: 'samples', base: number, method: PruneMethod, samples: readonly CurveSample[] }
 * } PageEvent */

/** The first test image on the stage: one that the default network classifies right until most of its weights are pruned. */
export const FIRST_IMAGE = 63;

/** @returns {State} */
export function initialState() {
  return {
    boot: 'starting',
    data: { status: 'none', progress: null, info: null, waitingFor: null },
    nodes: new Map(),
    current: null,
    trail: [],
    pinned: null,
    run: null,
    failed: false,
    failedBy: '',
    unranked: null,
    method: DEFAULT_METHOD,
    fallen: [],
    place: 0,
    ranked: null,
    scores: null,
    look: { hist: 'weights', heat: 'weights' },
    curves: new Map(),
    measuring: null,
    live: null,
    shown: null,
    heat: 'slider',
    page: { view: 'explore', entries: {}, evidence: 'heatmaps', zoomed: false, image: FIRST_IMAGE },
    step: 'train',
    forms: { train: defaultTrainForm(), tune: defaultTuneForm() },
    seed: '42',
    slices: {},
    linked: {},
    studies: initialStudies(),
    notices: [],
    nextNotice: 1,
  };
}

/**
 * @param {State} state
 * @param {WorkerEvent | PageEvent} event
 * @returns {State}
 */
export function reduce(state, event) {
  const next = remember(reduceOwn(state, event), state, event);
  const studies = reduceStudies(next.studies, event);
  return studies === next.studies ? next : { ...next, studies };
}

/** All but what belongs to the studies. @param {State} state @param {WorkerEvent | PageEvent} event @returns {State} */
function reduceOwn(state, event) {
  switch (event.type) {
    case 'booted':
      return { ...state, boot: 'ready' };
    case 'bootFailed':
      return { ...state, boot: 'failed' };
    case 'restarting':
      return { ...forgetRuns(state), boot: 'starting', failed: false };
    case 'dataWanted':
      return { ...state, data: { ...state.data, status: 'loading', progress: null, waitingFor: null } };
    case 'dataFailed':
      return dataFailed(state);
    case 'dataAwaited':
      return { ...state, data: { ...state.data, waitingFor: event.what } };
    case 'datasetProgress':
      return { ...state, data: { ...state.data, progress: event.total > 0 ? event.done / event.total : null } };
    case 'dataset':
      return {
        ...forgetRuns(state),
        failed: false,
        data: { status: 'ready', progress: null, info: event.info, waitingFor: null },
      };
    case 'runWanted':
      return {
        ...state,
        run: newRun(event),
        failed: false,
        measuring: null,
        live: null,
        notices: state.notices.filter(isLasting),
      };
    case 'cancelWanted':
      return withRun(state, { cancelling: true });
    case 'pauseWanted':
      return withRun(state, { paused: event.paused });
    case 'started':
      return started(state, event);
    case 'progress':
      return progress(state, event);
    case 'exchanges':
      if (state.run?.runId !== event.runId) return state;
      return withRun(state, { exchanges: [...state.run.exchanges, ...event.exchanges], swaps: event.layers });
    case 'node':
      return addNode(state, event);
    case 'runEnded':
      return state.run?.runId === event.runId ? endRun(state, state.run, event) : state;
    case 'liveWeights':
      return state.run?.runId === event.runId ? { ...state, live: { node: -1, layers: event.layers } } : state;
    case 'shown':
      return event.node === state.current ? { ...state, shown: { node: event.node, layers: event.layers } } : state;
    case 'trajectory':
      return { ...state, ranked: rank(event.base, event.method, event.trajectory) };
    case 'unranked':
      return { ...state, unranked: { current: event.current, method: event.method } };
    case 'scores':
      return { ...state, scores: { base: event.base, method: event.method, layers: event.layers } };
    case 'point':
      return addPoint(state, event);
    case 'samples':
      return addSamples(state, event);
    case 'curveProgress':
      return { ...state, measuring: event.done < event.total ? { done: event.done, total: event.total } : null };
    case 'ratio':
      return atRatio(state, event.ratio);
    case 'method':
      return withMethod(state, event.method, event.fallen ?? []);
    case 'look':
      return { ...state, look: { ...state.look, ...event.look } };
    case 'select':
      return select(state, event.node);
    case 'undo':
      return undo(state);
    case 'pin':
      return { ...state, pinned: event.node, heat: 'slider' };
    case 'heat':
      return { ...state, heat: event.heat };
    case 'page':
      return {
        ...state,
        page: { ...state.page, ...event.page, entries: { ...state.page.entries, ...event.page.entries } },
      };
    case 'step':
      return { ...state, step: event.step };
    case 'trainForm':
      return { ...state, forms: { ...state.forms, train: { ...state.forms.train, ...event.form } } };
    case 'tuneForm':
      return { ...state, forms: { ...state.forms, tune: { ...state.forms.tune, ...event.form } } };
    case 'seed':
      return { ...state, seed: event.seed };
    case 'formsLinked':
      return withLinked(state, event.forms);
    case 'form':
    case 'slice':
      return { ...state, slices: changeSlice(state.slices, event) };
    case 'linkOpened':
      return atRatio(withSettings(state, event.settings), event.settings.ratio ?? ratioAt(state.place));
    case 'notice':
      return addNotice(state, event);
    case 'dismiss':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== event.id) };
    default:
      return state;
  }
}

/** Forms as a link says: of features that are there, and of others when they are loaded. @param {State} state @param {LinkedForms} linked */
function withLinked(state, linked) {
  let { slices } = state;
  for (const [feature, { form }] of Object.entries(slices)) {
    const change = linkedFields(form, linked[feature]);
    if (Object.keys(change).length) slices = changeSlice(slices, { type: 'form', feature, change });
  }
  return { ...state, linked, slices };
}

/** N:M takes its own share, whatever is wished. @param {State} state @param {number} ratio @returns {State} */
function atRatio(state, ratio) {
  return { ...state, place: placeOf(fixedRatio(state.method) ?? ratio), heat: 'slider' };
}

/** @param {State} state @param {PruneMethod} method @param {readonly Fallen[]} fallen @returns {State} */
function withMethod(state, method, fallen) {
  if (sameMethod(state.method, method)) return fallen.length ? { ...state, fallen } : state;
  const curves = new Map(state.curves);
  // Ratios of single layers are moved again and again: their curves would fill the chart.
  if (state.method.scope === 'own')
    for (const [key, curve] of curves) if (sameMethod(curve.method, state.method)) curves.delete(key);
  return atRatio({ ...state, method, fallen, curves }, ratioAt(state.place));
}

/** What was said about the last attempt is out of date with the next. @param {Notice} notice */
function isLasting({ key }) {
  return !['notice.form', 'notice.known', 'notice.copied', 'error.diverged'].includes(key);
}

/** @param {State} state @returns {State} */
function forgetRuns(state) {
  return {
    ...state,
    nodes: new Map(),
    current: null,
    trail: state.trail.filter(({ kind }) => kind === 'settings'),
    pinned: null,
    run: null,
    ranked: null,
    scores: null,
    curves: new Map(),
    measuring: null,
    live: null,
    shown: null,
    heat: 'slider',
  };
}

/** A data set that could not be had leaves the one before in its place. @param {State} state @returns {State} */
function dataFailed(state) {
  const data = {
    ...state.data,
    status: state.data.info ? /** @type {const} */ ('ready') : /** @type {const} */ ('none'),
    progress: null,
  };
  return { ...state, data, failed: state.failed || !state.data.info };
}

/** @param {{ runId: number, parent: number | null, ops: Op[] }} wish @returns {ActiveRun} */
function newRun({ runId, parent, ops }) {
  return {
    runId,
    parent,
    ops,
    opsDone: 0,
    batch: 0,
    totalBatches: 0,
    batchesPerEpoch: 0,
    losses: new Float32Array(0),
    epochs: [],
    secondsLeft: null,
    paused: false,
    teaching: false,
    cancelling: false,
    lastNode: null,
    known: false,
    exchanges: [],
    swaps: [],
  };
}

/** @param {State} state @param {Partial<ActiveRun>} change @returns {State} */
function withRun(state, change) {
  return state.run ? { ...state, run: { ...state.run, ...change } } : state;
}

/** @param {State} state @param {Extract<RunEvent, { type: 'started' }>} event @returns {State} */
function started(state, event) {
  if (state.run?.runId !== event.runId) return state;
  const { batchesPerEpoch, totalBatches } = event;
  return withRun(state, {
    batchesPerEpoch,
    totalBatches,
    batch: 0,
    losses: new Float32Array(0),
    epochs: [],
    secondsLeft: null,
  });
}

/** @param {State} state @param {Extract<RunEvent, { type: 'progress' }>} event @returns {State} */
function progress(state, event) {
  if (state.run?.runId !== event.runId) return state;
  const { batch, totalBatches, batchesPerEpoch, secondsLeft, paused, teaching } = event;
  const losses = new Float32Array(state.run.losses.length + event.losses.length);
  losses.set(state.run.losses);
  losses.set(event.losses, state.run.losses.length);
  const epochs = event.epochs.length ? [...state.run.epochs, ...event.epochs] : state.run.epochs;
  return withRun(state, { batch, totalBatches, batchesPerEpoch, secondsLeft, paused, teaching, losses, epochs });
}

/** @param {State} state @param {Extract<RunEvent, { type: 'node' }>} event @returns {State} */
function addNode(state, { node, runId }) {
  const next = { ...state, nodes: new Map(state.nodes).set(node.id, node) };
  const { run } = state;
  if (run?.runId !== runId) return next;
  return { ...next, run: { ...run, opsDone: run.opsDone + 1, lastNode: node.id, known: state.nodes.has(node.id) } };
}

/**
 * What a run made last is the current run, unless it ended early with no more than an untrained network and there was a
 * better one before.
 * @param {State} state
 * @param {ActiveRun} run
 * @param {{ complete: boolean, failed: boolean, code?: string }} how  `complete`: with its last operation
 * @returns {State}
 */
function endRun(state, { lastNode, known }, { complete, failed, code = '' }) {
  const ended = { ...state, run: null, live: null, failed, failedBy: code };
  const op = lastNode === null ? null : state.nodes.get(lastNode)?.op.op;
  if (lastNode === null || (op === 'init' && !complete && state.current !== null)) return ended;
  const told = complete && known ? addNotice(ended, { type: 'notice', kind: 'info', key: 'notice.known' }) : ended;
  return { ...moveTo(told, lastNode), heat: op === 'fineTune' ? 'node' : 'slider' };
}

/** Another run becomes the current one; undo leads back. @param {State} state @param {number} id @returns {State} */
function moveTo(state, id) {
  if (state.current === null || state.current === id) return { ...state, current: id };
  return { ...state, current: id, trail: withStep(state.trail, { kind: 'run', run: state.current }) };
}

/** What the person has set. @param {State} state @returns {Settings} */
function settingsOf({ method, place, seed, forms, slices }) {
  const ofFeatures = Object.entries(slices).map(([id, { form }]) => [id, form]);
  return { method, ratio: ratioAt(place), seed, forms, slices: Object.fromEntries(ofFeatures) };
}

/**
 * Settings as they were, or as a link says. The slider moves only with the method: elsewhere it is a look-up.
 * @param {State} state
 * @param {Partial<Settings>} settings
 * @returns {State}
 */
function withSettings(state, { method, ratio, seed = state.seed, forms = state.forms, slices = {} }) {
  const next = { ...state, seed, forms, slices: { ...state.slices } };
  for (const [id, form] of Object.entries(slices))
    next.slices = changeSlice(next.slices, { type: 'form', feature: id, change: { ...form } });
  if (!method || sameMethod(method, state.method)) return next;
  return atRatio(withMethod(next, method, []), ratio ?? ratioAt(state.place));
}

/**
 * Remembers what the person had set before an event that changed it.
 * @param {State} next
 * @param {State} before
 * @param {WorkerEvent | PageEvent} event
 * @returns {State}
 */
function remember(next, before, event) {
  const changed = changedBy(next, before, event);
  if (!changed) return next;
  const { key, from, to } = changed;
  if (goesOn(before.trail.at(-1), key, from, to)) return next;
  const step = /** @type {const} */ ({ kind: 'settings', key, settings: settingsOf(before) });
  return { ...next, trail: withStep(before.trail, step) };
}

/** The field that an event of the person's changed. @param {State} next @param {State} before
 * @param {WorkerEvent | PageEvent} event @returns {{ key: string, from: unknown, to: unknown } | null} */
function changedBy(next, before, event) {
  switch (event.type) {
    case 'method':
      return next.method === before.method || event.byItself ? null : fieldOf('method', before.method, next.method);
    case 'seed':
      return fieldOf('seed', { seed: before.seed }, { seed: next.seed });
    case 'trainForm':
      return fieldOf('train', before.forms.train, next.forms.train);
    case 'tuneForm':
      return fieldOf('tune', before.forms.tune, next.forms.tune);
    case 'form':
      return fieldOf(event.feature, before.slices[event.feature].form, next.slices[event.feature].form);
    default:
      return null;
  }
}

/** @param {string} of @param {object} before @param {object} next */
function fieldOf(of, before, next) {
  const values = /** @type {Record<string, unknown>} */ (before);
  const changes = Object.entries(next).filter(([name, value]) => value !== values[name]);
  if (changes.length === 0) return null;
  return { key: `${of} ${changes.map(([name]) => name)}`, from: values[changes[0][0]], to: changes[0][1] };
}

/** Whether there is something to go back to. @param {State} state */
export function canUndo(state) {
  const node = state.current === null ? null : state.nodes.get(state.current);
  return !state.run && (state.trail.length > 0 || (node?.parent ?? null) !== null);
}

/**
 * Back to the run that was current before, to the settings before the last change, or else to the run this one grew
 * from.
 * @param {State} state
 * @returns {State}
 */
function undo(state) {
  if (!canUndo(state)) return state;
  const trail = state.trail.slice(0, -1);
  const step = state.trail.at(-1);
  if (step?.kind === 'settings') return { ...withSettings(state, step.settings), trail };
  const before = step?.run ?? state.nodes.get(/** @type {number} */ (state.current))?.parent;
  return { ...select(state, /** @type {number} */ (before)), trail };
}

/** @param {number} base @param {PruneMethod} method */
export function curveKey(base, method) {
  return `${base} ${methodText(method)}`;
}

/** @param {State} state @param {Point} event @returns {State} */
function addPoint(state, { base, method, ratio, evaluation, result }) {
  const { ranked } = state;
  if (!ranked || ranked.base !== base || !sameMethod(ranked.method, method)) return state;
  const key = curveKey(base, method);
  const place = indexOf(ranked.ratios, ratio);
  const points = new Map(state.curves.get(key)?.points);
  points.set(place, {
    sparsity: sparsityAt(ranked, place),
    evaluation,
    result: result ?? points.get(place)?.result ?? null,
  });
  return { ...state, curves: new Map(state.curves).set(key, { base, method, points }) };
}

/** Points that another engine measured. @param {State} state @param {Extract<PageEvent, { type: 'samples' }>} event @returns {State} */
function addSamples(state, { base, method, samples }) {
  const { ranked } = state;
  if (!ranked || !state.nodes.has(base)) return state;
  const key = curveKey(base, method);
  const points = new Map(state.curves.get(key)?.points);
  for (const { ratio, sparsity, evaluation } of samples) {
    const place = indexOf(ranked.ratios, ratio);
    points.set(place, { sparsity, evaluation, result: points.get(place)?.result ?? null });
  }
  return { ...state, curves: new Map(state.curves).set(key, { base, method, points }) };
}

/** Going to a run brings back the slider as it stood there. @param {State} state @param {number} id @returns {State} */
function select(state, id) {
  const node = state.nodes.get(id);
  if (!node || state.run) return state;
  const pruned = pruneBelow(state.nodes, id, baseOf(state.nodes, id, state.pinned));
  const slider = pruned ? { method: pruned.op.method, place: placeOf(pruned.op.ratio), fallen: [] } : {};
  return { ...moveTo(state, id), ...slider, failed: false, heat: node.op.op === 'fineTune' ? 'node' : 'slider' };
}

/** @param {State} state @param {Extract<PageEvent, { type: 'notice' }>} event @returns {State} */
function addNotice(state, { kind, key, params = {}, action = null }) {
  const same = (/** @type {Notice} */ old) => old.key === key && JSON.stringify(old.params) === JSON.stringify(params);
  const others = state.notices.filter((old) => !same(old));
  const notice = { id: state.nextNotice, kind, key, params, action };
  return { ...state, notices: [...others, notice].slice(-4), nextNotice: state.nextNotice + 1 };
}
