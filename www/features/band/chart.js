// @ts-check
/**
 * Accuracy against sparsity. Its x axis is the slider's, so points lie at the ratio they were pruned at; those of which
 * that is not all to be said, as their mask was dropped, at their sparsity. A click or drag moves the slider there; the
 * marker lies on the overlay.
 *
 * @typedef {import('../../state/studies.js').TuneSettings} TuneSettings
 * @typedef {{ run: number } | { sweep: TuneSettings, ratio: number }} DotTarget  a run of the list, or one that can be done
 * @typedef {{ ratio?: number, sparsity: number, accuracy: number, joined?: boolean }} Point  fractions; `joined`: a line leads
 *             here
 * @typedef {{ ratio?: number, sparsity: number, accuracy: number | null }} Marker  without accuracy until it is measured
 * @typedef {{ denseAccuracy: number | null, chance: number | null, points: readonly Point[],
 *             dots: (Point & { label: string, target: DotTarget })[], tuned: Point[][],
 *             path: readonly Point[], others: { key: string, name: string, points: readonly Point[] }[],
 *             marker: Marker | null, baseSparsity: number, xMin: number, neurons: boolean }} AccuracyData  `tuned`: lines through dots that belong
 *             together; `path`: of the current run, in the order in which it was made; `xMin`: where the axis begins; `neurons`: whether it is of neurons
 */
import { createSurface, crisp, nearest, percent, stepped } from '../../charts/chart-surface.js';
import { specOf } from '../../charts/plot.js';
import { createRest } from '../../util/rest.js';

const ROWS_AT = 20;
/** How often a curve that is being measured is drawn with what came since. */
const GROWS_EVERY_MS = 100;

/**
 * @param {HTMLElement} element
 * @param {{ charts: import('../../charts/chart-surface.js').Charts, onRatio: (ratio: number) => void,
 *           onDot: (target: DotTarget) => void, onAxis: (left: number, width: number) => void }} handlers  `onAxis` hears
 *           where the x axis lies, in CSS pixels from the chart's left
 */
