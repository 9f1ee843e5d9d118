// @ts-check
/**
 * How one layer's weights are spread, which are gone, and the threshold: drag it, or focus its handle
 * and press the arrow keys.
 *
 * i18n keys (English | 中文):
 *   chart.histogram.label      Histogram of the weights. Arrow keys read bar after bar. | 权重直方图。按方向键逐柱读取。
 *   chart.histogram.weight     weight | 权重值
 *   chart.histogram.count      weights per bar (square-root scale) | 每柱权重数（平方根刻度）
 *   chart.histogram.negative   negative, kept | 保留的负权重
 *   chart.histogram.positive   positive, kept | 保留的正权重
 *   chart.histogram.removed    removed | 已剪除
 *   chart.histogram.beyond     {count} beyond ±{limit} not drawn, {kept} of them kept | 另有 {count} 个超出 ±{limit} 未画出，其中保留 {kept} 个
 *   chart.histogram.threshold  Threshold | 阈值
 *   chart.histogram.thresholdValue  smaller than {threshold}: removed | 小于 {threshold} 的被剪除
 *   chart.histogram.readRange  from {from} to {to} | {from} 到 {to}
 *   chart.histogram.readCount  {total} weights, {removed} removed | 共 {total} 个，剪除 {removed} 个
 *   chart.histogram.columnRange    weight | 权重值
 *   chart.histogram.columnTotal    weights | 个数
 *   chart.histogram.columnRemoved  removed | 剪除
 *
 * @typedef {{ weights: Float32Array, position: Uint32Array | null, cut: number, threshold: number }} HistogramData
 */
import { createSurface, crisp, short, stepped, whole } from './chart-surface.js';
import { binWeights, countRemoved } from './histogram-bins.js';

const BAR_CSS = 5.5;

/**
 * @param {HTMLElement} element
 * @param {{ charts: import('./chart-surface.js').Charts, onThreshold: (threshold: number) => void }} handlers
 */
