// @ts-check
/**
 * What all charts share: a base canvas drawn by plotters, an overlay canvas above it for what moves,
 * a small read-out box, a legend and a text alternative; sized to the element and the screen.
 *
 * i18n keys: none of its own.
 *
 * @typedef {import('../pkg/prunelab.js')} ChartModule
 * @typedef {import('../pkg/prunelab.js').Frame} Frame
 * @typedef {import('./plot.js').Plot} Plot
 * @typedef {{ background: string, text: string, mutedText: string, grid: string, dense: string, curve: string,
 *             fineTuned: string, other: string, removed: string, positive: string, negative: string,
 *             marker: string }} ChartTheme  every colour as '#rrggbb'
 * @typedef {{ module: ChartModule, t: (key: string, params?: Record<string, string | number>) => string,
 *             theme: () => ChartTheme, pictures: Map<string, Picture> }} Charts  `pictures`: of all charts there are, by test id
 * @typedef {import('../description.js').Look} Look
 * @typedef {{ kind: 'line' | 'dashed' | 'dot' | 'bar' | 'hatched', colour: string, text: string, name?: string | number }} LegendItem
 *   `name`: what is shown, the same in every language
 * @typedef {{ colour: string, text: string, kind?: LegendItem['kind'], series?: number }} PictureItem
 * @typedef {{ width: number, height: number, label: string, theme: ChartTheme, fontFamily: string, fontSize: number,
 *             legend: PictureItem[], filled: boolean, alternative: () => Alternative, plot?: () => Plot, paintBase: (canvas: HTMLCanvasElement, ratio: number) => Frame,
 *             paintOverlay: (context: CanvasRenderingContext2D, frame: Frame) => void }} Picture  a chart for a file, in sight or not;
 *             sizes in CSS pixels
 * @typedef {string | { text: string, value: string | number }} AlternativeCell  `value`: what the text is of, unrounded
 * @typedef {{ caption: string, head: string[], rows: AlternativeCell[][], note?: AlternativeCell }} Alternative
 * @typedef {{ x: number, y: number, lines: string[], value?: Readonly<Record<string, unknown>> }} Reading  where the
 *   crosshair stands and what is read there: in words, and as values
 */

import { setAttribute } from '../ui/dom.js';
import { createRest } from '../util/rest.js';
import { percent as pagePercent } from '../words/format.js';
import { createAlternative } from './chart-alternative.js';

/** At the page's usual size; on a large screen it grows with the page. */
const FONT_SIZE = 13;
const USUAL_PX = 16;
/** The text alternative is written once a chart rests, and now and then while it does not. */
const REST_MS = 250;
const ALTERNATIVE_EVERY_MS = 3000;
/** Of a picture whose chart has not been in sight yet, in CSS pixels. */
const PICTURE_SIZE = { width: 720, height: 320 };

/**
 * @param {HTMLElement} element
 * @param {Charts} charts
 * @param {{
 *   testid: string,
 *   filled: () => boolean,
 *   paintBase: (canvas: HTMLCanvasElement, look: Look, cssWidth: number) => Frame,
 *   paintOverlay: (context: CanvasRenderingContext2D, frame: Frame, theme: ChartTheme, fontSize: number) => void,
 *   paintPicture?: (canvas: HTMLCanvasElement, look: Look, cssWidth: number) => Frame,
 *   pictureLegend?: () => PictureItem[],
 *   onBlank?: () => void,
 *   readAt: (x: number, y: number, frame: Frame) => Reading | null,
 *   readStep: (step: -1 | 1 | 'first' | 'last', frame: Frame) => Reading | null,
 *   reread?: (frame: Frame) => Reading | null,
 *   onDrag?: (x: number, frame: Frame) => void,
 *   onPick?: (x: number, y: number, frame: Frame) => void,
 *   label: () => string,
 *   legend: (theme: ChartTheme) => LegendItem[],
 *   alternative: () => Alternative,
 *   plot?: () => Plot,
 * }} parts  positions in CSS pixels from the canvas' upper left corner; `filled`: whether there is anything to show
 */
