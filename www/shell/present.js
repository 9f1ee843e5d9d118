// @ts-check
/**
 * What each view with words and numbers is shown, out of a state; pictures are in present-charts.js. Pure.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { State, Step } from '../state/state.js' */
import { readHidden, readSeed, readTraining } from '../ops/forms.js';
import { kindOf, rankedLayers } from '../ops/method.js';
import * as select from '../state/select.js';
import { canUndo } from '../state/state.js';
import { emptiedLayers, removedAt } from '../state/trajectory.js';
import { listRuns, noticeable, sparsityOf } from '../state/tree.js';
import { percent } from '../words/format.js';

/** Which step's tile shows work. @param {State} state @returns {Step | null} */
function busyStep(state) {
  if (!state.run) return null;
  return select.isTuning(state) ? 'tune' : 'train';
}

/** Full epochs count; the last one of the running op. @param {State} state */
function lastEpoch(state) {
  return state.run?.epochs.at(-1) ?? null;
}

/** @param {State} state @param {I18n} i18n */
export function headerData(state, i18n) {
  const { info } = state.data;
  const node = select.currentNode(state);
  return {
    dataset: info && { name: info.name, train: info.train, test: info.test },
    datasetProgress: state.data.progress,
    seed: state.seed,
    seedFault: readSeed(state.seed) === null,
    status: select.statusOf(state),
    statusText: statusText(state, i18n),
    canUndo: canUndo(state),
    canExport: node !== null && !state.run,
  };
}

/** @param {State} state @param {I18n} i18n */
function statusText(state, i18n) {
  const status = select.statusOf(state);
  if (state.data.waitingFor !== null && status !== 'error')
    return i18n.t('status.waiting', { name: state.data.waitingFor });
  if (status === 'loading') {
    return i18n.t(
      state.boot === 'starting'
        ? 'status.starting'
        : state.data.status === 'loading'
          ? 'status.data'
          : state.current === null
            ? 'status.idle'
            : 'status.ranking',
    );
  }
  if (state.run?.paused) return i18n.t('status.paused');
  return i18n.t(`status.${status}`);
}

/** @param {State} state @param {I18n} i18n */
export function titleText(state, i18n) {
  const status = select.statusOf(state);
  if (!state.run || state.run.totalBatches === 0) return status === 'error' ? `\u26a0 Prunelab` : 'Prunelab';
  return `${percent(state.run.batch / state.run.totalBatches, i18n.language(), 0)} \u00b7 Prunelab`;
}

/** @param {State} state */
export function tilesData(state) {
  const base = select.measuredNode(select.baseNode(state));
  const point = select.measuredAtSlider(state);
  const tuned = select.fineTunedNow(state);
  const training = busyStep(state) === 'train';
  return {
    step: state.step,
    busy: busyStep(state),
    dense: training ? null : (base?.accuracy ?? null),
    liveAccuracy: training ? (lastEpoch(state)?.testAccuracy ?? null) : null,
    method: state.method,
    sparsity: select.sparsityNow(state),
    // While a new network is made, what the slider did to the old one stands no longer beside it.
    pruned: training ? null : (point?.accuracy ?? null),
    prunedPending: !training && base !== null && point === null,
    liveTuned: busyStep(state) === 'tune' ? (lastEpoch(state)?.testAccuracy ?? null) : null,
    tuned: tuned && {
      accuracy: select.accuracyOf(tuned.node.result.evaluation),
      ratio: tuned.ratio,
      left: tuned.forgot ? sparsityOf(tuned.node.result) : null,
    },
  };
}

/** @param {State} state @param {I18n} i18n */
export function sliderData(state, i18n) {
  const language = i18n.language();
  const point = select.measuredAtSlider(state);
  const ratio = percent(state.ratio, language);
  const neurons = kindOf(state.method) === 'neurons' ? '.neurons' : '';
  const words = point
    ? i18n.t(`slider.words${neurons}`, { ratio, accuracy: percent(point.accuracy, language) })
    : i18n.t(`slider.wordsPending${neurons}`, { ratio });
  const shape = fixedShape(state);
  return {
    ratio: state.ratio,
    enabled: select.isRanked(state),
    words,
    label: i18n.t(`slider.label${neurons}`),
    fixed: shape === null ? null : i18n.t('slider.fixed', { shape }),
  };
}