export function createAccuracyChart(element, { charts, onRatio, onDot, onAxis }) {
  const { t } = charts;
  /** @type {AccuracyData} */
  let data = {
    denseAccuracy: null,
    chance: null,
    points: [],
    dots: [],
    tuned: [],
    path: [],
    others: [],
    marker: null,
    baseSparsity: 0,
    xMin: 0,
    neurons: false,
  };
  let at = -1;
  /** @type {Point[]} points inside the zoom, ascending */
  let visible = [];

  const surface = createSurface(element, charts, {
    testid: 'chart-accuracy',
    filled: () => data.denseAccuracy !== null || data.points.length > 0,
    label: () => t('chart.accuracy.label'),
    legend: (theme) => [
      { kind: 'line', colour: theme.curve, text: t('chart.accuracy.before'), name: 'before' },
      { kind: 'dot', colour: theme.fineTuned, text: t('chart.accuracy.after'), name: 'after' },
      ...(data.path.length > 0
        ? [
            {
              kind: /** @type {const} */ ('dashed'),
              colour: theme.fineTuned,
              text: t('chart.accuracy.path'),
              name: 'path',
            },
          ]
        : []),
      ...(data.others.length > 0
        ? [
            {
              kind: /** @type {const} */ ('line'),
              colour: theme.other,
              text: t('chart.accuracy.others'),
              name: 'others',
            },
          ]
        : []),
    ],
    paintBase(canvas, look) {
      const frame = charts.module.drawPlot(canvas, specOf(plotOf(data, t), look));
      // Of the page's own canvas, not of a picture for a file.
      if (canvas.isConnected) onAxis(frame.left, frame.width);
      return frame;
    },
    paintOverlay(context, frame, theme, fontSize) {
      const { marker } = data;
      if (!marker) return;
      if (xOf(marker) < data.xMin) {
        paintHint(context, frame, { theme, fontSize, fontFamily: getComputedStyle(element).fontFamily }, xOf(marker));
        return;
      }
      const [x, y] = frame.toPixel(xOf(marker), marker.accuracy ?? 0);
      context.fillStyle = theme.marker;
      context.fillRect(crisp(x, context.getTransform().a) - 0.5, frame.top, 2, frame.height);
      if (marker.accuracy === null) return;
      context.beginPath();
      context.arc(x, y, 6.5, 0, 2 * Math.PI);
      context.fillStyle = theme.background;
      context.fill();
      context.lineWidth = 3;
      context.strokeStyle = theme.marker;
      context.stroke();
    },
    readAt(x, y, frame) {
      const value = frame.toData(x, y);
      if (!value) return null;
      const dot = dotAt(x, y, frame);
      at = nearest(visible, value[0], xOf);
      return dot ? readDot(dot, frame) : readPoint(frame);
    },
    readStep(step, frame) {
      if (at < 0 && typeof step === 'number' && data.marker) {
        at = nearest(visible, xOf(data.marker), xOf);
      } else at = stepped(at, visible.length, step);
      return readPoint(frame);
    },
    onDrag(x, frame) {
      const inside = Math.max(frame.left, Math.min(frame.left + frame.width, x));
      const value = frame.toData(inside, frame.top + frame.height / 2);
      if (value) onRatio(Math.max(0, Math.min(1, value[0])));
    },
    onPick(x, y, frame) {
      const dot = dotAt(x, y, frame);
      if (dot) onDot(dot.target);
    },
    alternative() {
      const { marker, denseAccuracy } = data;
      const fraction = (/** @type {number} */ value) => ({ text: percent(value), value });
      /** @param {string} value @param {string} text @param {Point} point */
      const row = (value, text, { sparsity, accuracy }) => [{ text, value }, fraction(sparsity), fraction(accuracy)];
      return {
        caption: t('chart.accuracy.label'),
        note:
          marker && marker.accuracy !== null
            ? t('chart.accuracy.now', { sparsity: percent(marker.sparsity), accuracy: percent(marker.accuracy) })
            : '',
        head: ['columnStage', 'columnSparsity', 'columnAccuracy'].map((key) => t(`chart.accuracy.${key}`)),
        rows: [
          ...(denseAccuracy === null
            ? []
            : [
                row('dense', t(denseKey(data), { accuracy: '' }).trim(), {
                  sparsity: data.baseSparsity,
                  accuracy: denseAccuracy,
                }),
              ]),
          ...spread(data.points).map((point) => row('before', t('chart.accuracy.before'), point)),
          ...data.dots.map((dot) => row('after', `${t('chart.accuracy.after')} ${dot.label}`.trim(), dot)),
          ...data.path.map((point) => row('path', t('chart.accuracy.path'), point)),
          ...data.others.flatMap(({ key, name, points }) => spread(points).map((point) => row(key, name, point))),
        ],
      };
    },
  });

  /** The dot nearest to a pixel, within reach of a finger. @param {number} x @param {number} y @param {import('../../charts/chart-surface.js').Frame} frame */
  function dotAt(x, y, frame) {
    const gaps = data.dots.map((dot) => {
      const [dotX, dotY] = frame.toPixel(xOf(dot), dot.accuracy);
      return Math.hypot(dotX - x, dotY - y);
    });
    const best = nearest(gaps, 0, (gap) => gap);
    return best >= 0 && gaps[best] < 12 ? data.dots[best] : null;
  }

  /** @param {import('../../charts/chart-surface.js').Frame} frame */
  function readPoint(frame) {
    const point = visible[at];
    if (!point) return null;
    const [x, y] = frame.toPixel(xOf(point), point.accuracy);
    return {
      x,
      y,
      lines: [
        t('chart.accuracy.readSparsity', { sparsity: percent(point.sparsity) }),
        t('chart.accuracy.readBefore', { accuracy: percent(point.accuracy, 2) }),
      ],
      value: { stage: 'before', sparsity: point.sparsity, accuracy: point.accuracy },
    };
  }

  /** @param {Point & { label: string }} dot @param {import('../../charts/chart-surface.js').Frame} frame */
  function readDot(dot, frame) {
    const [x, y] = frame.toPixel(xOf(dot), dot.accuracy);
    return {
      x,
      y,
      lines: [
        t('chart.accuracy.readSparsity', { sparsity: percent(dot.sparsity) }),
        t('chart.accuracy.readAfter', { accuracy: percent(dot.accuracy, 2), label: dot.label }).trim(),
      ],
      value: { stage: 'after', sparsity: dot.sparsity, accuracy: dot.accuracy },
    };
  }

  function draw() {
    visible = ascending(data.points).filter((point) => xOf(point) >= data.xMin);
    at = -1;
    surface.draw();
  }

  const growing = createRest({ restMs: GROWS_EVERY_MS, everyMs: GROWS_EVERY_MS }, draw);

  surface.redraw();
  return {
    /** @param {AccuracyData} next */
    update(next) {
      const before = data;
      data = { ...next };
      const grows = next.points.length > before.points.length && before.points.length > 0;
      if (!sameCurves(before, grows ? { ...next, points: before.points } : next)) draw();
      else {
        if (grows) growing.touch();
        if (!sameMarker(before.marker, next.marker)) surface.moved();
      }
    },
    redraw: surface.redraw,
  };
}

