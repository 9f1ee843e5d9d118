// @ts-check
/**
 * Runs as marks, cost against accuracy: those on the front filled and joined, the others hollow, the current one ringed.
 */

/** @import { Frame } from '../../charts/chart-surface.js' */
import { createSurface, nearest, percent, stepped } from '../../charts/chart-surface.js';
import { paintLogAxes } from '../../charts/log-axes.js';
import { runNumber } from '../../state/tree.js';
import { logRange } from '../../util/log-scale.js';

/** A run whose cost is known; `by`: who dominates it. `lines` tell it in words.
 * @typedef {{ id: number, cost: number, accuracy: number, by: readonly number[], current: boolean,
 *   lines: readonly string[] }} ChartPoint */
/** By rising cost. `half` is half an image: what a network that reads all rightly is drawn at.
 * @typedef {{ points: readonly ChartPoint[], half: number, xTitle: string, cost: (value: number) => string,
 *   table: import('../../charts/chart-surface.js').Alternative }} ParetoChartData */

const RADIUS = 6;
/** How near a press must come, in CSS pixels. */
const REACH = 24;

/** @type {ParetoChartData} */
const NOTHING = {
  points: [],
  half: 0.01,
  xTitle: '',
  cost: String,
  table: { caption: '', head: [], rows: [] },
};

/**
 * @param {HTMLElement} element
 * @param {{ charts: import('../../charts/chart-surface.js').Charts, onOpen: (id: number) => void }} handlers
 */
export function createParetoChart(element, { charts, onOpen }) {
  const { t } = charts;
  let data = NOTHING;
  let at = -1;

  const surface = createSurface(element, charts, {
    testid: 'chart-pareto',
    filled: () => data.points.length > 0,
    label: () => t('chart.pareto.label'),
    legend: (theme) => [
      { kind: 'line', colour: theme.fineTuned, text: t('pareto.legend.front') },
      { kind: 'dot', colour: theme.mutedText, text: t('pareto.legend.dominated') },
    ],
    paintBase(canvas, look, cssWidth) {
      const { points, half } = data;
      const some = points.length > 0;
      const errors = points.map(({ accuracy }) => Math.max(half, 1 - accuracy));
      const [low, high] = logRange(some ? errors : [0.5], 0.08);
      return paintLogAxes(
        canvas,
        look,
        cssWidth,
        { costs: logRange(some ? points.map(({ cost }) => cost) : [1], 0.08), errors: [low, Math.min(1, high)] },
        {
          cost: data.cost,
          // As many digits as the errors need: 99.95 % is not 100 %.
          accuracy: (value) =>
            percent(value, Math.max(0, Math.ceil(-Math.log10(Math.max(half, 1 - value)) - 2 - 1e-9))),
          xTitle: data.xTitle,
          yTitle: t('pareto.axis.accuracy'),
        },
      );
    },
    paintOverlay(context, frame, theme) {
      const front = data.points.filter(({ by }) => by.length === 0);
      context.lineWidth = 2;
      context.strokeStyle = theme.fineTuned;
      stairs(context, frame, front);
      for (const point of data.points.filter(({ by }) => by.length > 0)) mark(context, frame, theme, point);
      for (const point of front) mark(context, frame, theme, point);
      number(context, frame, theme);
    },
    readAt(x, y, frame) {
      at = pointAt(x, y, frame, Infinity);
      return read(frame);
    },
    readStep(step, frame) {
      const current = data.points.findIndex((point) => point.current);
      at = at < 0 && typeof step === 'number' ? Math.max(0, current) : stepped(at, data.points.length, step);
      return read(frame);
    },
    onPick(x, y, frame) {
      const picked = data.points[pointAt(x, y, frame, REACH)];
      if (picked) onOpen(picked.id);
    },
    alternative: () => data.table,
  });
  surface.overlay.addEventListener('keydown', (event) => {
    const point = data.points[at];
    if (event.key === 'Enter' && point) onOpen(point.id);
  });

  /** @param {number} x @param {number} y @param {Frame} frame @param {number} reach */
  function pointAt(x, y, frame, reach) {
    const gap = (/** @type {ChartPoint} */ { cost, accuracy }) => {
      const [toX, toY] = frame.toPixel(cost, accuracy);
      return Math.hypot(toX - x, toY - y);
    };
    const best = nearest(data.points, 0, gap);
    return best >= 0 && gap(data.points[best]) <= reach ? best : -1;
  }

  /** @param {Frame} frame */
  function read(frame) {
    const point = data.points[at];
    if (!point) return null;
    const [x, y] = frame.toPixel(point.cost, point.accuracy);
    const { id, cost, accuracy, by } = point;
    return { x, y, lines: [...point.lines], value: { run: id, cost, accuracy, by } };
  }

  /** From run to run: what is to be had at a cost stays the same until the next costs so much. @param {CanvasRenderingContext2D} context
   * @param {Frame} frame @param {readonly ChartPoint[]} front */
  function stairs(context, frame, front) {
    if (front.length === 0) return;
    context.beginPath();
    let [, level] = frame.toPixel(front[0].cost, front[0].accuracy);
    context.moveTo(frame.toPixel(front[0].cost, 0)[0], level);
    for (const { cost, accuracy } of front.slice(1)) {
      const [x, y] = frame.toPixel(cost, accuracy);
      context.lineTo(x, level);
      context.lineTo(x, y);
      level = y;
    }
    context.lineTo(frame.left + frame.width, level);
    context.stroke();
  }

  /** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {import('../../charts/chart-surface.js').ChartTheme} theme @param {ChartPoint} point */
  function mark(context, frame, theme, { cost, accuracy, by, current }) {
    const [x, y] = frame.toPixel(cost, accuracy);
    const onFront = by.length === 0;
    context.beginPath();
    context.arc(x, y, RADIUS, 0, 2 * Math.PI);
    context.fillStyle = onFront ? theme.fineTuned : theme.background;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = onFront ? theme.fineTuned : theme.mutedText;
    context.stroke();
    if (!current) return;
    context.beginPath();
    context.arc(x, y, RADIUS + 4, 0, 2 * Math.PI);
    context.strokeStyle = theme.text;
    context.stroke();
  }

  /** Numbers of the runs beside their marks, where none would lie upon another: the front's first. @param {CanvasRenderingContext2D} context
   * @param {Frame} frame @param {import('../../charts/chart-surface.js').ChartTheme} theme */
  function number(context, frame, theme) {
    context.font = `12px ${getComputedStyle(surface.root).fontFamily}`;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.fillStyle = theme.text;
    /** @type {{ x: number, y: number, width: number }[]} */
    const taken = [];
    const rank = (/** @type {ChartPoint} */ { by, current }) => (current ? 0 : by.length === 0 ? 1 : 2);
    for (const { id, cost, accuracy } of [...data.points].sort((a, b) => rank(a) - rank(b))) {
      const text = String(runNumber(id));
      const [x, y] = frame.toPixel(cost, accuracy);
      const box = { x: x + RADIUS + 5, y: y - RADIUS - 5, width: context.measureText(text).width };
      const covers = taken.some(
        (other) =>
          Math.abs(other.y - box.y) < 13 && box.x < other.x + other.width + 2 && other.x < box.x + box.width + 2,
      );
      if (covers) continue;
      taken.push(box);
      context.fillText(text, box.x, box.y);
    }
  }

  surface.redraw();
  return {
    /** @param {ParetoChartData} next */
    update(next) {
      data = next;
      at = -1;
      surface.draw();
    },
    redraw: surface.redraw,
  };
}