/** The N:M that leaves the ratio no say. @param {State} state */
function fixedShape({ method }) {
  return kindOf(method) === 'groups' ? String(method.shape) : null;
}

/** @param {State} state */
function methodData(state) {
  const facts = select.factsOf(state);
  return {
    method: state.method,
    fallen: state.fallen,
    images: facts.images,
    layers: rankedLayers(state.method, facts.sizes.length - 1),
    movement: facts.movement,
    canNote: select.baseId(state) !== null && !state.run,
  };
}

/** @param {State} state */
export function stepsData(state) {
  const { forms } = state;
  const node = select.currentNode(state);
  const trainFaults = readTraining(forms.train).faults;
  const hidden = readHidden(forms.train.hidden);
  return {
    step: state.step,
    method: methodData(state),
    prune: pruneData(state),
    train: {
      form: forms.train,
      faults: hidden ? trainFaults : [/** @type {const} */ ('hidden'), ...trainFaults],
      canTrainOn: node !== null && !state.run && node.op.op !== 'prune' && node.op.op !== 'fineTune',
    },
    tune: { form: forms.tune, faults: readTraining(forms.tune).faults, sparsity: tuneSparsity(state) },
  };
}

/** The sparsity of the network being fine-tuned, or of the fine-tuned one. @param {State} state */
function tuneSparsity(state) {
  if (busyStep(state) === 'tune') return lastEpoch(state)?.sparsity ?? select.sparsityNow(state);
  const tuned = select.fineTunedNow(state);
  return tuned ? sparsityOf(tuned.node.result) : select.sparsityNow(state);
}

/** @param {State} state */
function pruneData(state) {
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  const node = select.currentNode(state);
  const pinned = state.current !== null && state.pinned === state.current;
  const kind = kindOf(state.method);
  const plain = kind === 'weights' && state.method.score === 'magnitude' && state.method.scope !== 'row';
  return {
    ratio: state.ratio,
    help: {
      ratio: kind === 'neurons' ? 'help.ratio.neurons' : 'help.ratio',
      threshold: plain ? 'help.threshold' : 'help.threshold.score',
    },
    fixed: fixedShape(state),
    layers:
      ranked && place !== null
        ? ranked.layers.map(({ removed, weights, threshold }) => ({
            removed: removed[place],
            total: weights.length,
            threshold: threshold[place],
          }))
        : [],
    emptied: ranked && place !== null ? emptiedLayers(ranked, place) : [],
    pin: state.run
      ? /** @type {const} */ ('none')
      : pinned
        ? /** @type {const} */ ('pinned')
        : node?.op.op === 'fineTune'
          ? /** @type {const} */ ('offer')
          : /** @type {const} */ ('none'),
  };
}

/** @param {State} state */
export function runData(state) {
  const ready = select.isReady(state);
  const { run } = state;
  return {
    primary: state.step === 'train' ? /** @type {const} */ ('train') : /** @type {const} */ ('tune'),
    canTrain: ready,
    canTune: select.isPrunable(state) && !run,
    run: run && { ...run, trainLoss: recentLoss(run.losses) },
  };
}

/** Mean of the last losses: single batches jump about. @param {Float32Array} losses */
function recentLoss(losses) {
  if (losses.length === 0) return null;
  const recent = losses.subarray(Math.max(0, losses.length - 50));
  return recent.reduce((sum, loss) => sum + loss, 0) / recent.length;
}

/** @param {State} state */
export function tableData(state) {
  const base = select.baseNode(state);
  const tuned = select.fineTunedNow(state);
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  const pruned = select.measuredAtSlider(state);
  return {
    dense: select.measuredNode(base),
    pruned,
    prunedPending: base !== null && pruned === null,
    tuned: select.measuredNode(tuned?.node ?? null),
    ratio: state.ratio,
    tunedRatio: tuned?.ratio ?? null,
    prunedKept: ranked && place !== null ? ranked.weights - removedAt(ranked, place) : null,
    baseSparsity: base ? noticeable(sparsityOf(base.result)) : 0,
    tunedForgot: tuned?.forgot ?? false,
    sizes: base?.sizes ?? null,
  };
}

/** @param {State} state */
export function runListData(state) {
  return { runs: listRuns(state.nodes), current: state.current, busy: state.run !== null };
}