/** What the level of the network that the slider prunes is called. @param {AccuracyData} data */
function denseKey({ baseSparsity }) {
  return baseSparsity > 0 ? 'chart.accuracy.start' : 'chart.accuracy.dense';
}

/**
 * What lies below the marker.
 * @param {AccuracyData} data
 * @param {import('../../charts/chart-surface.js').Charts['t']} t
 * @returns {Pick<import('../../charts/plot.js').Plot, 'x' | 'y' | 'series' | 'guides'>}
 */
function plotOf(data, t) {
  const { denseAccuracy, chance, baseSparsity, xMin } = data;
  const line = (/** @type {readonly Point[]} */ points) =>
    ascending(points).map((point) => ({ x: xOf(point), y: point.accuracy, joined: point.joined ?? false }));
  /** @type {import('../../charts/plot.js').PlotGuide[]} */
  const guides = [];
  if (chance !== null) {
    const name = t('chart.accuracy.chance', { accuracy: percent(chance) });
    guides.push({ at: chance, colour: 'mutedText', dash: 'dots', name });
  }
  if (denseAccuracy !== null) {
    const name = t(denseKey(data), { accuracy: percent(denseAccuracy) });
    guides.push({ at: denseAccuracy, colour: 'dense', name });
  }
  /** @type {import('../../charts/plot.js').PlotSeries[]} */
  const series = [
    ...data.others.map(({ name, points }) => ({
      kind: /** @type {const} */ ('line'),
      weight: /** @type {const} */ ('faint'),
      points: line(points),
      colour: /** @type {const} */ ('other'),
      label: name,
    })),
    ...data.tuned.map((points) => ({
      kind: /** @type {const} */ ('line'),
      points: line(points),
      colour: /** @type {const} */ ('fineTuned'),
    })),
    {
      kind: 'points',
      weight: 'faint',
      dashed: true,
      points: data.path.map((point) => ({ x: xOf(point), y: point.accuracy })),
      colour: 'fineTuned',
    },
    { kind: 'points', weight: 'strong', points: line(data.points), colour: 'curve' },
    {
      kind: 'scatter',
      points: data.dots.map((dot) => ({ x: xOf(dot), y: dot.accuracy, label: dot.label })),
      colour: 'fineTuned',
    },
  ];
  if (baseSparsity > xMin) {
    const ends = [xMin, baseSparsity].map((x) => ({ x, y: 1, low: 0, high: 1 }));
    series.unshift({ kind: 'band', points: ends, colour: 'removed', label: t('chart.accuracy.base') });
  }
  return {
    x: {
      title: t(data.neurons ? 'chart.accuracy.neurons' : 'chart.accuracy.sparsity'),
      unit: 'percent',
      min: xMin,
      max: 1,
    },
    y: { title: t('chart.accuracy.accuracy'), unit: 'percent', min: 0, max: 1 },
    series,
    guides,
  };
}

