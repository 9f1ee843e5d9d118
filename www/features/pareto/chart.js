// @ts-check
/**
 * Runs as marks, cost against accuracy: those on the front filled and joined by stairs, the others hollow, the current one
 * ringed. Both axes are logarithmic; upwards equal steps divide the error by equal factors, or 98 % and 99 % would lie upon
 * each other beside an untrained network's 10 %.
 */

/** @import { Alternative, Charts } from '../../charts/chart-surface.js' */
/** @import { Plot, PlotPoint } from '../../charts/plot.js' */
import { createPlot } from '../../charts/plot.js';
import { runNumber } from '../../state/tree.js';
import { logRange } from '../../util/log-scale.js';

/** A run whose cost is known; `by`: who dominates it. `lines` tell it in words.
 * @typedef {{ id: number, cost: number, accuracy: number, by: readonly number[], current: boolean,
 *   lines: readonly string[] }} ChartPoint */
/** By rising cost, in a unit. `half` is half an image: what a network without an error is drawn at.
 * @typedef {{ points: readonly ChartPoint[], half: number, xTitle: string, unit: 'number' | 'bytes', table: Alternative }} ParetoChartData */

/** @type {ParetoChartData} */
const NOTHING = { points: [], half: 0.01, xTitle: '', unit: 'number', table: { caption: '', head: [], rows: [] } };

/** @param {ParetoChartData} data @param {Charts['t']} t @returns {Plot} */
export function plotOf({ points, half, xTitle, unit, table }, t) {
  const placed = points.map((point) => ({ ...point, y: Math.min(point.accuracy, 1 - half) }));
  const [from, to] = logRange(placed.length > 0 ? placed.map(({ cost }) => cost) : [1], 0.08);
  /** @param {boolean} onFront */
  function marks(onFront) {
    const mine = placed.filter(({ by }) => (by.length === 0) === onFront);
    const current = mine.findIndex((point) => point.current);
    return {
      points: mine.map(({ id, cost, y }) => ({ x: cost, y, label: String(runNumber(id)) })),
      ...(current < 0 ? {} : { ring: current }),
    };
  }
  const front = marks(true);
  /** What is to be had at a cost stays the same until the next costs so much, and to the edge. @type {PlotPoint[]} */
  const stairs =
    front.points.length === 0 ? [] : [...front.points, { x: to, y: Math.max(...front.points.map(({ y }) => y)) }];
  return {
    label: t('chart.pareto.label'),
    x: { title: xTitle, scale: 'log', unit, min: from, max: to },
    y: { title: t('pareto.axis.accuracy'), scale: 'logError', unit: 'percent' },
    series: [
      {
        kind: 'steps',
        points: stairs.map(({ x, y }) => ({ x, y })),
        colour: 'fineTuned',
        text: t('pareto.legend.front'),
      },
      { kind: 'scatter', hollow: true, colour: 'mutedText', text: t('pareto.legend.dominated'), ...marks(false) },
      { kind: 'scatter', colour: 'fineTuned', ...front },
    ],
    stops: placed.map(({ id, cost, accuracy, y, by, lines }) => ({
      x: cost,
      y,
      lines: () => [...lines],
      value: { run: id, cost, accuracy, by },
    })),
    first: Math.max(
      0,
      points.findIndex(({ current }) => current),
    ),
    table,
  };
}

/** @param {HTMLElement} element @param {{ charts: Charts, onOpen: (id: number) => void }} handlers */
export function createParetoChart(element, { charts, onOpen }) {
  const { update, redraw } = createPlot(element, charts, {
    testid: 'chart-pareto',
    model: NOTHING,
    plotOf,
    onPick: ({ value }) => onOpen(Number(value?.run)),
  });
  return { update, redraw };
}