export function createSurface(element, charts, parts) {
  const document = element.ownerDocument;
  const view = /** @type {Window & typeof globalThis} */ (document.defaultView);
  const make = /** @template {keyof HTMLElementTagNameMap} K
    @param {K} tag @param {string} name @returns {HTMLElementTagNameMap[K]} */ (tag, name) => {
    const made = document.createElement(tag);
    made.className = name;
    return made;
  };
  const root = make('div', 'chart');
  const legend = make('div', 'chart-legend');
  const stage = make('div', 'chart-stage');
  const base = make('canvas', 'chart-base');
  const overlay = make('canvas', 'chart-overlay');
  const readout = make('div', 'chart-readout');
  const alternative = make('div', 'visually-hidden');
  base.dataset.testid = parts.testid;
  base.setAttribute('aria-hidden', 'true');
  overlay.dataset.testid = `${parts.testid}-overlay`;
  readout.dataset.testid = `${parts.testid}-readout`;
  legend.dataset.testid = `${parts.testid}-legend`;
  alternative.dataset.testid = `${parts.testid}-table`;
  overlay.tabIndex = 0;
  overlay.setAttribute('role', 'application');
  readout.hidden = true;
  stage.append(base, overlay, readout);
  root.append(legend, stage, alternative);
  element.append(root);
  const words = createAlternative(alternative);

  /** @type {Frame | null} */
  let frame = null;
  /** @type {Reading | null} */
  let reading = null;
  let dragging = false;
  /** Where the pointer went down. */
  let down = { x: 0, y: 0 };
  /** Why nothing is drawn; empty when all is well. */
  let failure = '';
  let complained = false;
  const { touch: scheduleAlternative } = createRest(
    { restMs: REST_MS, everyMs: ALTERNATIVE_EVERY_MS, later: (run, ms) => view.setTimeout(run, ms) },
    writeAlternative,
  );
  // Asked of the page only where they can change: the answers cost a style or layout pass in the middle of a frame.
  let theme = charts.theme();
  let fontFamily = '';
  let fontSize = FONT_SIZE;
  let size = { width: 0, height: 0 };
  /** When it was last in sight. */
  let sizeSeen = PICTURE_SIZE;
  let legendWords = '';

  function measure() {
    theme = charts.theme();
    fontFamily = view.getComputedStyle(root).fontFamily || 'system-ui, sans-serif';
    const rootPx = parseFloat(view.getComputedStyle(document.documentElement).fontSize) || USUAL_PX;
    fontSize = (FONT_SIZE * rootPx) / USUAL_PX;
    size = { width: Math.floor(stage.clientWidth), height: Math.floor(stage.clientHeight) };
  }

  function writeAlternative() {
    words.update(parts.alternative(), failure);
  }

  function writeLegend() {
    const items = parts.legend(theme);
    const words = items.map(({ kind, colour, text }) => `${kind} ${colour} ${text}`).join('\n');
    if (words === legendWords) return;
    legendWords = words;
    legend.replaceChildren(
      ...items.map(({ kind, colour, text, name: shown }) => {
        const item = make('span', 'chart-legend-item');
        if (shown !== undefined) item.dataset.name = String(shown);
        const swatch = make('span', `chart-swatch chart-swatch-${kind}`);
        swatch.style.color = colour;
        const name = make('span', '');
        name.textContent = text;
        item.append(swatch, name);
        return item;
      }),
    );
  }

  function paintOverlay() {
    if (!frame) return;
    const context = overlay.getContext('2d');
    if (!context) return;
    const ratio = overlay.width / Math.max(1, parseFloat(overlay.style.width));
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, overlay.width, overlay.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    parts.paintOverlay(context, frame, theme, fontSize);
    if (reading) {
      context.fillStyle = theme.mutedText;
      context.fillRect(crisp(reading.x, ratio), frame.top, 1, frame.height);
      context.fillRect(frame.left, crisp(reading.y, ratio), frame.width, 1);
      context.beginPath();
      context.arc(reading.x, reading.y, 3.5, 0, 2 * Math.PI);
      context.fillStyle = theme.text;
      context.fill();
    }
  }

  /** @param {Reading | null} next @param {boolean} spoken */
  function show(next, spoken) {
    reading = next;
    readout.hidden = !next;
    if (next) {
      readout.setAttribute('aria-live', spoken ? 'polite' : 'off');
      setAttribute(readout, 'data-value', next.value ? JSON.stringify(next.value) : null);
      readout.replaceChildren(
        ...next.lines.map((text) => {
          const line = make('div', '');
          line.textContent = text;
          return line;
        }),
      );
      const wide = readout.offsetWidth;
      const high = readout.offsetHeight;
      const room = stage.clientWidth;
      const left = next.x + 12 + wide <= room ? next.x + 12 : Math.max(0, next.x - 12 - wide);
      readout.style.left = `${left}px`;
      readout.style.top = `${Math.max(0, Math.min(next.y - high - 8, stage.clientHeight - high))}px`;
    }
    paintOverlay();
  }

  /** Draws anew for new data. */
  function draw() {
    writeLegend();
    const { width: cssWidth, height: cssHeight } = size;
    if (cssWidth < 120 || cssHeight < 100) return; // hidden: the observer calls again when it shows
    sizeSeen = size;
    const ratio = view.devicePixelRatio || 1;
    const width = Math.round(cssWidth * ratio);
    const height = Math.round(cssHeight * ratio);
    for (const canvas of [base, overlay]) {
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      canvas.style.width = `${width / ratio}px`;
      canvas.style.height = `${height / ratio}px`;
    }
    const { marker: _, ...colours } = pick(theme);
    const before = frame;
    frame = null;
    // The page draws its views one after the other: what one chart cannot draw must not stop the rest.
    try {
      before?.free();
      frame = parts.paintBase(base, { ratio, fontFamily, fontSize, theme: colours }, cssWidth);
      failure = '';
      const { left, top, width: wide, height: high } = frame;
      setAttribute(base, 'data-plot', [left, top, wide, high].join(' '));
      if (reading) show(null, false);
      else paintOverlay();
    } catch (error) {
      blank(error);
    }
    scheduleAlternative();
  }

  /** @param {unknown} error  an Error, or the drawing code's `{ code, params, message }` */
  function blank(error) {
    frame = null;
    reading = null;
    readout.hidden = true;
    for (const canvas of [base, overlay]) canvas.width = Number(canvas.width); // setting it clears
    parts.onBlank?.();
    const told = typeof error === 'object' && error !== null && 'message' in error;
    failure = String(told ? error.message : error);
    if (complained) return;
    complained = true;
    view.console.error(`${parts.testid}: ${failure}`, error);
  }

  /** Draws anew for another size, theme or language. */
  function redraw() {
    measure();
    overlay.setAttribute('aria-label', parts.label());
    draw();
  }

  /** What lies above the axes changed. */
  function moved() {
    if (reading && frame && parts.reread) show(parts.reread(frame), false);
    else paintOverlay();
    scheduleAlternative();
  }

  /** @param {MouseEvent} event */
  function place(event) {
    const box = overlay.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  overlay.addEventListener('pointermove', (event) => {
    if (!frame) return;
    const { x, y } = place(event);
    if (dragging) parts.onDrag?.(x, frame);
    if (frame) show(parts.readAt(x, y, frame), false);
  });
  overlay.addEventListener('pointerleave', () => show(null, false));
  overlay.addEventListener('blur', () => show(null, false));
  overlay.addEventListener('pointerdown', (event) => {
    if (!frame || event.button !== 0) return;
    down = place(event);
    if (!parts.onDrag) return;
    overlay.setPointerCapture(event.pointerId);
    dragging = true;
    parts.onDrag(down.x, frame);
  });
  overlay.addEventListener('click', (event) => {
    const { x, y } = place(event);
    // What ends a drag is no choice of what lies there.
    if (frame && Math.hypot(x - down.x, y - down.y) < 4) parts.onPick?.(x, y, frame);
  });
  for (const end of /** @type {const} */ (['pointerup', 'pointercancel', 'lostpointercapture'])) {
    overlay.addEventListener(end, () => {
      dragging = false;
    });
  }
  overlay.addEventListener('keydown', (event) => {
    /** @type {Record<string, -1 | 1 | 'first' | 'last'>} */
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: 'first', End: 'last' };
    const step = steps[event.key];
    if (event.key === 'Escape') show(null, false);
    else if (step !== undefined && frame) {
      event.preventDefault();
      show(parts.readStep(step, frame), true);
    }
  });

  new view.ResizeObserver(() => {
    const fits = size.width === Math.floor(stage.clientWidth) && size.height === Math.floor(stage.clientHeight);
    if (!fits) redraw();
  }).observe(stage);
  (function watchRatio() {
    const query = view.matchMedia(`(resolution: ${view.devicePixelRatio}dppx)`);
    query.addEventListener(
      'change',
      () => {
        redraw();
        watchRatio();
      },
      { once: true },
    );
  })();

  // Looked up when a file is asked for: what there is to draw by then.
  charts.pictures.set(parts.testid, {
    get width() {
      return sizeSeen.width;
    },
    get height() {
      return sizeSeen.height;
    },
    get label() {
      return parts.label();
    },
    get theme() {
      return theme;
    },
    get fontFamily() {
      return fontFamily;
    },
    get fontSize() {
      return fontSize;
    },
    get legend() {
      return parts.pictureLegend?.() ?? parts.legend(theme);
    },
    alternative: parts.alternative,
    plot: parts.plot,
    get filled() {
      return failure === '' && parts.filled();
    },
    paintBase(canvas, ratio) {
      const { marker: _, ...colours } = pick(theme);
      const look = { ratio, fontFamily, fontSize, theme: colours };
      return parts.paintPicture?.(canvas, look, sizeSeen.width) ?? parts.paintBase(canvas, look, sizeSeen.width);
    },
    paintOverlay: (context, at) => parts.paintOverlay(context, at, theme, fontSize),
  });

  return {
    root,
    stage,
    legend,
    base,
    overlay,
    draw,
    redraw,
    moved,
    /** The coordinate system of what is drawn now, null before the first drawing. */
    frame: () => frame,
  };
}

