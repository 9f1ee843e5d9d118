// @ts-check
/**
 * Many curves of accuracy against sparsity in one chart: each with a colour, a mark at intervals, and its name where
 * there is room; a ring on each where the slider stands.
 *
 * @typedef {{ sparsity: number, accuracy: number, ratio: number, joined: boolean }} Point
 * @typedef {{ name: string, series: number, points: readonly Point[] }} Line
 * @typedef {{ lines: readonly Line[], ratio: number, dense: number | null, chance: number | null }} CompareChartData
 */
import { createSurface, nearest, percent, stepped } from '../../charts/chart-surface.js';
import { colourOf, drawMark } from '../../charts/series.js';
import { createRest } from '../../util/rest.js';

const ZOOM_FROM = 0.9;
/** Ratios of the text alternative. */
const ROWS = [0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1];
/** How often curves that are being measured are drawn. */
const GROWS_EVERY_MS = 150;
/** CSS pixels from mark to mark along the x axis. */
const MARK_GAP = 56;
/** More lines than this would cover the chart. */
const READ_LINES = 7;

/**
 * @param {HTMLElement} element
 * @param {{ charts: import('../../charts/chart-surface.js').Charts }} handlers
 */
export function createCompareChart(element, { charts }) {
  const { t } = charts;
  /** @type {CompareChartData} */
  let data = { lines: [], ratio: 0, dense: null, chance: null };
  let xMin = 0;
  let at = -1;

  const surface = createSurface(element, charts, {
    testid: 'chart-compare',
    filled: () => data.lines.length > 0,
    label: () => t('chart.compare.label'),
    // The list of curves beside the chart is its legend.
    legend: () => [],
    pictureLegend: () => data.lines.map(({ name, series }) => ({ text: name, series, colour: colourOf(series) })),
    paintBase(canvas, look) {
      const { dense, chance } = data;
      return charts.module.drawAccuracy(canvas, {
        look,
        texts: {
          sparsity: t('chart.accuracy.sparsity'),
          accuracy: t('chart.accuracy.accuracy'),
          dense: dense === null ? '' : t('chart.accuracy.dense', { accuracy: percent(dense) }),
          chance: chance === null ? '' : t('chart.accuracy.chance', { accuracy: percent(chance) }),
          base: '',
        },
        xMin,
        denseAccuracy: dense,
        chance,
        points: [],
        dots: [],
        others: data.lines.map(({ name, series, points }) => ({
          name,
          colour: colourOf(series),
          points: points.map(({ sparsity, accuracy, joined }) => ({ sparsity, accuracy, joined })),
        })),
        baseSparsity: 0,
      });
    },
    paintOverlay(context, frame, theme) {
      const { background } = theme;
      data.lines.forEach(({ series, points }, index) => {
        const colour = colourOf(series);
        // Staggered, so that marks of curves that run together do not lie upon each other.
        let next = frame.left + (MARK_GAP * ((index % 8) + 0.5)) / 8;
        for (const { sparsity, accuracy } of points) {
          if (sparsity < xMin) continue;
          const [x, y] = frame.toPixel(sparsity, accuracy);
          if (!(x >= next && x < Infinity)) continue;
          drawMark(context, series, { x, y, radius: 4, colour, background });
          next += MARK_GAP * (Math.floor((x - next) / MARK_GAP) + 1);
        }
      });
      for (const { series, points } of data.lines) {
        const point = points.find(({ ratio }) => Math.abs(ratio - data.ratio) < 1e-9);
        if (!point || point.sparsity < xMin) continue;
        const [x, y] = frame.toPixel(point.sparsity, point.accuracy);
        context.beginPath();
        context.arc(x, y, 7, 0, 2 * Math.PI);
        context.lineWidth = 2;
        context.strokeStyle = colourOf(series);
        context.stroke();
      }
    },
    readAt(x, y, frame) {
      const value = frame.toData(x, y);
      if (!value) return null;
      const all = data.lines.flatMap((line) => line.points.map((point) => ({ line, point })));
      const best = nearest(all, 0, ({ point }) => {
        const [pointX, pointY] = frame.toPixel(point.sparsity, point.accuracy);
        return point.sparsity < xMin ? Infinity : Math.hypot(pointX - x, pointY - y);
      });
      if (best < 0) return null;
      const { line, point } = all[best];
      at = ratios().indexOf(point.ratio);
      const [pointX, pointY] = frame.toPixel(point.sparsity, point.accuracy);
      const lines = [
        line.name,
        t('chart.accuracy.readSparsity', { sparsity: percent(point.sparsity) }),
        t('chart.compare.read', { accuracy: percent(point.accuracy, 2) }),
      ];
      return { x: pointX, y: pointY, lines };
    },
    readStep(step, frame) {
      const all = ratios();
      at =
        at < 0 && typeof step === 'number' ? nearest(all, data.ratio, (ratio) => ratio) : stepped(at, all.length, step);
      return readRatio(all[at], frame);
    },
    alternative: () => ({
      caption: t('chart.compare.label'),
      head: [t('chart.compare.columnRatio'), ...data.lines.map(({ name }) => name)],
      rows: ROWS.map((ratio) => [percent(ratio), ...data.lines.map((line) => valueAt(line, ratio))]),
    }),
  });

  const zoom = element.ownerDocument.createElement('button');
  zoom.type = 'button';
  zoom.className = 'button chart-zoom';
  zoom.dataset.testid = 'chart-compare-zoom';
  zoom.addEventListener('click', () => {
    xMin = xMin > 0 ? 0 : ZOOM_FROM;
    draw();
    name();
  });
  surface.root.prepend(zoom);

  /** Ratios that are measured on the line that has most, in rising order. */
  function ratios() {
    const longest = data.lines.reduce(
      (best, { points }) => (points.length > best.length ? points : best),
      /** @type {readonly Point[]} */ ([]),
    );
    return longest.filter(({ sparsity }) => sparsity >= xMin).map(({ ratio }) => ratio);
  }

  /** All curves at one ratio, the best first. @param {number | undefined} ratio @param {import('../../charts/chart-surface.js').Frame} frame */
  function readRatio(ratio, frame) {
    if (ratio === undefined) return null;
    const found = data.lines.flatMap(({ name, points }) => {
      const point = points.find((one) => Math.abs(one.ratio - ratio) < 1e-9);
      return point ? [{ name, point }] : [];
    });
    found.sort((a, b) => b.point.accuracy - a.point.accuracy);
    if (found.length === 0) return null;
    const [x, y] = frame.toPixel(Math.max(xMin, found[0].point.sparsity), found[0].point.accuracy);
    const lines = found
      .slice(0, READ_LINES)
      .map(({ name, point }) => t('chart.compare.readName', { name, accuracy: percent(point.accuracy, 2) }));
    return { x, y, lines: [t('chart.compare.readRatio', { ratio: percent(ratio) }), ...lines] };
  }

  function draw() {
    at = -1;
    surface.draw();
  }

  function name() {
    zoom.textContent = t(xMin > 0 ? 'chart.accuracy.zoomOut' : 'chart.accuracy.zoomIn');
  }

  const growing = createRest({ restMs: GROWS_EVERY_MS, everyMs: GROWS_EVERY_MS }, draw);

  name();
  surface.redraw();
  return {
    /** @param {CompareChartData} next */
    update(next) {
      const before = data;
      data = next;
      const sameLines =
        before.lines.length === next.lines.length &&
        before.lines.every(({ name, series }, i) => name === next.lines[i].name && series === next.lines[i].series);
      if (!sameLines || before.dense !== next.dense || before.chance !== next.chance) draw();
      else if (before.lines.some(({ points }, i) => points !== next.lines[i].points)) growing.touch();
      else if (before.ratio !== next.ratio) surface.moved();
    },
    redraw() {
      name();
      surface.redraw();
    },
  };
}

/** What was measured at a ratio, or a dash. @param {Line} line @param {number} ratio */
function valueAt({ points }, ratio) {
  const point = points.find((one) => Math.abs(one.ratio - ratio) < 1e-6);
  return point ? percent(point.accuracy) : '\u2013';
}
