// @ts-check
/**
 * Questions about a state, answered without changing it.
 */

/** @import { Facts } from '../ops/method.js' */
/** @import { DatasetSpec, Evaluation, Experiment, ModelResult, Op, RunNode } from '../protocol.js' */
/** @import { Curve, CurvePoint, State, Step } from './state.js' */
/** @import { Scan, TuneSettings, TuneSweep } from './studies.js' */
import { readHidden } from '../ops/forms.js';
import { CALIBRATION, fit, fixedRatio, hasMovement, needsImages } from '../ops/method.js';
import { curveKey } from './state.js';
import { findScan } from './studies.js';
import { indexOf, ratioAt, sparsityAt } from './trajectory.js';
import { baseOf, opsTo, pathTo, pruneBelow, sameMethod, sameOp, sparsityOf } from './tree.js';

/** @typedef {'loading' | 'training' | 'ready' | 'finetuning' | 'error'} Status */

/** @param {State} state @returns {Status} */
export function statusOf(state) {
  if (state.boot === 'failed') return 'error';
  if (state.boot === 'starting' || state.data.status === 'loading') return 'loading';
  if (state.run) return isTuning(state) ? 'finetuning' : 'training';
  if (state.failed) return 'error';
  if (isRanked(state)) return 'ready';
  const { unranked } = state;
  return unranked?.current === state.current && unranked.method === state.method ? 'error' : 'loading';
}

/** The engine is there and has images. @param {State} state */
export function isReady({ boot, data }) {
  return boot === 'ready' && data.status === 'ready';
}

/** And there is a network that the slider prunes. @param {State} state */
export function isPrunable(state) {
  return isReady(state) && baseId(state) !== null;
}

/** Another data set or another engine: its runs have the numbers of the old ones. @param {State} state @param {State} before */
export function isOtherLab(state, before) {
  return state.data.info !== before.data.info || state.boot !== before.boot;
}

/** The operation that is going on, the last one until its run has ended. @param {State} state @returns {Op | null} */
export function activeOp({ run }) {
  return run ? (run.ops[run.opsDone] ?? run.ops.at(-1) ?? null) : null;
}

/** @param {State} state */
export function isTuning(state) {
  const op = activeOp(state)?.op;
  return op === 'prune' || op === 'fineTune';
}

/** @param {State} state */
export function baseId(state) {
  return baseOf(state.nodes, state.current, state.pinned);
}

/** @param {State} state @returns {RunNode | null} */
export function baseNode(state) {
  const id = baseId(state);
  return id === null ? null : (state.nodes.get(id) ?? null);
}

/** @param {State} state @returns {RunNode | null} */
export function currentNode(state) {
  return state.current === null ? null : (state.nodes.get(state.current) ?? null);
}

/** Whether the look-ups at hand belong to the slider's network and method. @param {State} state */
export function isRanked(state) {
  return state.ranked !== null && state.ranked.base === baseId(state) && sameMethod(state.ranked.method, state.method);
}

/** The slider's network ranked by the chosen method. @param {State} state */
export function rankedNow(state) {
  return isRanked(state) ? state.ranked : null;
}

/** @param {State} state @returns {Curve | null} */
export function curveNow(state) {
  const base = baseId(state);
  return base === null ? null : (state.curves.get(curveKey(base, state.method)) ?? null);
}

/** What the slider's network and the data allow a method to be. @param {State} state @returns {Facts} */
export function factsOf(state) {
  const { info } = state.data;
  const sizes = baseNode(state)?.sizes ?? [
    (info?.height ?? 28) * (info?.width ?? 28),
    ...(readHidden(state.forms.train.hidden) ?? [256]),
    info?.classes ?? 10,
  ];
  const movement = hasMovement(state.nodes, baseId(state));
  return { sizes, images: info?.train ?? CALIBRATION, movement, ratio: ratioNow(state) };
}

/** The chosen method where it goes with the slider's network, or what takes its place. @param {State} state */
export function fittedMethod(state) {
  return fit(state.method, {}, factsOf(state));
}

