// @ts-check
/**
 * The lottery as the saw-tooth that it is: of each way the mean accuracy, pruned before a training and after it, against
 * sparsity. Upwards equal steps divide the error by equal factors, so that what is lost and what differs are both seen.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { Plot, PlotPoint } from '../../charts/plot.js' */
/** @import { LotteryRow, Way } from './model.js' */
import { percent } from '../../charts/chart-surface.js';
import { createPlot } from '../../charts/plot.js';
import { WAYS } from './model.js';

/** The theme's colours, told apart by colour-blind eyes too. @type {Readonly<Record<Way, 'positive' | 'negative' | 'curve' | 'fineTuned' | 'dense'>>} */
const COLOURS = { ticket: 'positive', reinit: 'negative', shuffle: 'curve', kept: 'fineTuned', dense: 'dense' };
/** An accuracy of 1 has no place on the axis. */
const MOST = 0.9999;

/** The whole network is where those begin that are never rewound, too. @param {LotteryRow} row @param {Way} arm */
const cellOf = ({ round, cells }, arm) => cells[round === 0 && (arm === 'kept' || arm === 'dense') ? 'ticket' : arm];

/** The way of an arm, there and back at every round. @param {readonly LotteryRow[]} rows @param {Way} arm @returns {PlotPoint[]} */
function path(rows, arm) {
  return rows.flatMap((row) => {
    const [cell, x] = [cellOf(row, arm), 1 - row.kept];
    if (!cell) return [];
    const { before } = row;
    const first = row.round === 0 ? null : before[arm];
    const y = Math.min(MOST, cell.mean);
    return first
      ? [
          { x, y: Math.min(MOST, first.mean) },
          { x, y },
        ]
      : [{ x, y }];
  });
}

/** @param {readonly LotteryRow[]} rows @param {Charts['t']} t @returns {Plot} */
export function plotOf(rows, t) {
  /** @param {Way} arm */
  const nameOf = (arm) => t(`lottery.${arm}`);
  /** @param {LotteryRow} row @param {Way} arm */
  function valueAt(row, arm) {
    const cell = cellOf(row, arm);
    if (!cell) return '\u2013';
    return percent(cell.mean, 2) + (cell.spread === null ? '' : ` \u00b1 ${percent(cell.spread, 2)}`);
  }
  const dense = rows[0]?.cells.ticket?.mean ?? null;
  /** Those that were asked for, as far as they have come. */
  const ways = WAYS.filter((way) => rows.some(({ round, cells }) => round > 0 && cells[way]));
  return {
    label: t('chart.lottery.label'),
    x: { title: t('chart.accuracy.sparsity'), unit: 'percent', min: 0, max: 1 },
    y: { title: t('chart.lottery.accuracy'), unit: 'percent', scale: 'logError' },
    series: ways.flatMap((arm) => {
      const colour = COLOURS[arm];
      const means = rows.flatMap((row) => {
        const cell = cellOf(row, arm);
        if (!cell) return [];
        const at = { x: 1 - row.kept, y: Math.min(MOST, cell.mean) };
        const { spread } = cell;
        return spread === null
          ? [at]
          : [{ ...at, low: Math.max(0, at.y - spread), high: Math.min(MOST, at.y + spread) }];
      });
      // The dense network is not pruned: nothing falls.
      const isDense = arm === 'dense';
      return [
        {
          kind: /** @type {const} */ ('line'),
          weight: /** @type {const} */ ('faint'),
          points: isDense ? [] : path(rows, arm),
          colour,
        },
        { kind: /** @type {const} */ ('points'), points: means, colour, dashed: isDense, text: nameOf(arm), name: arm },
      ];
    }),
    guides:
      dense === null
        ? []
        : [
            {
              at: Math.min(MOST, dense),
              colour: 'dense',
              name: t('chart.accuracy.dense', { accuracy: percent(dense) }),
            },
          ],
    by: 'x',
    stops: rows.map((row) => ({
      x: 1 - row.kept,
      y: Math.min(MOST, row.cells.ticket?.mean ?? 0.5),
      lines: () => [
        t('lottery.keeps', { kept: percent(row.kept, 2) }),
        ...ways.map((arm) => {
          const before = row.round > 0 && arm !== 'dense' ? row.before[arm] : null;
          const from = before ? `${percent(before.mean)} \u2192 ` : '';
          return `${nameOf(arm)}: ${from}${valueAt(row, arm)}`;
        }),
      ],
    })),
    table: {
      caption: t('chart.lottery.label'),
      head: [t('lottery.left'), ...ways.map(nameOf)],
      rows: rows.map((row) => [percent(row.kept, 2), ...ways.map((arm) => valueAt(row, arm))]),
    },
  };
}

/** @param {HTMLElement} element @param {{ charts: Charts }} handlers */
export function createLotteryChart(element, { charts }) {
  /** @type {readonly LotteryRow[]} */
  const model = [];
  const { update, redraw } = createPlot(element, charts, { testid: 'chart-lottery', model, plotOf });
  return { update, redraw };
}