/** The left or upper edge of a one-pixel line through `position`, on a whole device pixel.
 * @param {number} position @param {number} ratio */
export function crisp(position, ratio) {
  return Math.round((position - 0.5) * ratio) / ratio;
}

/** The language the page is in now. */
export function language() {
  return globalThis.document?.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
}

/** In the language the page is in now. @param {number} fraction @param {number} [digits] */
export function percent(fraction, digits = 1) {
  return pagePercent(fraction, language(), digits);
}

/** A weight or loss at three significant digits, with real minus signs: 1e20 as the axes write it.
 * @param {number} value */
export function short(value) {
  const size = Math.abs(value);
  /** @type {string} */
  let text;
  if (!Number.isFinite(value)) text = String(value);
  else if (size >= 1e6 || (size > 0 && size < 1e-4)) {
    text = value.toExponential(2).replace(/\.?0*e\+?/, 'e');
  } else text = size >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
  return text.replaceAll('-', '\u2212');
}

/** @param {number} value */
export function whole(value) {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Index of the item whose `of(item)` is nearest to `wanted`; -1 for none.
 * @template T @param {ArrayLike<T>} items @param {number} wanted @param {(item: T) => number} of */
export function nearest(items, wanted, of) {
  let best = -1;
  let bestGap = Infinity;
  for (let i = 0; i < items.length; i += 1) {
    const gap = Math.abs(of(items[i]) - wanted);
    if (gap < bestGap) {
      best = i;
      bestGap = gap;
    }
  }
  return best;
}

/** The index a key press leads to. @param {number} at @param {number} length @param {-1 | 1 | 'first' | 'last'} step */
export function stepped(at, length, step) {
  if (step === 'first') return 0;
  if (step === 'last') return length - 1;
  return Math.max(0, Math.min(length - 1, at + step));
}

/** Just the colours the drawing code knows; it refuses others. @param {ChartTheme} theme @returns {ChartTheme} */
function pick({
  background,
  text,
  mutedText,
  grid,
  dense,
  curve,
  fineTuned,
  other,
  removed,
  positive,
  negative,
  marker,
}) {
  return { background, text, mutedText, grid, dense, curve, fineTuned, other, removed, positive, negative, marker };
}