/** Whether the chosen method goes with the slider's network and the data. @param {State} state */
export function methodFits(state) {
  const { method, fallen } = fittedMethod(state);
  const { ratios, calibration } = state.method;
  return (
    fallen.length === 0 &&
    (method.ratios?.length ?? 0) === (ratios?.length ?? 0) &&
    (!needsImages(method) || method.calibration === calibration)
  );
}

/** What the weights are ranked by, where it is known. @param {State} state */
export function scoresNow(state) {
  const ranked = rankedNow(state);
  const { scores } = state;
  return ranked && scores && scores.base === ranked.base && sameMethod(scores.method, ranked.method) ? scores : null;
}

/** The ratio that the slider stands at. @param {State} state */
export function ratioNow(state) {
  return ratioAt(state.place);
}

/** Where the slider stands in the ranking, an index into its ratios. @param {State} state */
export function placeNow(state) {
  const ranked = rankedNow(state);
  return ranked ? indexOf(ranked.ratios, ratioNow(state)) : null;
}

/** The fraction of weights gone at the slider. @param {State} state @returns {number | null} */
export function sparsityNow(state) {
  const ranked = rankedNow(state);
  const place = placeNow(state);
  return ranked && place !== null ? sparsityAt(ranked, place) : null;
}

/** What was measured at the slider; null when it has not been yet. @param {State} state @returns {CurvePoint | null} */
export function pointNow(state) {
  const place = placeNow(state);
  return place === null ? null : (curveNow(state)?.points.get(place) ?? null);
}

/** Whether the whole curve has been measured. @param {State} state */
export function isMeasured(state) {
  const ranked = rankedNow(state);
  const curve = curveNow(state);
  return ranked !== null && curve !== null && ranked.grid.every((place) => curve.points.has(place));
}

/**
 * The current run when it is a fine-tuned one, with the ratio it was pruned at and whether its mask was forgotten.
 * @param {State} state
 * @returns {{ node: RunNode, ratio: number, forgot: boolean } | null}
 */
export function fineTunedNow(state) {
  const node = currentNode(state);
  if (!node || node.op.op !== 'fineTune') return null;
  const path = pathTo(state.nodes, node.id);
  const pruned = path.findLast((run) => run.op.op === 'prune');
  const ratio = pruned && pruned.op.op === 'prune' ? pruned.op.ratio : sparsityOf(node.result);
  return { node, ratio, forgot: node.op.mask === 'forget' };
}

/** `ratio` is the slider's; `joined`: nothing between this point and the one before is still to be measured.
 * @typedef {{ accuracy: number, ratio: number, sparsity: number, joined: boolean }} Point */

/** @param {Evaluation} evaluation */
export function accuracyOf(evaluation) {
  return evaluation.total === 0 ? 0 : evaluation.correct / evaluation.total;
}

/** @type {WeakMap<Curve, { grid: Uint32Array, points: Point[] }>} */
const pointsOf = new WeakMap();

/**
 * A curve's points in rising order; the same list as before while the curve is the same.
 * @param {Curve | null} curve
 * @param {Uint32Array} grid  the slider places it is measured at, rising
 * @param {ArrayLike<number>} ratios  of all places
 * @returns {readonly Point[]}
 */
export function curvePoints(curve, grid, ratios) {
  if (!curve) return NO_POINTS;
  const known = pointsOf.get(curve);
  if (known?.grid === grid) return known.points;
  const places = [...curve.points.keys()].sort((a, b) => a - b);
  /** @type {Point[]} */
  const points = [];
  let next = 0;
  for (const place of places) {
    let joined = points.length > 0;
    for (; next < grid.length && grid[next] < place; next += 1) if (!curve.points.has(grid[next])) joined = false;
    const point = /** @type {CurvePoint} */ (curve.points.get(place));
    const { sparsity } = point;
    points.push({ ratio: ratios[place], sparsity, accuracy: accuracyOf(point.evaluation), joined });
  }
  pointsOf.set(curve, { grid, points });
  return points;
}

/** @type {readonly Point[]} */
const NO_POINTS = Object.freeze([]);

