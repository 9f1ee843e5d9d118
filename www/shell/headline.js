// @ts-check
/**
 * The headline: one to three sentences that say what the page shows, out of the state. Pure.
 */

/** @import { RunNode } from '../protocol.js' */
/** @import { State } from '../state/state.js' */
import { kindOf } from '../ops/method.js';
import * as select from '../state/select.js';
import { placeOf } from '../state/trajectory.js';
import { emptiedLayers, removedAt } from '../state/trajectory.js';
import { noticeable, sparsityOf } from '../state/tree.js';
import { faultOf } from '../state/warnings.js';

/** A figure in a sentence: what it is, how it is written, and which network it is of, for its colour.
 * @typedef {{ value: number | string, as: 'percent' | 'points' | 'count' | 'text', tone?: 'dense' | 'pruned' | 'tuned' }
 *   | { value: readonly number[], as: 'list' }} Figure */
/** A sentence: the key of its text, without `headline.`, and what is filled in.
 * @typedef {{ key: string, figures: Readonly<Record<string, Figure>> }} Sentence */
/** `kind` names the state the headline is of: the key of its last sentence that is not of fine-tuning.
 * @typedef {{ kind: string, sentences: readonly Sentence[] }} Headline */

/** @param {number} value @param {'dense' | 'pruned' | 'tuned'} [tone] @returns {Figure} */
const percent = (value, tone) => ({ value, as: 'percent', tone });
/** @param {number} value @returns {Figure} */
const points = (value) => ({ value, as: 'points' });
/** @param {number} value @returns {Figure} */
const count = (value) => ({ value, as: 'count' });
/** @param {string} value @returns {Figure} */
const text = (value) => ({ value, as: 'text' });
/** @param {string} key @param {Record<string, Figure>} [figures] @returns {Sentence} */
const sentence = (key, figures = {}) => ({ key, figures });

/** @param {State} state @returns {Headline} */
export function headlineOf(state) {
  const waiting = beforeNetwork(state);
  if (waiting) return { kind: waiting.key, sentences: [waiting] };
  if (state.run) return running(state);
  const base = /** @type {RunNode} */ (select.baseNode(state));
  const now = atSlider(state, base);
  const first = ofBase(state, base);
  const tuned = ofTuned(state, base);
  const failed = state.failed && state.failedBy === 'diverged' ? [sentence('diverged')] : [];
  const shownTuned = tuned !== null && state.heat === 'node';
  return {
    kind: failed.length ? 'diverged' : shownTuned ? tuned.key : now.key,
    sentences: [...failed, first, now, ...(tuned ? [tuned] : [])],
  };
}

/** What there is to be said as long as there is no network. @param {State} state @returns {Sentence | null} */
function beforeNetwork(state) {
  const { boot, data, run, failed } = state;
  if (boot === 'failed') return sentence('failed');
  if (boot === 'starting') return sentence('starting');
  if (data.waitingFor !== null) return sentence('waiting', { name: text(data.waitingFor) });
  if (data.status === 'loading') return sentence('loading');
  if (data.status === 'none') return sentence('noData');
  if (run || select.baseNode(state)) return null;
  return sentence(failed && state.failedBy === 'diverged' ? 'diverged' : 'empty');
}

/** @param {State} state @returns {Headline} */
function running(state) {
  const { run } = state;
  const { info } = state.data;
  const tuning = select.isTuning(state);
  const work = tuning ? 'tuning' : 'training';
  const epoch = select.lastEpoch(state);
  const paused = run?.paused ? [sentence(`${work}-paused`)] : [];
  const kind = `${work}${run?.paused ? '-paused' : ''}`;
  if (!run || !epoch || run.batchesPerEpoch === 0) {
    const start = tuning
      ? sentence('tuning-start', { sparsity: percent(select.sparsityNow(state) ?? 0, 'pruned') })
      : sentence('training-start', { images: count(info?.train ?? 0) });
    return { kind, sentences: paused.length ? paused : [start] };
  }
  const figures = {
    epoch: count(Math.round(epoch.batch / run.batchesPerEpoch)),
    epochs: count(Math.ceil(run.totalBatches / run.batchesPerEpoch)),
    accuracy: percent(epoch.testAccuracy, tuning ? 'tuned' : 'dense'),
    total: count(info?.test ?? 0),
  };
  const sparse = noticeable(epoch.sparsity);
  const told =
    sparse > 0
      ? sentence(`${work}-sparse`, { ...figures, sparsity: percent(sparse, 'pruned') })
      : sentence(work, figures);
  return { kind, sentences: [...paused, told] };
}

