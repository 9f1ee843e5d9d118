// @ts-check
/**
 * Many curves of accuracy against sparsity in one chart: each with a colour, a mark at intervals, and its name where
 * there is room; a ring on each where the slider stands.
 *
 * @typedef {{ sparsity: number, accuracy: number, ratio: number, joined: boolean }} Point
 * @typedef {{ name: string, series: number, points: readonly Point[] }} Line
 * @typedef {{ lines: readonly Line[], ratio: number, dense: number | null, chance: number | null }} CompareChartData
 */
/** @import { Charts, ChartTheme, Frame } from '../../charts/chart-surface.js' */
/** @import { Plot, PlotGuide, PlotStop } from '../../charts/plot.js' */
import { nearest, percent } from '../../charts/chart-surface.js';
import { createPlot, plotColour } from '../../charts/plot.js';
import { drawMark } from '../../charts/series.js';
import { lookOf } from '../../state/compare.js';
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

/** `xMin`: where the axis begins. @typedef {CompareChartData & { xMin: number }} Model */

/** @param {number} series */
const colourOf = (series) => lookOf(series).colour + 1;

/** @param {Model} model @param {Charts['t']} t @returns {Plot} */
export function plotOf({ lines, ratio, dense, chance, xMin }, t) {
  const seen = lines.map((line) => ({ ...line, points: line.points.filter(({ sparsity }) => sparsity >= xMin) }));
  const longest = seen.reduce(
    (best, { points }) => (points.length > best.length ? points : best),
    /** @type {readonly Point[]} */ ([]),
  );
  const steps = longest.flatMap((point) => stopOf(seen, point.ratio, t) ?? []);
  /** @type {(PlotGuide | null)[]} */
  const guides = [
    chance === null
      ? null
      : {
          at: chance,
          colour: 'mutedText',
          dash: 'dots',
          name: t('chart.accuracy.chance', { accuracy: percent(chance) }),
        },
    dense === null
      ? null
      : { at: dense, colour: 'dense', name: t('chart.accuracy.dense', { accuracy: percent(dense) }) },
  ];
  return {
    label: t('chart.compare.label'),
    x: { title: t('chart.accuracy.sparsity'), unit: 'percent', min: xMin, max: 1 },
    y: { title: t('chart.accuracy.accuracy'), unit: 'percent', min: 0, max: 1 },
    // The list of curves beside the chart is its legend.
    silent: true,
    series: lines.map(({ name, series, points }) => ({
      kind: 'line',
      points: points.map(({ sparsity, accuracy, joined }) => ({ x: sparsity, y: accuracy, joined })),
      colour: colourOf(series),
      text: name,
      label: name,
      swatch: series,
    })),
    guides: guides.filter((guide) => guide !== null),
    stops: seen.flatMap(({ name, points }) =>
      points.map(({ sparsity, accuracy }) => ({
        x: sparsity,
        y: accuracy,
        lines: () => [
          name,
          t('chart.accuracy.readSparsity', { sparsity: percent(sparsity) }),
          t('chart.compare.read', { accuracy: percent(accuracy, 2) }),
        ],
      })),
    ),
    steps,
    first: Math.max(
      0,
      nearest(longest, ratio, (point) => point.ratio),
    ),
    table: {
      caption: t('chart.compare.label'),
      head: [t('chart.compare.columnRatio'), ...lines.map(({ name }) => name)],
      rows: ROWS.map((at) => [percent(at), ...lines.map((line) => valueAt(line, at))]),
    },
  };
}

/** All curves at one ratio, the best first. @param {readonly Line[]} lines @param {number} ratio @param {Charts['t']} t @returns {PlotStop | null} */
function stopOf(lines, ratio, t) {
  const found = lines.flatMap(({ name, points }) => {
    const point = points.find((one) => Math.abs(one.ratio - ratio) < 1e-9);
    return point ? [{ name, point }] : [];
  });
  if (found.length === 0) return null;
  found.sort((a, b) => b.point.accuracy - a.point.accuracy);
  return {
    x: found[0].point.sparsity,
    y: found[0].point.accuracy,
    lines: () => [
      t('chart.compare.readRatio', { ratio: percent(ratio) }),
      ...found
        .slice(0, READ_LINES)
        .map(({ name, point }) => t('chart.compare.readName', { name, accuracy: percent(point.accuracy, 2) })),
    ],
  };
}

/**
 * Marks along the curves, and a ring on each where the slider stands.
 * @param {CanvasRenderingContext2D} context @param {Frame} frame @param {ChartTheme} theme @param {Model} model
 */
function paintOver(context, frame, theme, { lines, ratio, xMin }) {
  const { background } = theme;
  lines.forEach(({ series, points }, index) => {
    const colour = plotColour(colourOf(series), theme);
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
  for (const { series, points } of lines) {
    const point = points.find((one) => Math.abs(one.ratio - ratio) < 1e-9);
    if (!point || point.sparsity < xMin) continue;
    const [x, y] = frame.toPixel(point.sparsity, point.accuracy);
    context.beginPath();
    context.arc(x, y, 7, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = plotColour(colourOf(series), theme);
    context.stroke();
  }
}

/** @param {HTMLElement} element @param {{ charts: Charts }} handlers */
export function createCompareChart(element, { charts }) {
  const { t } = charts;
  /** @type {Model} */
  let model = { lines: [], ratio: 0, dense: null, chance: null, xMin: 0 };
  const plot = createPlot(element, charts, { testid: 'chart-compare', model, plotOf, paintOver });

  const zoom = element.ownerDocument.createElement('button');
  zoom.type = 'button';
  zoom.className = 'button chart-zoom';
  zoom.dataset.testid = 'chart-compare-zoom';
  zoom.addEventListener('click', () => {
    model = { ...model, xMin: model.xMin > 0 ? 0 : ZOOM_FROM };
    draw();
    name();
  });
  plot.surface.root.prepend(zoom);

  function name() {
    zoom.textContent = t(model.xMin > 0 ? 'chart.accuracy.zoomOut' : 'chart.accuracy.zoomIn');
  }
  const draw = () => plot.update(model);
  const growing = createRest({ restMs: GROWS_EVERY_MS, everyMs: GROWS_EVERY_MS }, draw);

  name();
  return {
    /** @param {CompareChartData} next */
    update(next) {
      const before = model;
      model = { ...next, xMin: before.xMin };
      const sameLines =
        before.lines.length === next.lines.length &&
        before.lines.every(({ name, series }, i) => name === next.lines[i].name && series === next.lines[i].series);
      if (!sameLines || before.dense !== next.dense || before.chance !== next.chance) draw();
      else if (before.lines.some(({ points }, i) => points !== next.lines[i].points)) growing.touch();
      else if (before.ratio !== next.ratio) plot.move(model);
    },
    redraw() {
      name();
      plot.redraw();
    },
  };
}

/** What was measured at a ratio, or a dash. @param {Line} line @param {number} ratio */
function valueAt({ points }, ratio) {
  const point = points.find((one) => Math.abs(one.ratio - ratio) < 1e-6);
  return point ? { text: percent(point.accuracy), value: point.accuracy } : '\u2013';
}
