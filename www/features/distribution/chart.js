// @ts-check
/**
 * The distribution of one layer's weights, which are pruned, and the threshold: drag it, or focus its handle
 * and press the arrow keys.
 *
 * Weights in the order they are pruned, of which the first `removed` are; or weights with a mask (1 = kept). A threshold
 * of null is none. With a `range` they are scores, of weights or of `neurons`.
 * @typedef {'linear' | 'sqrt' | 'logCount'} CountScale  of the counts
 * @typedef {{ weights: Float32Array, threshold: number | null, range?: ScoreRange, neurons?: boolean, scale?: CountScale } &
 *   ({ order: Uint32Array, removed: number } | { mask: Uint8Array })} HistogramData
 */
/** @import { ScoreRange } from '../../ops/score-scale.js' */
import { createSurface, crisp, percent, short, stepped, whole } from '../../charts/chart-surface.js';
import { setAttribute, setHidden, setText } from '../../ui/dom.js';
import { createRest } from '../../util/rest.js';
import { createBars } from './bars.js';
import { binScores, binWeights, countGone, countMasked, departures } from './bins.js';
import { placeIn, scoreAt } from '../../ops/score-scale.js';

const BAR_CSS = 5.5;
/** Radius of the knob on the threshold, in CSS pixels. */
const KNOB = 7;
const REST_MS = 100;

/**
 * @param {HTMLElement} element
 * @param {{ charts: import('../../charts/chart-surface.js').Charts, onThreshold: (threshold: number) => void,
 *   name?: string, title?: () => string }} handlers  `name`: what tells it apart from others of its kind, `title` in words
 */
