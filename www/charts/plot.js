// @ts-check
/**
 * A chart with axes, out of a pure description: `plotOf(model, t)` says what is drawn, what can be read and the numbers as
 * a table; this draws it for every size, theme and language, and reads the nearest value under the pointer and by arrow
 * keys. A feature's `chart.js` is no more than its `plotOf`.
 *
 * @typedef {Exclude<keyof ChartTheme, 'marker'> | number} PlotColour  of the theme, or of the series of a number
 * @typedef {{ x: number, y: number, low?: number, high?: number, joined?: boolean, label?: string }} PlotPoint  `joined`: unless
 *   false a line leads here
 * @typedef {Omit<SeriesSpec, 'x' | 'y' | 'low' | 'high' | 'labels' | 'breaks' | 'name' | 'colour'> & { points: readonly PlotPoint[],
 *   colour: PlotColour, text?: string, name?: string | number, label?: string, swatch?: number }} PlotSeries  `text`: its words in
 *   the legend, `name` the same in every language, `label` written beside its line; `swatch`: its mark there in a picture
 * @typedef {Omit<GuideSpec, 'colour'> & { colour: PlotColour }} PlotGuide
 * @typedef {{ x: number, y: number, right?: boolean, lines: () => string[], value?: Readonly<Record<string, unknown>> }} PlotStop
 *   what can be read, and where it stands
 * @typedef {{ label: string, x: AxisSpec, y: AxisSpec, right?: AxisSpec, series: readonly PlotSeries[],
 *   guides?: readonly PlotGuide[], stops: readonly PlotStop[], by?: 'x' | 'both', steps?: readonly PlotStop[], first?: number,
 *   silent?: boolean, table: Alternative }} Plot  `stops` are read by the pointer, the nearest in both directions or by its x; `steps`
 *   by arrow keys, from the `first` on; `silent`: its legend stands elsewhere
 */

/** @import { AxisSpec, GuideSpec, PlotSpec, SeriesSpec } from '../description.js' */
/** @import { Alternative, ChartTheme, Charts, Frame, LegendItem, Look } from './chart-surface.js' */
import { createSurface, nearest, stepped } from './chart-surface.js';

/** How near a press must come, in CSS pixels. */
const REACH = 24;

/** Swatches of the legend. */
const SWATCHES = /** @type {const} */ ({
  line: 'line',
  points: 'line',
  steps: 'line',
  scatter: 'dot',
  bars: 'bar',
  band: 'bar',
});

/**
 * @template M
 * @param {HTMLElement} element
 * @param {Charts} charts
 * @param {{ testid: string, model: M, plotOf: (model: M, t: Charts['t']) => Plot, onPick?: (stop: PlotStop) => void,
 *   paintOver?: (context: CanvasRenderingContext2D, frame: Frame, theme: ChartTheme, model: M) => void }} parts  `model`: what is
 *   shown first; `paintOver` draws what moves without a drawing of the chart
 */
