// @ts-check
/**
 * Images a second of each kernel against density, median and spread of the passes. The x axis is logarithmic: what a
 * sparse kernel gains comes where few weights are left.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { Plot, PlotColour } from '../../charts/plot.js' */
/** @import { Kernel, SpeedRow } from '../../protocol.js' */
import { language, percent } from '../../charts/chart-surface.js';
import { createPlot } from '../../charts/plot.js';
import { KERNELS } from '../../ops/speed.js';
import { fixed } from '../../words/format.js';

/** @type {Readonly<Record<Kernel, PlotColour>>} */
const COLOURS = { dense: 5, csr: 1, bitmask: 3, shrunk: 4, twoFour: 7, int8: 2 };
/** Densities that are marked. */
const MARKS = [0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** @param {readonly SpeedRow[]} all  of the chart @param {Charts['t']} t @returns {Plot} */
export function plotOf(all, t) {
  const nameOf = (/** @type {Kernel} */ kind) => t(`speed.kernel.${kind}`);
  const rate = (/** @type {number} */ value) => fixed(value, language());
  const rows = all.filter(({ unfit, density, median }) => !unfit && density > 0 && Number.isFinite(median));
  const spread = (/** @type {SpeedRow} */ { low, high }) => `${rate(low)} \u2013 ${rate(high)}`;
  const least = Math.min(MARKS[0], ...rows.map(({ density }) => density));
  return {
    label: t('speed.chart.label'),
    x: {
      title: t('speed.axis.density'),
      scale: 'log',
      unit: 'percent',
      min: least / 1.05,
      max: 1.05,
      marks: MARKS.map((value) => ({ value, label: percent(value, 0) })),
    },
    y: { title: t('speed.axis.rate'), min: 0 },
    series: KERNELS.map((kind) => ({
      kind: 'points',
      points: rows
        .filter((row) => row.kind === kind)
        .sort((a, b) => a.density - b.density)
        .map(({ density, median, low, high }) => ({
          x: density,
          y: median / 1000,
          ...(Number.isFinite(high) ? { low: low / 1000, high: high / 1000 } : {}),
        })),
      colour: COLOURS[kind],
      text: nameOf(kind),
      label: nameOf(kind),
      name: kind,
    })),
    stops: rows.map((row) => ({
      x: row.density,
      y: row.median / 1000,
      lines: () => [nameOf(row.kind), percent(row.density), `${rate(row.median)} (${spread(row)})`],
      value: { kind: row.kind, density: row.density, median: row.median },
    })),
    table: {
      caption: t('speed.chart'),
      head: ['speed.kernel', 'speed.density', 'speed.rate', 'speed.spread'].map((key) => t(key)),
      rows: rows.map((row) => [
        nameOf(row.kind),
        { text: percent(row.density), value: row.density },
        { text: rate(row.median), value: row.median },
        spread(row),
      ]),
    },
  };
}

/** @param {{ charts: Charts }} handlers */
export function createSpeedChart({ charts }) {
  const element = document.createElement('div');
  element.className = 'chart-mount speed-chart';
  element.dataset.testid = 'speed-chart';
  const { update, redraw } = createPlot(element, charts, {
    testid: 'chart-speed',
    model: /** @type {readonly SpeedRow[]} */ ([]),
    plotOf,
  });
  return { element, update, redraw };
}