export function createHistogram(element, { charts, onThreshold, name = '', title = () => '' }) {
  const { t } = charts;
  /** @type {HistogramData} */
  let data = { weights: new Float32Array(0), mask: new Uint8Array(0), threshold: null };
  /** @type {import('./bins.js').Binned} */
  let binned = binWeights(data.weights, 2);
  /** @type {{ order: Uint32Array, departures: import('./bins.js').Departures } | null} */
  let leaving = null;
  /** @type {ReturnType<typeof createBars>} */
  let bars = createBars(element.ownerDocument);
  /** @type {Float32Array | null} */
  let binnedFor = null;
  let removed = new Uint32Array(4);
  let ratio = 1;
  let bar = -1;
  let wanted = 0;
  let wantedFrom = NaN;
  let knob = { x: 0, y: 0 };

  const surface = createSurface(element, charts, {
    testid: `chart-histogram${name}`,
    filled: () => data.weights.length > 0,
    label: () => named(t(data.range ? 'chart.scores.label' : 'chart.histogram.label')),
    legend: (theme) => [
      ...(isSigned() ? [{ kind: /** @type {const} */ ('bar'), colour: theme.negative, text: t(key('negative')) }] : []),
      { kind: 'bar', colour: theme.positive, text: t(key('positive')) },
      { kind: 'hatched', colour: theme.removed, text: t('chart.histogram.removed') },
    ],
    paintBase(canvas, look, cssWidth) {
      const bins = 2 * Math.round(Math.max(24, Math.min(110, cssWidth / BAR_CSS)) / 2);
      if (binnedFor !== data.weights || binned.bins !== bins) {
        binned = data.range ? binScores(data.weights, bins, data.range) : binWeights(data.weights, bins);
        binnedFor = data.weights;
        leaving = null;
        removed = new Uint32Array(bins + 2);
      }
      count();
      ratio = look.ratio;
      const { scale = 'sqrt' } = data;
      const counted = data.neurons ? 'chart.scores.count' : 'chart.histogram.count';
      const texts = { weight: named(axisText()), count: `${t(counted)}${t(`chart.histogram.scale.${scale}`)}` };
      const { from, limit } = binned;
      const spec = { look, texts, limit, scale, ...(isSigned() ? {} : { from }) };
      const total = binned.total.subarray(0, bins);
      const frame = bars.paintAnew(canvas, look, { bins, from, limit }, total, (picture, gone) =>
        charts.module.drawHistogram(picture, spec, total, gone),
      );
      bars.paintMove(canvas, frame, removed, ratio);
      return frame;
    },
    paintPicture(canvas, look, cssWidth) {
      const kept = { bars, ratio };
      // For a file, drawn whole: what is copied from picture to picture on the screen is no shape.
      bars = {
        paintAnew: (picture, _look, { bins }, _total, draw) => draw(picture, removed.subarray(0, bins)),
        paintMove: () => undefined,
      };
      try {
        return this.paintBase(canvas, look, cssWidth);
      } finally {
        ({ bars, ratio } = kept);
      }
    },
    paintOverlay(context, frame, theme) {
      const { threshold } = data;
      setHidden(handle, threshold === null || data.weights.length === 0);
      if (threshold === null || handle.hidden) return;
      const at = Math.max(binned.from, Math.min(placeOf(threshold), binned.limit));
      const right = frame.toPixel(at, 0)[0];
      const lines = data.range ? [right] : [frame.toPixel(-at, 0)[0], right];
      context.fillStyle = theme.marker;
      for (const x of lines) context.fillRect(crisp(x, ratio) - 0.5, frame.top, 2, frame.height);
      context.beginPath();
      context.arc(right, frame.top, KNOB, 0, 2 * Math.PI);
      context.fill();
      knob = { x: right, y: frame.top };
      if (document.activeElement === handle) placeHandle();
      else restHandle();
    },
    onBlank() {
      handle.hidden = true;
    },
    readAt(x, y, frame) {
      const value = frame.toData(x, y);
      if (!value) return null;
      bar = Math.min(binned.bins - 1, Math.floor(((value[0] - binned.from) / width()) * binned.bins));
      return read(frame);
    },
    readStep(step, frame) {
      bar = bar < 0 && typeof step === 'number' ? binned.bins / 2 : stepped(bar, binned.bins, step);
      return read(frame);
    },
    reread: read,
    onDrag(x, frame) {
      if (data.threshold === null) return;
      // Linear also beyond the plot, so that the few largest weights can be reached.
      const place = binned.from + ((x - frame.left) / frame.width) * width();
      wish(data.range ? scoreAt(data.range, place) : Math.abs(place));
    },
    alternative() {
      const groups = 10;
      const rows = Array.from({ length: groups }, (_, group) => {
        const [from, to] = [group, group + 1].map((g) => Math.round((g * binned.bins) / groups));
        const counts = [binned.total, removed].map((bins) => sum(bins, from, to));
        return [range(from, to), ...counts.map((value) => ({ text: whole(value), value }))];
      });
      return {
        caption: named(t(data.range ? 'chart.scores.label' : 'chart.histogram.label')),
        note: [thresholdText(), noteText()].filter((text) => text !== '').join('. '),
        head: [axisText(), ...['columnTotal', 'columnRemoved'].map((name) => t(key(name)))],
        rows,
      };
    },
  });

  const document = element.ownerDocument;
  const handle = document.createElement('div');
  handle.className = 'chart-handle';
  handle.dataset.testid = `histogram-threshold${name}`;
  handle.tabIndex = 0;
  handle.hidden = true;
  handle.setAttribute('role', 'slider');
  handle.setAttribute('aria-orientation', 'horizontal');
  surface.stage.append(handle);
  // After a drag the arrow keys go on from there.
  surface.overlay.addEventListener('pointerup', () => {
    if (!handle.hidden) handle.focus({ preventScroll: true });
  });
  const note = document.createElement('p');
  note.className = 'chart-note';
  note.dataset.testid = `histogram-beyond${name}`;
  surface.root.append(note);

  // An element that moves has the browser put all layers of the page together anew: the knob is drawn with the lines,
  // and the handle, of which nothing but its outline is seen, follows once they rest.
  const { touch: restHandle } = createRest({ restMs: REST_MS }, placeHandle);
  handle.addEventListener('focus', placeHandle);

  function placeHandle() {
    handle.style.transform = `translate(${knob.x}px, ${knob.y}px)`;
  }

  handle.addEventListener('keydown', (event) => {
    const small = width() / 200;
    /** @type {Record<string, number>} */
    const steps = {
      ArrowLeft: -small,
      ArrowDown: -small,
      ArrowRight: small,
      ArrowUp: small,
      PageDown: -10 * small,
      PageUp: 10 * small,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    // The page may round to its slider's places: keep counting from the wish until it moves.
    const now = data.threshold ?? 0;
    const from = Math.max(binned.from, placeOf(wantedFrom === now ? wanted : now));
    const to = from + (event.shiftKey ? 10 * step : step);
    wish(data.range ? scoreAt(data.range, to) : to);
    wantedFrom = now;
  });

  /** @param {number} threshold */
  function wish(threshold) {
    wanted = Math.max(isSigned() && data.range ? binned.from : 0, Math.min(binned.largest, threshold));
    wantedFrom = NaN;
    onThreshold(wanted);
  }

  /** @param {string} words */
  const named = (words) => [title(), words].filter((text) => text !== '').join(': ');

  /** Whether bars left of zero are another colour. */
  function isSigned() {
    return !data.range || data.range.kind === 'signed';
  }

  /** Width of what is drawn, in units of the axis. */
  function width() {
    return binned.limit - binned.from;
  }

  /** Where a threshold stands on the axis. @param {number} threshold */
  function placeOf(threshold) {
    return data.range ? placeIn(data.range, threshold) : threshold;
  }

  /** The key of a text: scores may be of neurons. @param {string} name */
  function key(name) {
    const own = data.range && ['negative', 'positive', 'columnTotal', 'readCount', 'thresholdValue', 'beyond'];
    const neurons = data.neurons && (name === 'columnTotal' || name === 'readCount') ? '.neurons' : '';
    return `chart.${own && own.includes(name) ? 'scores' : 'histogram'}.${name}${neurons}`;
  }

  function axisText() {
    return t(data.range ? `chart.scores.axis.${data.range.kind}` : 'chart.histogram.weight');
  }

  /** What is not drawn, all and kept. */
  function beyond() {
    const count = binned.total[binned.bins];
    return { count, kept: count - removed[binned.bins] };
  }

  /** How many are gone of every bin. */
  function count() {
    if ('mask' in data) countMasked(binned, data.mask, removed);
    else {
      const { order } = data;
      if (leaving?.order !== order) leaving = { order, departures: departures(binned, order) };
      countGone(leaving.departures, data.removed, removed);
    }
  }

  /** @param {import('../../charts/chart-surface.js').Frame} frame */
  function read(frame) {
    if (bar < 0 || bar >= binned.bins || data.weights.length === 0) return null;
    const centre = binned.from + (width() * (bar + 0.5)) / binned.bins;
    const [x, y] = frame.toPixel(centre, binned.total[bar]);
    return {
      x,
      y,
      lines: [
        range(bar, bar + 1),
        t(key('readCount'), { total: whole(binned.total[bar]), removed: whole(removed[bar]) }),
      ],
    };
  }

  /** @param {number} from @param {number} to  bins */
  function range(from, to) {
    const [a, b] = [from, to].map((bin) => {
      const place = binned.from + (width() * bin) / binned.bins;
      return short(data.range ? scoreAt(data.range, place) : place);
    });
    return t('chart.histogram.readRange', { from: a, to: b });
  }

  function thresholdText() {
    const { threshold } = data;
    return threshold === null ? '' : t(key('thresholdValue'), { threshold: short(threshold) });
  }

  function beyondText() {
    const { count, kept } = beyond();
    if (count === 0) return '';
    const { limit, largest } = binned;
    const params = { count: whole(count), limit: short(limit), kept: whole(kept), largest: short(largest) };
    return t(key('beyond'), params);
  }

  /** What the bars do not show: zeros, and what lies far out. */
  function noteText() {
    const zeros = binned.total[binned.bins + 1];
    const share = percent(zeros / Math.max(1, data.weights.length));
    const told = zeros === 0 ? '' : t('chart.histogram.zeros', { count: whole(zeros), share });
    return [told, beyondText()].filter((text) => text !== '').join(' ');
  }

  function describe() {
    setAttribute(handle, 'aria-valuemin', data.range?.kind === 'signed' ? binned.from : 0);
    setAttribute(handle, 'aria-valuemax', binned.largest);
    setAttribute(handle, 'aria-valuenow', data.threshold ?? 0);
    setAttribute(handle, 'aria-valuetext', thresholdText());
    setText(note, noteText());
    setAttribute(note, 'data-zeros', binned.total[binned.bins + 1]);
    const { count, kept } = beyond();
    setAttribute(note, 'data-value', count);
    setAttribute(note, 'data-kept', kept);
    setAttribute(note, 'data-scale', data.range?.kind ?? null);
  }

  function redraw() {
    handle.setAttribute('aria-label', t('chart.histogram.threshold'));
    surface.redraw();
    describe();
  }

  /** The bars that changed and the threshold; the axes stay. */
  function move() {
    const frame = surface.frame();
    if (!frame) return;
    count();
    bars.paintMove(surface.base, frame, removed, ratio);
    surface.moved();
  }

  redraw();
  return {
    /** @param {HistogramData} next */
    update(next) {
      const before = data;
      data = { ...next };
      if (next.weights !== before.weights || next.scale !== before.scale) surface.draw();
      else if (!sameGone(next, before) || next.threshold !== before.threshold) move();
      else return;
      describe();
    },
    redraw,
  };
}

/** @param {HistogramData} a @param {HistogramData} b */
function sameGone(a, b) {
  return 'mask' in a
    ? 'mask' in b && a.mask === b.mask
    : 'order' in b && a.order === b.order && a.removed === b.removed;
}

/** @param {Uint32Array} counts @param {number} from @param {number} to */
function sum(counts, from, to) {
  let all = 0;
  for (let i = from; i < to; i += 1) all += counts[i];
  return all;
}
