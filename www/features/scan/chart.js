// @ts-check
/**
 * Sensitivity: accuracy against the ratio of one layer while the others stay whole, a line a layer, and the guide line.
 *
 * @typedef {{ ratio: number, accuracy: number, joined: boolean }} ScanPoint  fractions; `joined`: a line leads here
 * @typedef {{ layer: number, points: readonly ScanPoint[] }} ScanLine  layer from 0, points in rising order
 * @typedef {{ dense: number | null, guide: number | null, lines: readonly ScanLine[] }} ScanData
 */
/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { Plot, PlotColour } from '../../charts/plot.js' */
import { percent } from '../../charts/chart-surface.js';
import { createPlot } from '../../charts/plot.js';

/** Ratios of the text alternative. */
const ROWS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1];

/** The theme's colours of the layers' lines, told apart by colour-blind eyes too; each line bears its name. */
const COLOURS = /** @type {const} */ (['positive', 'negative', 'fineTuned', 'curve', 'dense']);

/** @param {ScanData} data @param {Charts['t']} t @returns {Plot} */
export function plotOf({ dense, guide, lines }, t) {
  /** @param {ScanLine} line */
  const nameOf = ({ layer }) => t('scan.layer', { layer: layer + 1 });
  const guideText = guide === null ? '' : t('chart.scan.guide', { accuracy: percent(guide) });
  /** Ratios of the line with most points so far. */
  const longest = lines.reduce(
    (best, { points }) => (points.length > best.length ? points : best),
    /** @type {readonly ScanPoint[]} */ ([]),
  );
  return {
    label: t('chart.scan.label'),
    x: { title: t('chart.scan.ratio'), unit: 'percent', min: 0, max: 1 },
    y: { title: t('chart.accuracy.accuracy'), unit: 'percent', min: 0, max: 1 },
    series: lines.map((line) => ({
      kind: 'line',
      points: line.points.map(({ ratio, accuracy, joined }) => ({ x: ratio, y: accuracy, joined })),
      colour: COLOURS[line.layer % COLOURS.length],
      text: nameOf(line),
      label: nameOf(line),
      name: line.layer + 1,
    })),
    guides: [
      ...(dense === null ? [] : [{ at: dense, colour: /** @type {PlotColour} */ ('dense') }]),
      ...(guide === null ? [] : [{ at: guide, colour: /** @type {PlotColour} */ ('text'), name: guideText }]),
    ],
    by: 'x',
    stops: longest.map(({ ratio, accuracy }) => ({
      x: ratio,
      y: accuracy,
      lines: () => [
        t('chart.scan.readRatio', { ratio: percent(ratio) }),
        ...lines.map((line) => {
          const here = accuracyAt(line, ratio);
          return t('chart.scan.read', { layer: line.layer + 1, accuracy: here === null ? '\u2013' : percent(here, 2) });
        }),
      ],
    })),
    table: {
      caption: t('chart.scan.label'),
      note: guide === null ? '' : { text: guideText, value: guide },
      head: [t('chart.scan.columnRatio'), ...lines.map(nameOf)],
      rows: ROWS.map((ratio) => [
        { text: percent(ratio), value: ratio },
        ...lines.map((line) => {
          const accuracy = accuracyAt(line, ratio);
          return accuracy === null ? '\u2013' : { text: percent(accuracy), value: accuracy };
        }),
      ]),
    },
  };
}

/** @param {HTMLElement} element @param {{ charts: Charts }} handlers */
export function createScanChart(element, { charts }) {
  /** @type {ScanData} */
  let shown = { dense: null, guide: null, lines: [] };
  const plot = createPlot(element, charts, { testid: 'chart-scan', model: shown, plotOf });
  return {
    /** @param {ScanData} next */
    update(next) {
      const { dense, guide, lines } = shown;
      if (lines === next.lines && dense === next.dense && guide === next.guide) return;
      shown = next;
      plot.update(next);
    },
    redraw: plot.redraw,
  };
}

/** What was measured at a ratio. @param {ScanLine} line @param {number} ratio */
function accuracyAt({ points }, ratio) {
  return points.find((one) => Math.abs(one.ratio - ratio) < 1e-6)?.accuracy ?? null;
}
