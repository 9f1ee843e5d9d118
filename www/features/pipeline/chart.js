// @ts-check
/**
 * The picture of a pipeline: a column a run, its bytes on a logarithmic axis in the lower part with what it took away as a
 * paler piece, the accuracy of the same runs above. The table beside it tells the numbers.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { Plot, PlotPoint, PlotSeries } from '../../charts/plot.js' */
/** @import { PathData } from './path.js' */
import { language, percent } from '../../charts/chart-surface.js';
import { createPlot } from '../../charts/plot.js';
import { sizeAxis } from '../../util/log-scale.js';
import { bytes } from '../../words/format.js';

/** Parts of the height: bytes below, accuracies above. */
const [LOWER, UPPER] = [0.6, 0.3];
const WIDTH = 0.72;

/** @param {PathData | null} path @param {Charts['t']} t @returns {Plot} */
export function plotOf(path, t) {
  const rows = path?.rows ?? [];
  const [denseBytes, dense] = [path?.denseBytes ?? 1, path?.dense ?? null];
  const sizeOf = (/** @type {number} */ size) => bytes(size, language());
  const columns = path ? [denseBytes, ...rows.map((row) => row.bytes)] : [];
  const names = [
    'f32',
    ...rows.map((row, index) => `${index + 1}${row.bytes === null ? ' \u00d7' : row.bytes ? '' : ' \u2026'}`),
  ];
  const known = columns.flatMap((size, x) => (typeof size === 'number' ? [{ x, y: size }] : []));
  const { low, high, ticks } = sizeAxis(known.map(({ y }) => y));
  const bars = known.map((bar) => ({ ...bar, label: sizeOf(bar.y) }));
  /** From the smaller size to the one before. @type {PlotPoint[]} */
  const saved = known.flatMap(({ x, y }, index) => {
    const before = known[index - 1]?.y;
    return before > y ? [{ x, y: before, low: y }] : [];
  });
  // What is not trained yet guesses; its place would leave no room for all others.
  const rates = rows.flatMap(({ node, accuracy }, index) =>
    node.op.op === 'init' && rows.length > 1 ? [] : [{ x: index + 1, y: accuracy, label: percent(accuracy) }],
  );
  const worst = Math.min(0.99, ...rates.map(({ y }) => y), dense ?? 1);
  const floor = Math.max(0, Math.floor(worst * 20 - 0.1) / 20);
  const last = rows.at(-1);
  const ends = { min: -0.5, max: Math.max(1, columns.length) - 0.5 };
  /** @type {PlotSeries[]} */
  const series = [
    { kind: 'bars', width: WIDTH, weight: 'faint', points: saved, colour: 1, text: t('pipe.chart.saved') },
    { kind: 'bars', width: WIDTH, points: bars.slice(0, 1), colour: 'mutedText' },
    { kind: 'bars', width: WIDTH, points: bars.slice(1), colour: 1, text: t('pipe.column.bytes') },
    {
      kind: 'points',
      points: rates,
      colour: 'fineTuned',
      right: true,
      weight: 'strong',
      text: t('pipe.column.accuracy'),
    },
  ];
  if (dense !== null)
    series.push({
      kind: 'line',
      dashed: true,
      points: [ends.min, ends.max].map((x) => ({ x, y: dense })),
      colour: 'dense',
      right: true,
      text: t('chart.accuracy.dense', { accuracy: percent(dense) }),
    });
  return {
    label: last
      ? t('pipe.chart.label', {
          count: rows.length,
          dense: sizeOf(denseBytes),
          bytes: last.bytes ? sizeOf(last.bytes) : '\u2026',
          accuracy: percent(last.accuracy, 2),
        })
      : '',
    x: { title: t('pipe.column.stage'), ...ends, marks: names.map((label, value) => ({ value, label })) },
    y: {
      title: t('pipe.column.bytes'),
      scale: 'log',
      unit: 'bytes',
      min: low,
      max: low * (high / low) ** (1 / LOWER),
      marks: ticks.map((value) => ({ value, label: sizeOf(value) })),
    },
    right: {
      title: t('pipe.column.accuracy'),
      unit: 'percent',
      min: 1 - (1 - floor) / UPPER,
      max: 1,
      marks: [floor, (1 + floor) / 2, 1].map((value) => ({ value, label: percent(value) })),
    },
    series,
    by: 'x',
    stops: known.map(({ x, y }) => ({
      x,
      y,
      value: { bytes: y, accuracy: rows[x - 1]?.accuracy ?? null },
      lines: () => [names[x], sizeOf(y), ...(x > 0 ? [percent(rows[x - 1].accuracy, 2)] : [])],
    })),
    table: {
      caption: t('pipe.table'),
      head: ['pipe.column.stage', 'pipe.column.bytes', 'pipe.column.accuracy'].map((key) => t(key)),
      rows: columns.map((size, x) => [
        names[x],
        typeof size === 'number' ? { text: sizeOf(size), value: size } : '\u2026',
        x > 0 ? { text: percent(rows[x - 1].accuracy, 2), value: rows[x - 1].accuracy } : '\u2013',
      ]),
    },
  };
}

/** @param {{ charts: Charts }} handlers */
export function createWaterfallChart({ charts }) {
  const element = document.createElement('div');
  element.className = 'chart-mount waterfall-chart';
  element.dataset.testid = 'pipeline-chart';
  const plot = createPlot(element, charts, {
    testid: 'chart-waterfall',
    model: /** @type {PathData | null} */ (null),
    plotOf,
  });
  return { element, update: (/** @type {PathData} */ next) => plot.update(next), redraw: plot.redraw };
}