/** Whether all but the marker is the same. @param {AccuracyData} a @param {AccuracyData} b */
function sameCurves(a, b) {
  return (
    a.xMin === b.xMin &&
    a.neurons === b.neurons &&
    a.denseAccuracy === b.denseAccuracy &&
    a.chance === b.chance &&
    a.baseSparsity === b.baseSparsity &&
    samePoints(a.points, b.points) &&
    samePoints(a.path, b.path) &&
    samePoints(a.dots, b.dots) &&
    a.dots.every((dot, index) => dot.label === b.dots[index].label) &&
    a.tuned.length === b.tuned.length &&
    a.tuned.every((line, index) => samePoints(line, b.tuned[index])) &&
    a.others.length === b.others.length &&
    a.others.every(
      ({ name, points }, index) => name === b.others[index].name && samePoints(points, b.others[index].points),
    )
  );
}

/** @param {readonly Point[]} a @param {readonly Point[]} b */
function samePoints(a, b) {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every(
      (point, index) =>
        xOf(point) === xOf(b[index]) && point.accuracy === b[index].accuracy && point.joined === b[index].joined,
    )
  );
}

/** @param {Marker | null} a @param {Marker | null} b */
function sameMarker(a, b) {
  return (
    a === b || (a !== null && b !== null && xOf(a) === xOf(b) && a.sparsity === b.sparsity && a.accuracy === b.accuracy)
  );
}

/** Says at the left edge that the marker is further left, and where.
 * @param {CanvasRenderingContext2D} context @param {import('../../charts/chart-surface.js').Frame} frame
 * @param {{ theme: import('../../charts/chart-surface.js').ChartTheme, fontFamily: string, fontSize: number }} look @param {number} sparsity */
function paintHint(context, frame, { theme, fontFamily, fontSize }, sparsity) {
  const tenths = Math.round(sparsity * 1000);
  const text = `\u25c0 ${percent(sparsity, tenths % 10 === 0 ? 0 : 1)}`;
  context.font = `${fontSize}px ${fontFamily || 'sans-serif'}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const ratio = context.getTransform().a;
  const [left, high] = [crisp(frame.left + 2, ratio), fontSize + 9];
  // Between the names of the dense level (above) and of guessing (below).
  const top = crisp(frame.top + 0.7 * frame.height - high / 2, ratio);
  const wide = Math.ceil(context.measureText(text).width) + 12;
  context.fillStyle = theme.marker;
  context.fillRect(left, top, wide, high);
  context.fillStyle = theme.background;
  context.fillRect(left + 1, top + 1, wide - 2, high - 2);
  context.fillStyle = theme.text;
  context.fillText(text, left + 6, top + high / 2 + 0.5);
}

/** Where a point lies on the axis. @param {{ ratio?: number, sparsity: number }} point */
function xOf({ ratio, sparsity }) {
  return ratio ?? sparsity;
}

/** @param {readonly Point[]} points */
function ascending(points) {
  return [...points].sort((a, b) => xOf(a) - xOf(b));
}

/** Of many points those nearest to whole twentieths. @param {readonly Point[]} points */
function spread(points) {
  const sorted = ascending(points);
  const shown = new Set();
  for (let i = 0; i <= ROWS_AT && sorted.length > 0; i += 1) {
    shown.add(nearest(sorted, i / ROWS_AT, xOf));
  }
  return [...shown].map((index) => sorted[index]);
}