/** The network that the slider prunes. @param {State} state @param {RunNode} base @returns {Sentence} */
function ofBase(state, base) {
  const { evaluation, weights } = base.result;
  const figures = { accuracy: percent(select.accuracyOf(evaluation), 'dense'), total: count(evaluation.total) };
  const pruned = noticeable(sparsityOf(base.result));
  if (base.op.op === 'import') return sentence('imported', { ...figures, name: text(base.op.name) });
  const few = fewValues(base);
  if (few) return sentence(few.key, { ...figures, ...few.figures });
  if (pruned > 0)
    return sentence('before', { ...figures, sparsity: percent(pruned, 'pruned'), weights: count(weights) });
  return sentence('dense', figures);
}

/** How a network was quantized, where it was. @param {RunNode} base @returns {Sentence | null} */
function fewValues({ op }) {
  if (op.op === 'quantize' || op.op === 'quantizeTune') return sentence('quantized', { bits: count(op.scheme.bits) });
  return op.op === 'share' || op.op === 'shareTune' ? sentence('shared') : null;
}

/** What the slider makes of it. @param {State} state @param {RunNode} base @returns {Sentence} */
function atSlider(state, base) {
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  const { weights } = base.result;
  if (!ranked || place === null)
    return sentence(select.statusOf(state) === 'error' ? 'unranked' : 'ranking', { weights: count(weights) });
  const kind = kindOf(state.method);
  const removed = removedAt(ranked, place);
  const before = noticeable(sparsityOf(base.result));
  const sparsity = removed / ranked.weights;
  if (removed === 0)
    return sentence(kind === 'neurons' ? 'slide-neurons' : 'slide', {
      weights: count(weights),
      neurons: count(hiddenOf(base)),
    });
  if (before > 0 && sparsity <= before + 1e-9) return sentence('slideOn', { sparsity: percent(before, 'pruned') });
  const figures = {
    sparsity: percent(sparsity, 'pruned'),
    weights: count(weights),
    ratio: percent(select.ratioNow(state), 'pruned'),
    neurons: count(hiddenOf(base)),
    shape: text(String(state.method.shape ?? '')),
  };
  const what = kind === 'neurons' ? 'neurons' : kind === 'groups' ? 'groups' : 'pruned';
  const point = select.measuredAtSlider(state);
  if (!point) return sentence(`${what}-measuring`, figures);
  const accuracy = percent(point.accuracy, 'pruned');
  const emptied = emptiedLayers(ranked, place);
  if (emptied.length > 0)
    return sentence('emptied', {
      ...figures,
      accuracy,
      layers: { value: emptied.map((layer) => layer + 1), as: /** @type {const} */ ('list') },
    });
  const fault = faultOf(point.evaluation);
  if (fault?.what === 'oneClass')
    return sentence('oneClass', { ...figures, accuracy, label: text(String(fault.label)) });
  if (fault) return sentence('chance', { ...figures, accuracy, classes: count(state.data.info?.classes ?? 0) });
  return sentence(what, {
    ...figures,
    accuracy,
    points: points(point.accuracy - select.accuracyOf(base.result.evaluation)),
  });
}

/** The fine-tuned network, where that is the current run. @param {State} state @param {RunNode} base @returns {Sentence | null} */
function ofTuned(state, base) {
  const tuned = select.fineTunedNow(state);
  if (!tuned || tuned.node.id === base.id) return null;
  const { result } = tuned.node;
  const accuracy = select.accuracyOf(result.evaluation);
  const figures = {
    accuracy: percent(accuracy, 'tuned'),
    points: points(accuracy - select.accuracyOf(base.result.evaluation)),
    ratio: percent(tuned.ratio, 'pruned'),
  };
  if (tuned.forgot) return sentence('dropped', { ...figures, sparsity: percent(sparsityOf(result), 'pruned') });
  return sentence(placeOf(tuned.ratio) === state.place ? 'tuned' : 'tunedAt', figures);
}

/** @param {RunNode} node */
function hiddenOf({ sizes }) {
  return sizes.slice(1, -1).reduce((sum, width) => sum + width, 0);
}
