// @ts-check
/**
 * Weights of a layer before they are rounded, as a histogram, and the values they go to as lines through it. Counts are
 * drawn on a logarithmic scale: a few large weights decide where the levels lie.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { Plot } from '../../charts/plot.js' */
import { short, whole } from '../../charts/chart-surface.js';
import { createPlot } from '../../charts/plot.js';
import { setAttribute } from '../../ui/dom.js';

/** `counts` are of bins from -limit to limit; `label` says it in words.
 * @typedef {{ counts: Uint32Array, limit: number, levels: readonly number[], label: string }} LevelData */

/** More guides than a layer has pixels would only fill the chart. */
const MOST_LEVELS = 300;

/** @param {LevelData} data @param {Charts['t']} t @returns {Plot} */
export function plotOf({ counts, limit, levels, label }, t) {
  const width = (2 * limit) / Math.max(1, counts.length);
  const bars = Array.from(counts, (count, bin) => ({ x: -limit + (bin + 0.5) * width, y: count }));
  const range = (/** @type {number} */ x) => `${short(x - width / 2)} \u2026 ${short(x + width / 2)}`;
  return {
    label,
    x: { title: t('quant.chart.weight'), min: -limit, max: limit },
    y: { title: t('quant.chart.count'), scale: 'logCount', whole: true },
    series: [
      { kind: 'bars', width, points: bars, colour: 'other', text: t('quant.chart.before') },
      // The guides have no place of their own in the legend.
      { kind: 'line', points: [], colour: 'curve', text: t('quant.chart.levels') },
    ],
    guides: levels
      .filter((_, index) => index % Math.ceil(levels.length / MOST_LEVELS) === 0)
      .map((at) => ({
        at,
        upright: true,
        colour: /** @type {const} */ ('curve'),
        dash: /** @type {const} */ ('solid'),
      })),
    by: 'x',
    stops: bars.map(({ x, y }) => ({ x, y, lines: () => [range(x), `${t('quant.members')}: ${whole(y)}`] })),
    first: counts.length >> 1,
    table: {
      caption: label,
      head: [t('quant.chart.weight'), t('quant.members')],
      rows: bars.map(({ x, y }) => [range(x), { text: whole(y), value: y }]),
    },
  };
}

/** @param {{ charts: Charts }} handlers */
export function createLevelChart({ charts }) {
  const element = document.createElement('div');
  element.className = 'chart-mount level-chart';
  /** @type {LevelData} */
  let shown = { counts: new Uint32Array(0), limit: 1, levels: [], label: '' };
  const plot = createPlot(element, charts, { testid: 'quant-chart', model: shown, plotOf });
  return {
    element,
    /** @param {LevelData} next */
    update(next) {
      const { counts, limit, levels, label } = shown;
      if (
        counts === next.counts &&
        limit === next.limit &&
        label === next.label &&
        String(levels) === String(next.levels)
      )
        return;
      shown = next;
      setAttribute(plot.surface.base, 'data-limit', next.limit);
      setAttribute(plot.surface.base, 'data-levels', next.levels.length);
      plot.update(next);
    },
    redraw: plot.redraw,
  };
}
