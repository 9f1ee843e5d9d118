// @ts-check
/**
 * All that was measured, as a file: JSON with the operations, so that it can be done again, and CSV with a line a run.
 * Shares are fractions from 0 to 1; nothing is rounded.
 */

/** @import { CurveSample, Evaluation, Op, PruneMethod, RunNode } from '../protocol.js' */
/** @import { ComparedCurve } from './compare.js' */
/** @import { State } from './state.js' */
import { ratioNow } from './select.js';
import { timeOf } from './times.js';
import { opsTo, runNumber, sparsityOf } from './tree.js';

/** What each figure is counted in. */
const UNITS = Object.freeze({
  accuracy: 'share of the test images, 0 to 1',
  correct: 'test images',
  total: 'test images',
  loss: 'mean cross-entropy, nats',
  ratio: 'share of what is ranked, 0 to 1',
  sparsity: 'share of all prunable weights that are zero, 0 to 1',
  weights: 'weights, biases not counted',
  kept: 'weights that are not zero',
  macs: 'multiplications an image',
  deadNeurons: 'hidden neurons that nothing leads to or from',
  deadPixels: 'pixels that feed nothing',
  bytes: 'bytes of the smallest file that was written',
  denseBytes: 'bytes of the plain f32 file',
  ms: 'milliseconds per 1,000 test images in this browser: median of passes in turns with the other networks that have a time',
  low: 'as ms, of the fastest pass',
  high: 'as ms, of the slowest pass',
  seconds: 'seconds in a worker of this browser',
  batch: 'batches since the operation began',
  trainLoss: 'mean cross-entropy, nats',
  testLoss: 'mean cross-entropy, nats',
  testAccuracy: 'share of the test images, 0 to 1',
});

/**
 * @param {State} state
 * @param {string} address  of the page with this experiment
 */
export function resultsJson(state, address) {
  const { info } = state.data;
  if (!info) return null;
  const ops = opsTo(state.nodes, state.current);
  const value = {
    format: 'prunelab-results-1',
    address,
    experiment: { dataset: info.spec, ops },
    dataset: { name: info.name, train: info.train, test: info.test, classes: info.classes },
    slider: { method: state.method, ratio: ratioNow(state) },
    units: UNITS,
    runs: [...state.nodes.values()].map((node) => runOf(state, node)),
    curves: curvesOf(state),
    fineTuned: state.studies.sweeps.map(({ base, method, config, mask, rows }) => ({
      run: runNumber(base),
      method,
      config,
      mask,
      rows: rows.map(({ ratio, before, after, sparsity, diverged, seconds }) => ({
        ratio,
        before: scored(before),
        after: after && scored(after),
        sparsity,
        diverged,
        seconds,
      })),
    })),
    sensitivity: state.studies.scans.map(({ base, method, layers }) => ({
      run: runNumber(base),
      method,
      layers: [...layers].map(([layer, samples]) => ({ layer: layer + 1, points: samples.map(pointOf) })),
    })),
  };
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** @param {State} state @param {RunNode} node */
function runOf(state, node) {
  const { id, parent, op, sizes, result, epochs } = node;
  const { evaluation, ...model } = result;
  return {
    run: runNumber(id),
    parent: parent === null ? null : runNumber(parent),
    current: id === state.current,
    op,
    sizes,
    ...scored(evaluation),
    sparsity: sparsityOf(result),
    ...model,
    time: timeOf(state, { node, prune: null }),
    confusion: [...evaluation.confusion],
    epochs,
  };
}

/** Curves before fine-tuning: the slider's and those that were compared, each once. @param {State} state */
function curvesOf(state) {
  const own = [...state.curves.values()].map(({ base, method, points }) => ({
    run: runNumber(base),
    method,
    points: [...points]
      .sort(([a], [b]) => a - b)
      .map(([place, { sparsity, evaluation }]) =>
        pointOf({ ratio: state.ranked?.ratios[place] ?? place, sparsity, evaluation }),
      ),
  }));
  const compared = state.studies.compared.map(({ base, method, samples }) => ({
    run: runNumber(base),
    method,
    points: samples.map(pointOf),
  }));
  return { slider: own, compared };
}

/** @param {CurveSample} sample */
function pointOf({ ratio, sparsity, evaluation }) {
  return { ratio, sparsity, ...scored(evaluation) };
}

/** @param {Evaluation} evaluation */
function scored({ correct, total, loss }) {
  return { accuracy: correct / total, correct, total, loss };
}

const RUNS =
  'run,parent,operation,accuracy,correct,total,loss,sparsity,weights,kept,macs,bytes,format,dense_bytes,ms_per_1000,ms_low,ms_high,kernel,settings';

/** A line a run. @param {State} state */
export function runsCsv(state) {
  const lines = [...state.nodes.values()].map((node) => {
    const { id, parent, op, result } = node;
    const { evaluation, weights, kept, macs, bytes, format, denseBytes } = result;
    const time = timeOf(state, { node, prune: null });
    const { accuracy, correct, total, loss } = scored(evaluation);
    const figures = [
      accuracy,
      correct,
      total,
      loss,
      sparsityOf(result),
      weights,
      kept,
      macs,
      bytes,
      format,
      denseBytes,
    ];
    return row([
      runNumber(id),
      parent === null ? '' : runNumber(parent),
      op.op,
      ...figures,
      ...(time ? [time.ms, time.low, time.high, time.kind] : ['', '', '', '']),
      settings(op),
    ]);
  });
  return `${[RUNS, ...lines].join('\n')}\n`;
}

/** What an operation was told, as JSON. @param {Op} op */
function settings(op) {
  return JSON.stringify({ ...op, op: undefined });
}

const CURVES = 'run,score,shape,scope,ratio,sparsity,accuracy,correct,total,loss';

/** A line a point. @param {readonly ComparedCurve[]} curves */
export function curvesCsv(curves) {
  const lines = curves.flatMap(({ base, method, samples }) =>
    samples.map((sample) => {
      const { ratio, sparsity, accuracy, correct, total, loss } = pointOf(sample);
      return row([runNumber(base), ...told(method), ratio, sparsity, accuracy, correct, total, loss]);
    }),
  );
  return `${[CURVES, ...lines].join('\n')}\n`;
}

/** @param {PruneMethod} method */
function told({ score, shape, scope }) {
  return [score, shape ?? 'weights', scope];
}

/** A line of values; quoted where one holds what would part it. @param {readonly (string | number)[]} values */
function row(values) {
  return values
    .map((value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)))
    .join(',');
}
