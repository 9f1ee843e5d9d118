// @ts-check
/**
 * What the bar, the steps and the run's controls show, out of a state. Pure.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { State } from '../state/state.js' */
import { readHidden, readSeed } from '../ops/forms.js';
import * as select from '../state/select.js';
import { canUndo } from '../state/state.js';
import { noticeable, sparsityOf } from '../state/tree.js';
import { percent } from '../words/format.js';

/** @param {State} state @param {I18n} i18n */
export function headerData(state, i18n) {
  const { info } = state.data;
  const node = select.currentNode(state);
  return {
    dataset: info && { name: info.name, isBuiltIn: info.spec.source === 'digits', train: info.train, test: info.test },
    seedFault: readSeed(state.seed) === null,
    status: select.statusOf(state),
    statusText: statusText(state, i18n),
    canUndo: canUndo(state),
    canExport: node !== null && !state.run,
    view: state.page.view,
    runs: state.nodes.size,
    sizes: sizesOf(state),
  };
}

/** The widths of the network that is shown or, before there is one, of the one that will be made. @param {State} state */
function sizesOf(state) {
  const [first] = state.run?.ops ?? [];
  const node = select.baseNode(state);
  if (node && first?.op !== 'init') return node.sizes;
  const { info } = state.data;
  const hidden = first?.op === 'init' ? first.hidden : (readHidden(state.forms.train.hidden) ?? []);
  return info ? [info.height * info.width, ...hidden, info.classes] : [];
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
  const busy = select.busyStep(state);
  const training = busy === 'train';
  return {
    step: state.step,
    busy,
    dense: training ? null : (base?.accuracy ?? null),
    // The table's first column is of the same network.
    before: base?.result && !training ? noticeable(sparsityOf(base.result)) : 0,
    liveAccuracy: training ? (select.lastEpoch(state)?.testAccuracy ?? null) : null,
    method: state.method,
    sparsity: select.sparsityNow(state),
    // While a new network is made, what the slider did to the old one stands no longer beside it.
    pruned: training ? null : (point?.accuracy ?? null),
    prunedPending: !training && base !== null && point === null,
    liveTuned: busy === 'tune' ? (select.lastEpoch(state)?.testAccuracy ?? null) : null,
    tuned: tuned && {
      accuracy: select.accuracyOf(tuned.node.result.evaluation),
      ratio: tuned.ratio,
      left: tuned.forgot ? sparsityOf(tuned.node.result) : null,
    },
  };
}

/** @param {State} state */
export function runData(state) {
  const ready = select.isReady(state);
  const { run } = state;
  return {
    canTrain: ready,
    canTune: select.isPrunable(state) && !run,
    run: run && { ...run, tuning: select.isTuning(state), trainLoss: recentLoss(run.losses) },
  };
}

/** Mean of the last losses: single batches jump about. @param {Float32Array} losses */
function recentLoss(losses) {
  if (losses.length === 0) return null;
  const recent = losses.subarray(Math.max(0, losses.length - 50));
  return recent.reduce((sum, loss) => sum + loss, 0) / recent.length;
}
