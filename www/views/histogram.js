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
 * Weights in the order they go, of which the first `removed` are gone; or weights with a mask (1 = kept). A threshold
 * of null is none.
 * @typedef {{ weights: Float32Array, threshold: number | null } &
 *   ({ order: Uint32Array, removed: number } | { mask: Uint8Array })} HistogramData
 */
import { setAttribute, setHidden, setText } from '../dom.js';
import { createSurface, crisp, short, stepped, whole } from './chart-surface.js';
import { createBars } from './histogram-bars.js';
import { binWeights, countGone, countMasked, departures } from './histogram-bins.js';

const BAR_CSS = 5.5;

/**
 * @param {HTMLElement} element
 * @param {{ charts: import('./chart-surface.js').Charts, onThreshold: (threshold: number) => void }} handlers
 */
export function createHistogram(element, { charts, onThreshold }) {
  const { t } = charts;
  /** @type {HistogramData} */
  let data = { weights: new Float32Array(0), mask: new Uint8Array(0), threshold: null };
  /** @type {import('./histogram-bins.js').Binned} */
  let binned = binWeights(data.weights, 2);
  /** @type {{ order: Uint32Array, departures: import('./histogram-bins.js').Departures } | null} */
  let leaving = null;
  const bars = createBars(element.ownerDocument);
  /** @type {Float32Array | null} */
  let binnedFor = null;
  let removed = new Uint32Array(3);
  let ratio = 1;
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
        leaving = null;
        removed = new Uint32Array(bins + 1);
      }
      count();
      ratio = look.ratio;
      const texts = { weight: t('chart.histogram.weight'), count: t('chart.histogram.count') };
      const { limit } = binned;
      const total = binned.total.subarray(0, bins);
      const frame = bars.paintAnew(canvas, look, { bins, limit }, total, (picture, gone) =>
        charts.module.drawHistogram(picture, { look, texts, limit }, total, gone),
      );
      bars.paintMove(canvas, frame, removed, ratio);
      return frame;
    },
    paintOverlay(context, frame, theme) {
      const { threshold } = data;
      setHidden(handle, threshold === null || data.weights.length === 0);
      if (threshold === null || handle.hidden) return;
      const [right, left] = [1, -1].map((side) => frame.toPixel(side * Math.min(threshold, binned.limit), 0)[0]);
      context.fillStyle = theme.marker;
      for (const x of [left, right]) context.fillRect(crisp(x, ratio) - 0.5, frame.top, 2, frame.height);
      // Moved by a transform: it needs no layout.
      handle.style.transform = `translate(${right}px, ${frame.top}px)`;
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
    reread: read,
    onDrag(x, frame) {
      if (data.threshold === null) return;
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
        note: [thresholdText(), beyondText()].filter((text) => text !== '').join('. '),
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
    const now = data.threshold ?? 0;
    const from = wantedFrom === now ? wanted : now;
    wish(from + (event.shiftKey ? 10 * step : step));
    wantedFrom = now;
  });

  /** @param {number} threshold */
  function wish(threshold) {
    wanted = Math.max(0, Math.min(binned.largest, threshold));
    wantedFrom = NaN;
    onThreshold(wanted);
  }

  /** How many are gone of every bin. */
  function count() {
    if ('mask' in data) countMasked(binned, data.mask, removed);
    else {
      const { order } = data;
      if (leaving?.order !== order) leaving = { order, departures: departures(binned, order) };
      countGone(leaving.departures, data.removed, removed);
    }
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
    const { threshold } = data;
    return threshold === null ? '' : t('chart.histogram.thresholdValue', { threshold: short(threshold) });
  }

  function beyondText() {
    const count = binned.total[binned.bins];
    if (count === 0) return '';
    const kept = count - removed[binned.bins];
    return t('chart.histogram.beyond', { count: whole(count), limit: short(binned.limit), kept: whole(kept) });
  }

  function describe() {
    setAttribute(handle, 'aria-valuemin', 0);
    setAttribute(handle, 'aria-valuemax', binned.largest);
    setAttribute(handle, 'aria-valuenow', data.threshold ?? 0);
    setAttribute(handle, 'aria-valuetext', thresholdText());
    setText(note, beyondText());
  }

  function redraw() {
    handle.setAttribute('aria-label', t('chart.histogram.threshold'));
    surface.redraw();
    describe();
  }

  /** The bars that changed and the threshold; the axes stay. */
  function move() {
    const frame = surface.frame();
    if (!frame) return;
    count();
    bars.paintMove(surface.base, frame, removed, ratio);
    surface.moved();
  }

  redraw();
  return {
    /** @param {HistogramData} next */
    update(next) {
      const before = data;
      data = { ...next };
      if (next.weights !== before.weights) surface.draw();
      else if (!sameGone(next, before) || next.threshold !== before.threshold) move();
      else return;
      describe();
    },
    redraw,
  };
}

/** @param {HistogramData} a @param {HistogramData} b */
function sameGone(a, b) {
  return 'mask' in a
    ? 'mask' in b && a.mask === b.mask
    : 'order' in b && a.order === b.order && a.removed === b.removed;
}

/** @param {Uint32Array} counts @param {number} from @param {number} to */
function sum(counts, from, to) {
  let all = 0;
  for (let i = from; i < to; i += 1) all += counts[i];
  return all;
}
