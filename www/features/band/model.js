// @ts-check
/**
 * What the slider, the figures beside it and the accuracy chart show, out of a state. Pure.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
/** @import { State } from '../../state/state.js' */
import { fixedShape, kindOf, methodText } from '../../ops/method.js';
import * as select from '../../state/select.js';
import { noticeable, pathTo, pruneBelow, runNumber, sparsityOf } from '../../state/tree.js';
import { createMemo } from '../../util/memo.js';
import { percent } from '../../words/format.js';
import { methodWords } from '../../words/method-words.js';

/** @param {State} state @param {I18n} i18n */
export function sliderData(state, i18n) {
  const language = i18n.language();
  const point = select.measuredAtSlider(state);
  const ratio = percent(select.ratioNow(state), language);
  const kind = kindOf(state.method);
  const neurons = kind === 'neurons' ? '.neurons' : '';
  const words = point
    ? i18n.t(`slider.words${neurons}`, { ratio, accuracy: percent(point.accuracy, language) })
    : i18n.t(`slider.wordsPending${neurons}`, { ratio });
  const shape = fixedShape(state.method);
  return {
    ratio: select.ratioNow(state),
    enabled: select.isRanked(state),
    words,
    kind,
    label: i18n.t(`slider.label${neurons}`),
    shape,
    fixed: shape === null ? null : i18n.t('slider.fixed', { shape }),
  };
}

/** What is measured at the slider. @param {State} state */
export function readingsData(state) {
  const base = select.measuredNode(select.baseNode(state));
  // While a new network is made, what the slider did to the old one stands no longer beside it.
  const point = select.busyStep(state) === 'train' ? null : select.measuredAtSlider(state);
  return {
    sparsity: select.sparsityNow(state),
    accuracy: point?.accuracy ?? null,
    pending: select.busyStep(state) !== 'train' && base !== null && point === null,
    difference: point && base ? point.accuracy - base.accuracy : null,
    bytes: point?.result?.bytes ?? null,
    macsPart: point?.result && base?.result ? point.result.macs / base.result.macs : null,
    kind: kindOf(state.method),
  };
}

/** @param {State} state @param {I18n} i18n */
export function accuracyData(state, i18n) {
  const base = select.baseNode(state);
  const { grid, ratios } = state.ranked ?? NO_RATIOS;
  const forgot = i18n.t('chart.dot.forget');
  const swept = tunedData(state, forgot);
  return {
    denseAccuracy: base ? select.accuracyOf(base.result.evaluation) : null,
    chance: state.data.info ? 1 / state.data.info.classes : null,
    points: select.curvePoints(select.curveNow(state), grid, ratios),
    dots: [
      ...select.fineTunedRuns(state).map((node) => ({
        ...ratioOf(state, node),
        sparsity: sparsityOf(node.result),
        accuracy: select.accuracyOf(node.result.evaluation),
        label: node.op.op === 'fineTune' && node.op.mask === 'forget' ? forgot : '',
        target: { run: node.id },
      })),
      ...swept.dots,
    ],
    tuned: swept.lines,
    path: pathData(state),
    others: select.otherCurves(state).map((curve) => ({
      key: `${runNumber(curve.base)} ${methodText(curve.method)}`,
      name: i18n.t('chart.other', { run: runNumber(curve.base), method: methodWords(i18n, curve.method) }),
      points: select.curvePoints(curve, grid, ratios),
    })),
    marker: markerOf(state),
    neurons: kindOf(state.method) === 'neurons',
    baseSparsity: base ? noticeable(sparsityOf(base.result)) : 0,
  };
}

/**
 * The way of the current run, where several prunings made it: down with each of them, up again with each training.
 * @param {State} state
 */
export function pathData(state) {
  if (kindOf(state.method) === 'neurons') return [];
  const made = pathTo(state.nodes, state.current).filter(({ op }) => op.op !== 'init');
  if (made.filter(({ op }) => op.op === 'prune').length < 2) return [];
  return made.map(({ result }) => ({
    sparsity: sparsityOf(result),
    accuracy: select.accuracyOf(result.evaluation),
    joined: true,
  }));
}

/** Nothing is ranked. */
const NO_RATIOS = Object.freeze({ grid: new Uint32Array(0), ratios: new Float64Array(0) });

/** The ratio that a fine-tuned run was pruned at; not where its mask was dropped, as it tells its sparsity no longer.
 * @param {State} state @param {RunNode} node @returns {{ ratio?: number }} */
function ratioOf(state, node) {
  const pruned = pruneBelow(state.nodes, node.id, select.baseId(state));
  const dropped = node.op.op === 'fineTune' && node.op.mask === 'forget';
  return pruned && !dropped ? { ratio: pruned.op.ratio } : {};
}

/** Where the slider stands; without an accuracy until that is measured. @param {State} state */
function markerOf(state) {
  const sparsity = select.sparsityNow(state);
  const ratio = select.ratioNow(state);
  return sparsity === null ? null : { ratio, sparsity, accuracy: select.measuredAtSlider(state)?.accuracy ?? null };
}

/** @type {ReturnType<typeof createMemo<ReturnType<typeof tunedOf>>>} */
const tunedMade = createMemo();

/**
 * Dots after fine-tuning that are no runs of the list yet, and the lines through those that belong together.
 * @param {State} state
 * @param {string} forgot  what marks a network whose mask was forgotten
 */
export function tunedData(state, forgot) {
  return tunedMade(state.studies, [...select.sweepParts(state), forgot], () => tunedOf(state, forgot));
}

/** @param {State} state @param {string} forgot */
function tunedOf(state, forgot) {
  const sweeps = select.sweepsNow(state).map((sweep) => {
    const points = sweep.rows.flatMap(({ ratio, sparsity, after }) =>
      after ? [{ ratio, sparsity, accuracy: select.accuracyOf(after) }] : [],
    );
    return { sweep, points };
  });
  const dots = sweeps.flatMap(({ sweep, points }) =>
    points
      .filter(({ ratio }) => !select.tunedNode(state, sweep, ratio))
      .map(({ ratio, sparsity, accuracy }, index) => ({
        ...(sweep.mask === 'keep' && { ratio }),
        sparsity,
        accuracy,
        // One name for all of them.
        label: sweep.mask === 'forget' && index === 0 ? forgot : '',
        target: { sweep, ratio },
      })),
  );
  const lines = sweeps
    .filter(({ points }) => points.length > 1)
    .map(({ sweep, points }) =>
      points.map(({ ratio, sparsity, accuracy }) => ({
        ...(sweep.mask === 'keep' && { ratio }),
        sparsity,
        accuracy,
        joined: true,
      })),
    );
  return { dots, lines };
}
