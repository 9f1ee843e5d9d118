// @ts-check
/**
 * Learning curves: the loss of every batch, accuracy (and sparsity, where it changes) after each epoch.
 *
 * i18n keys (English | 中文):
 *   chart.learning.label     Learning curves. Arrow keys read epoch after epoch. | 学习曲线。按方向键逐轮读取。
 *   chart.learning.epochs    epochs | 训练轮数
 *   chart.learning.loss      loss (square-root scale) | 损失（平方根刻度）
 *   chart.learning.percent   percent | 百分比
 *   chart.learning.lossOf    loss of each batch | 每批的损失
 *   chart.learning.accuracy  test accuracy | 测试准确率
 *   chart.learning.sparsity  sparsity | 稀疏度
 *   chart.learning.readBatch  epoch {epoch}, batch {batch}: loss {loss} | 第 {epoch} 轮第 {batch} 批：损失 {loss}
 *   chart.learning.readEpoch  after epoch {epoch}: accuracy {accuracy} | 第 {epoch} 轮后：准确率 {accuracy}
 *   chart.learning.readSparsity  sparsity {sparsity} | 稀疏度 {sparsity}
 *   chart.learning.columnEpoch     epoch | 轮
 *   chart.learning.columnAccuracy  test accuracy | 测试准确率
 *   chart.learning.columnTrainLoss  training loss | 训练损失
 *   chart.learning.columnSparsity  sparsity | 稀疏度
 *
 * @typedef {import('../../protocol.js').EpochPoint} EpochPoint
 * @typedef {{ losses: Float32Array | number[], batchesPerEpoch: number, totalBatches: number,
 *             epochs: EpochPoint[] }} LearningData
 */
import { createSurface, nearest, percent, short, stepped, whole } from '../../charts/chart-surface.js';

/** @param {HTMLElement} element @param {{ charts: import('../../charts/chart-surface.js').Charts }} handlers */
export function createLearningChart(element, { charts }) {
  const { t } = charts;
  /** @type {LearningData} */
  let data = { losses: [], batchesPerEpoch: 1, totalBatches: 1, epochs: [] };
  let at = -1;

  const surface = createSurface(element, charts, {
    testid: 'chart-learning',
    filled: () => data.losses.length > 0,
    label: () => t('chart.learning.label'),
    legend: (theme) => [
      { kind: 'line', colour: theme.negative, text: t('chart.learning.lossOf') },
      { kind: 'dot', colour: theme.positive, text: t('chart.learning.accuracy') },
      ...(sparsityChanges()
        ? [{ kind: /** @type {const} */ ('dot'), colour: theme.removed, text: t('chart.learning.sparsity') }]
        : []),
    ],
    paintBase(canvas, look) {
      const losses = data.losses instanceof Float32Array ? data.losses : Float32Array.from(data.losses);
      return charts.module.drawLearning(
        canvas,
        {
          look,
          texts: {
            epochs: t('chart.learning.epochs'),
            loss: t('chart.learning.loss'),
            percent: t('chart.learning.percent'),
          },
          batchesPerEpoch: Math.max(1, data.batchesPerEpoch),
          totalBatches: Math.max(1, data.totalBatches),
          epochs: data.epochs.map(({ batch, testAccuracy, sparsity }) => ({ batch, testAccuracy, sparsity })),
          showSparsity: sparsityChanges(),
        },
        losses,
      );
    },
    paintOverlay() {},
    readAt(x, y, frame) {
      const value = frame.toData(x, y);
      if (!value || data.losses.length === 0) return null;
      // Many batches share a pixel: take the one nearest to the pointer, so that a spike can be read.
      const reach = (2 * data.totalBatches) / frame.width;
      const middle = value[0] * data.batchesPerEpoch - 1;
      const last = data.losses.length - 1;
      const from = Math.max(0, Math.min(last, Math.round(middle - reach)));
      const to = Math.max(from, Math.min(last, Math.round(middle + reach)));
      const near = data.losses.slice(from, to + 1);
      return readBatch(
        from +
          Math.max(
            0,
            nearest(near, value[1], (loss) => loss),
          ),
        frame,
      );
    },
    readStep(step, frame) {
      if (data.epochs.length === 0) {
        return data.losses.length === 0 ? null : readBatch(data.losses.length - 1, frame);
      }
      at = stepped(at, data.epochs.length, step);
      const epoch = data.epochs[at];
      const [x, y] = frame.toPixelRight(epoch.batch / data.batchesPerEpoch, epoch.testAccuracy);
      return { x, y, lines: epochLines(epoch) };
    },
    alternative: () => ({
      caption: t('chart.learning.label'),
      head: ['columnEpoch', 'columnTrainLoss', 'columnAccuracy', 'columnSparsity'].map((key) =>
        t(`chart.learning.${key}`),
      ),
      rows: data.epochs.map((epoch) => [
        short(epoch.batch / data.batchesPerEpoch),
        short(epoch.trainLoss),
        percent(epoch.testAccuracy, 2),
        percent(epoch.sparsity),
      ]),
    }),
  });

  /** @param {number} batch  from 0 @param {import('../../charts/chart-surface.js').Frame} frame */
  function readBatch(batch, frame) {
    const loss = data.losses[batch];
    const [x, y] = frame.toPixel((batch + 1) / data.batchesPerEpoch, Number.isFinite(loss) ? loss : 0);
    const epoch = Math.floor(batch / data.batchesPerEpoch);
    const lines = [
      t('chart.learning.readBatch', {
        epoch: whole(epoch + 1),
        batch: whole(batch - epoch * data.batchesPerEpoch + 1),
        loss: short(loss),
      }),
    ];
    const done = data.epochs.filter((point) => point.batch <= batch + 1);
    const last = nearest(done, batch + 1, (point) => point.batch);
    if (last >= 0) lines.push(...epochLines(done[last]));
    return { x, y, lines };
  }

  /** @param {EpochPoint} epoch */
  function epochLines(epoch) {
    const lines = [
      t('chart.learning.readEpoch', {
        epoch: short(epoch.batch / data.batchesPerEpoch),
        accuracy: percent(epoch.testAccuracy, 2),
      }),
    ];
    if (sparsityChanges()) lines.push(t('chart.learning.readSparsity', { sparsity: percent(epoch.sparsity) }));
    return lines;
  }

  function sparsityChanges() {
    const values = data.epochs.map((epoch) => epoch.sparsity);
    return values.some((value) => Math.abs(value - values[0]) > 5e-4);
  }

  surface.redraw();
  return {
    /** @param {LearningData} next */
    update(next) {
      data = { ...next };
      at = -1;
      surface.draw();
    },
    redraw: surface.redraw,
  };
}
