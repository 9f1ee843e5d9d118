// @ts-check
/**
 * Learning curves: the loss of every batch, accuracy (and sparsity, where it changes) after each epoch.
 *
 * @typedef {import('../../protocol.js').EpochPoint} EpochPoint
 * @typedef {{ losses: Float32Array | number[], batchesPerEpoch: number, totalBatches: number,
 *             epochs: EpochPoint[] }} LearningData
 */
/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { Plot } from '../../charts/plot.js' */
import { percent, short, whole } from '../../charts/chart-surface.js';
import { createPlot } from '../../charts/plot.js';
import { thin } from '../../charts/thin.js';

/** @param {LearningData} data @param {Charts['t']} t @returns {Plot} */
export function plotOf({ losses, batchesPerEpoch, totalBatches, epochs }, t) {
  const each = Math.max(1, batchesPerEpoch);
  const last = Math.max(1, totalBatches, losses.length, ...epochs.map(({ batch }) => batch)) / each;
  const showSparsity = epochs.some(({ sparsity }) => Math.abs(sparsity - epochs[0].sparsity) > 5e-4);
  const lossAt = thin(losses);

  /** @param {EpochPoint} epoch */
  const epochLines = ({ batch, testAccuracy, sparsity }) => [
    t('chart.learning.readEpoch', { epoch: short(batch / each), accuracy: percent(testAccuracy, 2) }),
    ...(showSparsity ? [t('chart.learning.readSparsity', { sparsity: percent(sparsity) })] : []),
  ];
  /** @param {number} batch  from 0 */
  const batchLines = (batch) => {
    const epoch = Math.floor(batch / each);
    const done = epochs.findLast((point) => point.batch <= batch + 1);
    const loss = short(losses[batch]);
    return [
      t('chart.learning.readBatch', { epoch: whole(epoch + 1), batch: whole(batch - epoch * each + 1), loss }),
      ...(done ? epochLines(done) : []),
    ];
  };
  const stops = lossAt.map(({ at, value }) => ({ x: (at + 1) / each, y: value, lines: () => batchLines(at) }));
  /** @param {'testAccuracy' | 'sparsity'} what */
  const measured = (what) => epochs.map((epoch) => ({ x: epoch.batch / each, y: epoch[what] }));
  return {
    label: t('chart.learning.label'),
    x: { title: t('chart.learning.epochs'), min: 0, max: last, whole: last >= 2 },
    y: { title: t('chart.learning.loss'), scale: 'sqrt' },
    right: { title: t('chart.learning.percent'), unit: 'percent', whole: true, min: 0, max: 1 },
    series: [
      {
        kind: 'line',
        points: lossAt.map(({ at, value, joined }) => ({ x: (at + 1) / each, y: Math.max(0, value), joined })),
        colour: 'negative',
        weight: 'faint',
        text: t('chart.learning.lossOf'),
      },
      ...(showSparsity
        ? [
            /** @type {const} */ ({
              kind: 'points',
              points: measured('sparsity'),
              colour: 'removed',
              right: true,
              text: t('chart.learning.sparsity'),
            }),
          ]
        : []),
      {
        kind: 'points',
        points: measured('testAccuracy'),
        colour: 'positive',
        right: true,
        text: t('chart.learning.accuracy'),
      },
    ],
    stops,
    steps:
      epochs.length === 0
        ? stops.slice(-1)
        : epochs.map((epoch) => ({
            x: epoch.batch / each,
            y: epoch.testAccuracy,
            right: true,
            lines: () => epochLines(epoch),
          })),
    table: {
      caption: t('chart.learning.label'),
      head: ['columnEpoch', 'columnTrainLoss', 'columnAccuracy', 'columnSparsity'].map((key) =>
        t(`chart.learning.${key}`),
      ),
      rows: epochs.map((epoch) => [
        short(epoch.batch / each),
        short(epoch.trainLoss),
        percent(epoch.testAccuracy, 2),
        percent(epoch.sparsity),
      ]),
    },
  };
}

/** @param {HTMLElement} element @param {{ charts: Charts }} handlers */
export function createLearningChart(element, { charts }) {
  /** @type {LearningData} */
  const model = { losses: [], batchesPerEpoch: 1, totalBatches: 1, epochs: [] };
  const plot = createPlot(element, charts, { testid: 'chart-learning', model, plotOf });
  return {
    /** The list of losses grows in place, so what is given is always new. @param {LearningData} next */
    update: (next) => plot.update({ ...next }),
    redraw: plot.redraw,
  };
}