/** Fine-tuned runs that grew from the slider's network. @param {State} state @returns {RunNode[]} */
export function fineTunedRuns(state) {
  const base = baseId(state);
  return [...state.nodes.values()].filter(
    (node) => node.op.op === 'fineTune' && node.id !== base && pruneBelow(state.nodes, node.id, base)?.parent === base,
  );
}

/** Fine-tunings at many ratios of the slider's network, the latest last. @param {State} state @returns {TuneSweep[]} */
export function sweepsNow(state) {
  const base = baseId(state);
  return state.studies.sweeps.filter((sweep) => sweep.base === base);
}

/** The one that is listed and saved. @param {State} state @returns {TuneSweep | null} */
export function sweepNow(state) {
  return sweepsNow(state).at(-1) ?? null;
}

/**
 * The run in the list that is a row of a sweep, if it was opened.
 * @param {State} state
 * @param {TuneSettings} settings
 * @param {number} ratio
 * @returns {RunNode | null}
 */
export function tunedNode(state, { base, method, config, mask }, ratio) {
  for (const node of state.nodes.values()) {
    const pruned = node.parent === null ? undefined : state.nodes.get(node.parent);
    if (
      pruned?.parent === base &&
      sameOp(pruned.op, { op: 'prune', method, ratio }) &&
      sameOp(node.op, { op: 'fineTune', config, mask })
    )
      return node;
  }
  return null;
}

/** What is known of each layer's sensitivity. @param {State} state @returns {Scan | null} */
export function scanNow(state) {
  return findScan(state.studies, baseId(state), state.method);
}

/** Curves of other networks or methods, for the chart's faint lines. @param {State} state @returns {Curve[]} */
export function otherCurves(state) {
  const now = curveNow(state);
  return [...state.curves.values()].filter(
    (curve) =>
      curve !== now && curve.points.size > 1 && state.nodes.has(curve.base) && fixedRatio(curve.method) === null,
  );
}

/**
 * What the link says: data set, operations of the current run (or of the run being made), slider.
 * @param {State} state
 * @returns {(Experiment & { method: State['method'], ratio: number, pinned: boolean }) | null}
 */
export function experimentOf(state) {
  /** @type {DatasetSpec | undefined} */
  const dataset = state.data.info?.spec;
  if (!dataset) return null;
  const head = state.run ? state.run.parent : state.current;
  const ops = opsTo(state.nodes, head);
  const all = state.run ? [...ops, ...state.run.ops] : ops;
  return {
    dataset,
    ops: all,
    method: state.method,
    ratio: ratioNow(state),
    pinned: head !== null && state.pinned === head,
  };
}

/**
 * The result of a network at hand, with what is only known once measured in full.
 * @typedef {{ accuracy: number, evaluation: Evaluation, result: ModelResult | null }} Measured
 */

/** @param {RunNode | null} node @returns {Measured | null} */
export function measuredNode(node) {
  return (
    node && { accuracy: accuracyOf(node.result.evaluation), evaluation: node.result.evaluation, result: node.result }
  );
}

/** @param {State} state @returns {Measured | null} */
export function measuredAtSlider(state) {
  const point = pointNow(state);
  return point && { accuracy: accuracyOf(point.evaluation), evaluation: point.evaluation, result: point.result };
}

/** Which step's tile shows work. @param {State} state @returns {Step | null} */
export function busyStep(state) {
  if (!state.run) return null;
  return isTuning(state) ? 'tune' : 'train';
}

/** Full epochs count; the last one of the running op. @param {State} state */
export function lastEpoch(state) {
  return state.run?.epochs.at(-1) ?? null;
}

/** The network that is shown as it is, not at the slider: the one in the making, or the chosen one. @param {State} state */
export function snapshotOf(state) {
  if (state.run && state.live) return state.live;
  return state.heat === 'node' && state.shown && state.shown.node === state.current ? state.shown : null;
}

/** What tells which runs a sweep has become. @param {State} state */
export function sweepParts(state) {
  return [state.nodes, state.current, baseId(state)];
}