export function createPlot(element, charts, { testid, model: first, plotOf, onPick, paintOver }) {
  let model = first;
  let plot = plotOf(model, charts.t);
  let at = -1;
  /** Where the stops are in what is drawn now, as far as that was asked. @type {{ frame: Frame, places: Float64Array[] } | null} */
  let known = null;

  const surface = createSurface(element, charts, {
    testid,
    filled: () => plot.series.some(({ points }) => points.length > 0),
    label: () => plot.label,
    legend: (theme) => (plot.silent ? [] : legendOf(plot, theme)),
    pictureLegend: () => legendOf(plot, charts.theme()),
    paintBase: (canvas, look) => charts.module.drawPlot(canvas, specOf(plot, look)),
    paintOverlay: (context, frame, theme) => paintOver?.(context, frame, theme, model),
    readAt(x, y, frame) {
      if (!frame.toData(x, y)) return null;
      const stop = plot.stops[nearestTo(x, y, frame)];
      at = stop ? (plot.steps ?? plot.stops).indexOf(stop) : -1;
      return read(stop, frame);
    },
    readStep(step, frame) {
      const steps = plot.steps ?? plot.stops;
      at = at < 0 && typeof step === 'number' ? (plot.first ?? 0) : stepped(at, steps.length, step);
      return read(steps[at], frame);
    },
    onPick(x, y, frame) {
      const stop = plot.stops[nearestTo(x, y, frame)];
      if (!stop || !onPick) return;
      const [toX, toY] = placeOf(stop, frame);
      if (Math.hypot(toX - x, toY - y) <= REACH) onPick(stop);
    },
    alternative: () => plot.table,
    plot: () => plot,
  });
  surface.overlay.addEventListener('keydown', (event) => {
    const stop = (plot.steps ?? plot.stops)[at];
    if (event.key === 'Enter' && stop) onPick?.(stop);
  });

  /** @param {number} x @param {number} y @param {Frame} frame */
  function nearestTo(x, y, frame) {
    if (known?.frame !== frame) known = { frame, places: plot.stops.map((stop) => placeOf(stop, frame)) };
    return nearest(known.places, 0, ([toX, toY]) => {
      const isOff = toX < frame.left - 1 || toX > frame.left + frame.width + 1;
      return isOff ? Infinity : plot.by === 'x' ? Math.abs(toX - x) : Math.hypot(toX - x, toY - y);
    });
  }

  /** @param {PlotStop | undefined} stop @param {Frame} frame */
  function read(stop, frame) {
    if (!stop) return null;
    const [x, y] = placeOf(stop, frame);
    return { x, y, lines: stop.lines(), value: stop.value };
  }

  /** @param {M} next */
  function take(next) {
    model = next;
    plot = plotOf(model, charts.t);
    known = null;
    at = -1;
  }

  surface.redraw();
  return {
    surface,
    /** Draws anew for other data. @param {M} next */
    update(next) {
      if (next === model) return;
      take(next);
      surface.draw();
    },
    /** Only what `paintOver` draws has changed. @param {M} next */
    move(next) {
      take(next);
      surface.moved();
    },
    /** Draws anew for another theme, size or language. */
    redraw() {
      take(model);
      surface.redraw();
    },
  };
}

/** @param {PlotStop} stop @param {Frame} frame */
function placeOf({ x, y, right }, frame) {
  return right ? frame.toPixelRight(x, y) : frame.toPixel(x, y);
}

/** @param {PlotColour} colour @param {Omit<ChartTheme, 'marker'>} theme */
export function plotColour(colour, theme) {
  if (typeof colour === 'string') return theme[colour];
  const style = getComputedStyle(document.documentElement);
  return style.getPropertyValue(`--series-${colour}`).trim() || theme.other;
}

/** @param {Plot} plot @param {ChartTheme} theme @returns {(LegendItem & { series?: number })[]} */
function legendOf({ series }, theme) {
  return series.flatMap(({ kind, dashed, text, name, colour, swatch }) => {
    const look = dashed ? 'dashed' : SWATCHES[kind];
    return text ? [{ kind: look, colour: plotColour(colour, theme), text, name, series: swatch }] : [];
  });
}

/**
 * As the drawing code takes it: lists of numbers instead of points.
 * @param {Pick<Plot, 'x' | 'y' | 'right' | 'series' | 'guides'>} plot
 * @param {Look} look
 * @returns {PlotSpec}
 */
export function specOf({ x, y, right, series, guides = [] }, look) {
  return {
    look,
    x,
    y,
    right: right ?? null,
    guides: guides.map((guide) => ({ ...guide, colour: plotColour(guide.colour, look.theme) })),
    series: series
      .filter(({ points }) => points.length > 0)
      .map(({ kind, points, colour, label = '', weight, dashed, hollow, ring, width, right: isRight }) => {
        const numbers = (/** @type {(point: PlotPoint) => number} */ of) => points.map(of);
        const spread = points.some(({ low }) => low !== undefined);
        return {
          kind,
          weight,
          dashed,
          hollow,
          ring,
          width,
          right: isRight,
          colour: plotColour(colour, look.theme),
          name: label,
          x: numbers((point) => point.x),
          y: numbers((point) => point.y),
          low: spread ? numbers((point) => point.low ?? point.y) : [],
          high: spread ? numbers((point) => point.high ?? point.y) : [],
          breaks: points.flatMap(({ joined }, index) => (joined === false ? [index] : [])),
          labels: points.some((point) => point.label) ? points.map((point) => point.label ?? '') : [],
        };
      }),
  };
}