export function createHistogram(element, { charts, onThreshold }) {
  const { t } = charts;
  /** @type {HistogramData} */
  let data = { weights: new Float32Array(0), position: null, cut: 0, threshold: 0 };
  /** @type {import('./histogram-bins.js').Binned} */
  let binned = binWeights(data.weights, 2);
  /** @type {Float32Array | null} */
  let binnedFor = null;
  let removed = new Uint32Array(3);
  let bar = -1;
  let wanted = 0;
  let wantedFrom = NaN;

  const surface = createSurface(element, charts, {
    testid: 'chart-histogram',
    label: () => t('chart.histogram.label'),
    legend: (theme) => [
      { kind: 'bar', colour: theme.negative, text: t('chart.histogram.negative') },
      { kind: 'bar', colour: theme.positive, text: t('chart.histogram.positive') },
      { kind: 'hatched', colour: theme.removed, text: t('chart.histogram.removed') },
    ],
    paintBase(canvas, look, cssWidth) {
      const bins = 2 * Math.round(Math.max(24, Math.min(110, cssWidth / BAR_CSS)) / 2);
      if (binnedFor !== data.weights || binned.bins !== bins) {
        binned = binWeights(data.weights, bins);
        binnedFor = data.weights;
        removed = new Uint32Array(bins + 1);
      }
      countRemoved(binned, data.position, data.cut, removed);
      return charts.module.drawHistogram(
        canvas,
        {
          look,
          texts: { weight: t('chart.histogram.weight'), count: t('chart.histogram.count') },
          limit: binned.limit,
        },
        binned.total.subarray(0, bins),
        removed.subarray(0, bins),
      );
    },
    paintOverlay(context, frame, theme) {
      if (data.position === null || data.weights.length === 0) {
        handle.hidden = true;
        return;
      }
      const ratio = context.getTransform().a;
      const [right, left] = [1, -1].map((side) => frame.toPixel(side * Math.min(data.threshold, binned.limit), 0)[0]);
      context.fillStyle = theme.marker;
      for (const x of [left, right]) context.fillRect(crisp(x, ratio) - 0.5, frame.top, 2, frame.height);
      handle.hidden = false;
      handle.style.left = `${right}px`;
      handle.style.top = `${frame.top}px`;
      handle.style.color = theme.marker;
    },
    onBlank() {
      handle.hidden = true;
    },
    readAt(x, y, frame) {
      const value = frame.toData(x, y);
      if (!value) return null;
      bar = Math.min(binned.bins - 1, Math.floor(((value[0] + binned.limit) / (2 * binned.limit)) * binned.bins));
      return read(frame);
    },
    readStep(step, frame) {
      bar = bar < 0 && typeof step === 'number' ? binned.bins / 2 : stepped(bar, binned.bins, step);
      return read(frame);
    },
    onDrag(x, frame) {
      if (data.position === null) return;
      // Linear also beyond the plot, so that the few largest weights can be reached.
      const zero = frame.left + frame.width / 2;
      wish((Math.abs(x - zero) / (frame.width / 2)) * binned.limit);
    },
    alternative() {
      const groups = 10;
      const rows = Array.from({ length: groups }, (_, group) => {
        const [from, to] = [group, group + 1].map((g) => Math.round((g * binned.bins) / groups));
        return [range(from, to), whole(sum(binned.total, from, to)), whole(sum(removed, from, to))];
      });
      return {
        caption: t('chart.histogram.label'),
        note: [thresholdText(), beyondText()].join('. '),
        head: ['columnRange', 'columnTotal', 'columnRemoved'].map((key) => t(`chart.histogram.${key}`)),
        rows,
      };
    },
  });

  const document = element.ownerDocument;
  const handle = document.createElement('div');
  handle.className = 'chart-handle';
  handle.dataset.testid = 'histogram-threshold';
  handle.tabIndex = 0;
  handle.hidden = true;
  handle.setAttribute('role', 'slider');
  handle.setAttribute('aria-orientation', 'horizontal');
  surface.stage.append(handle);
  // After a drag the arrow keys go on from there.
  surface.overlay.addEventListener('pointerup', () => {
    if (!handle.hidden) handle.focus({ preventScroll: true });
  });
  const note = document.createElement('p');
  note.className = 'chart-note';
  surface.root.append(note);

  handle.addEventListener('keydown', (event) => {
    const small = binned.limit / 100;
    /** @type {Record<string, number>} */
    const steps = {
      ArrowLeft: -small,
      ArrowDown: -small,
      ArrowRight: small,
      ArrowUp: small,
      PageDown: -10 * small,
      PageUp: 10 * small,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    // The page may round to its slider's places: keep counting from the wish until it moves.
    const from = wantedFrom === data.threshold ? wanted : data.threshold;
    const now = data.threshold;
    wish(from + (event.shiftKey ? 10 * step : step));
    wantedFrom = now;
  });

  /** @param {number} threshold */
  function wish(threshold) {
    wanted = Math.max(0, Math.min(binned.largest, threshold));
    wantedFrom = NaN;
    onThreshold(wanted);
  }

  /** @param {import('./chart-surface.js').Frame} frame */
  function read(frame) {
    if (bar < 0 || bar >= binned.bins || data.weights.length === 0) return null;
    const centre = -binned.limit + (2 * binned.limit * (bar + 0.5)) / binned.bins;
    const [x, y] = frame.toPixel(centre, binned.total[bar]);
    return {
      x,
      y,
      lines: [
        range(bar, bar + 1),
        t('chart.histogram.readCount', { total: whole(binned.total[bar]), removed: whole(removed[bar]) }),
      ],
    };
  }

  /** @param {number} from @param {number} to  bins */
  function range(from, to) {
    const [a, b] = [from, to].map((bin) => short(-binned.limit + (2 * binned.limit * bin) / binned.bins));
    return t('chart.histogram.readRange', { from: a, to: b });
  }

  function thresholdText() {
    return t('chart.histogram.thresholdValue', { threshold: short(data.threshold) });
  }

  function beyondText() {
    const count = binned.total[binned.bins];
    if (count === 0) return '';
    const kept = count - removed[binned.bins];
    return t('chart.histogram.beyond', { count: whole(count), limit: short(binned.limit), kept: whole(kept) });
  }

  function describe() {
    handle.setAttribute('aria-valuemin', '0');
    handle.setAttribute('aria-valuemax', String(binned.largest));
    handle.setAttribute('aria-valuenow', String(data.threshold));
    handle.setAttribute('aria-valuetext', thresholdText());
    note.textContent = beyondText();
  }

  function redraw() {
    handle.setAttribute('aria-label', t('chart.histogram.threshold'));
    surface.redraw();
    describe();
  }

  redraw();
  return {
    /** @param {HistogramData} next */
    update(next) {
      const same = next.weights === data.weights && next.position === data.position && next.cut === data.cut;
      const moved = next.threshold !== data.threshold;
      if (same && !moved) return;
      data = { ...next };
      if (same) surface.paintOverlay();
      else surface.draw();
      describe();
    },
    redraw,
  };
}

/** @param {Uint32Array} counts @param {number} from @param {number} to */
function sum(counts, from, to) {
  let all = 0;
  for (let i = from; i < to; i += 1) all += counts[i];
  return all;
}
