// @ts-check
/**
 * Accuracy against the pruning ratio, before and after fine-tuning, with levels to compare with.
 *
 * @typedef {{ ratio: number, accuracy: number }} TunedPoint  fractions
 * @typedef {{ before: readonly TunedPoint[], after: readonly TunedPoint[],
 *   levels: readonly { accuracy: number, name: string, colour: 'dense' | 'text' }[] }} TunedData  points in rising order
 */
/** @import { Charts } from './chart-surface.js' */
/** @import { Plot } from './plot.js' */
import { percent } from './chart-surface.js';
import { createPlot } from './plot.js';

/** @param {TunedData} data @param {Charts['t']} t @returns {Plot} */
export function plotOf({ before, after, levels }, t) {
  /** @param {readonly TunedPoint[]} points */
  const placed = (points) => points.map(({ ratio, accuracy }) => ({ x: ratio, y: accuracy }));
  /** @param {readonly TunedPoint[]} points @param {number} ratio */
  const at = (points, ratio) => points.find((point) => Math.abs(point.ratio - ratio) < 1e-9)?.accuracy ?? null;
  const rows = after.map(({ ratio, accuracy }) => ({ ratio, accuracy, pruned: at(before, ratio) }));
  return {
    label: t('chart.tuned.label'),
    x: { title: t('chart.tuned.ratio'), unit: 'percent', min: 0, max: 1 },
    y: { title: t('chart.accuracy.accuracy'), unit: 'percent', min: 0, max: 1 },
    series: [
      { kind: 'line', points: placed(before), colour: 'curve', text: t('chart.tuned.before'), name: 'before' },
      { kind: 'points', points: placed(after), colour: 'fineTuned', text: t('chart.tuned.after'), name: 'after' },
    ],
    guides: levels.map(({ accuracy, name, colour }) => ({ at: accuracy, colour, name })),
    stops: rows.map(({ ratio, accuracy, pruned }) => ({
      x: ratio,
      y: accuracy,
      lines: () => [
        percent(ratio, 2),
        ...(pruned === null ? [] : [`${t('chart.tuned.before')}: ${percent(pruned, 2)}`]),
        `${t('chart.tuned.after')}: ${percent(accuracy, 2)}`,
      ],
    })),
    by: 'x',
    table: {
      caption: t('chart.tuned.label'),
      head: [t('chart.tuned.ratio'), t('chart.tuned.before'), t('chart.tuned.after')],
      rows: rows.map(({ ratio, accuracy, pruned }) => [
        { text: percent(ratio, 2), value: ratio },
        pruned === null ? '\u2013' : { text: percent(pruned, 2), value: pruned },
        { text: percent(accuracy, 2), value: accuracy },
      ]),
    },
  };
}

/** @param {HTMLElement} element @param {{ charts: Charts, testid: string }} parts */
export function createTunedChart(element, { charts, testid }) {
  return createPlot(element, charts, {
    testid,
    model: /** @type {TunedData} */ ({ before: [], after: [], levels: [] }),
    plotOf,
  });
}
