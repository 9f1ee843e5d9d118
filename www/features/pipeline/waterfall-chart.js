// @ts-check
/**
 * The picture of a pipeline: above, bytes on a logarithmic axis, a column a run, with what each took away as a paler
 * piece; below, the accuracy of the same runs. Drawn at the size it is shown at. The table beside it tells the numbers.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { PathData } from './path.js' */
import { svgText } from '../../charts/svg-text.js';
import { h, svgElement } from '../../ui/dom.js';
import { sizeAxis } from '../../util/log-scale.js';
import { bytes, percent } from '../../words/format.js';

const [LEFT, RIGHT, TOP, SIZES, GAP, RATES, BOTTOM] = [60, 12, 22, 190, 30, 110, 24];
const HEIGHT = TOP + SIZES + GAP + RATES + BOTTOM;
/** Columns narrower than this have no number of their own. */
const ROOMY = 58;

/** @param {{ i18n: I18n }} handlers */
export function createWaterfallChart({ i18n }) {
  const element = h('div', { class: 'waterfall-chart', 'data-testid': 'pipeline-chart' });
  /** @type {PathData | null} */
  let path = null;
  let width = 0;

  function paint() {
    if (!path || width < 120) return;
    const svg = svgElement('svg', { width, height: HEIGHT, role: 'img', 'aria-label': label(path) });
    const columns = [{ bytes: path.denseBytes, accuracy: null }, ...path.rows];
    const step = (width - LEFT - RIGHT) / columns.length;
    const middle = (/** @type {number} */ index) => LEFT + step * (index + 0.5);
    paintSizes(svg, path, columns, step, middle);
    paintRates(svg, path, middle);
    columns.forEach((_, index) => {
      const name = index === 0 ? 'f32' : String(index);
      if (index === 0 || step >= 20 || (index % 2 === 0 && index > 1))
        svg.append(svgText(middle(index), HEIGHT - 6, 'middle', name));
    });
    element.replaceChildren(svg);
  }

  /** @param {SVGElement} svg @param {PathData} path @param {readonly { bytes: number | null | undefined }[]} columns @param {number} step @param {(index: number) => number} middle */
  function paintSizes(svg, path, columns, step, middle) {
    const language = i18n.language();
    const sizes = columns.map(({ bytes: size }) => size ?? null);
    const { low, high, ticks } = sizeAxis(sizes.filter((size) => size !== null));
    const bottom = TOP + SIZES;
    const y = (/** @type {number} */ size) => bottom - (SIZES * Math.log(size / low)) / Math.log(high / low);
    for (const tick of ticks) {
      svg.append(svgElement('line', { x1: LEFT, x2: width - RIGHT, y1: y(tick), y2: y(tick), class: 'grid' }));
      svg.append(svgText(LEFT - 6, y(tick) + 4, 'end', bytes(tick, language)));
    }
    const wide = Math.max(3, Math.min(56, step * 0.72));
    let before = path.denseBytes;
    sizes.forEach((size, index) => {
      const x = middle(index) - wide / 2;
      if (size === null) {
        const sign = columns[index].bytes === null ? '\u00d7' : '\u2026';
        svg.append(svgText(middle(index), bottom - 6, 'middle', sign));
        return;
      }
      if (size < before)
        svg.append(svgElement('rect', { x, y: y(before), width: wide, height: y(size) - y(before), class: 'saved' }));
      svg.append(
        svgElement('rect', {
          x,
          y: y(size),
          width: wide,
          height: bottom - y(size),
          class: index ? 'size' : 'dense',
          'data-testid': 'pipeline-bar',
          'data-value': size,
        }),
      );
      // Over narrow columns the number is wider than its own: it stands above all that it reaches across.
      const reach = Math.ceil(ROOMY / step);
      const under = sizes.slice(Math.max(0, index - reach), index + 1).map((one) => one ?? 0);
      paintNumber(svg, index, sizes.length, y(Math.max(before, ...under)) - 5, bytes(size, language));
      before = size;
    });
  }

  /** A number over its column; where columns are narrow only over the first and the last. @param {SVGElement} svg
   * @param {number} index @param {number} count @param {number} y @param {string} words */
  function paintNumber(svg, index, count, y, words) {
    const step = (width - LEFT - RIGHT) / count;
    if (step >= ROOMY) svg.append(svgText(LEFT + step * (index + 0.5), y, 'middle', words));
    else if (index === 0) svg.append(svgText(LEFT, y, 'start', words));
    else if (index === count - 1) svg.append(svgText(width - RIGHT, y, 'end', words));
  }

  /** @param {SVGElement} svg @param {PathData} path @param {(index: number) => number} middle */
  function paintRates(svg, { rows, dense }, middle) {
    const language = i18n.language();
    // What is not trained yet guesses; its place would leave no room for all others.
    const shown = rows.flatMap(({ node, accuracy }, index) =>
      node.op.op === 'init' && rows.length > 1 ? [] : [{ accuracy, column: index + 1 }],
    );
    const worst = Math.min(...shown.map(({ accuracy }) => accuracy));
    const floor = Math.max(0, Math.min(0.95, Math.floor(worst * 20 - 0.1) / 20));
    const top = TOP + SIZES + GAP;
    const y = (/** @type {number} */ accuracy) => top + (RATES * (1 - accuracy)) / (1 - floor);
    for (const accuracy of [floor, (1 + floor) / 2, 1]) {
      svg.append(svgElement('line', { x1: LEFT, x2: width - RIGHT, y1: y(accuracy), y2: y(accuracy), class: 'grid' }));
      svg.append(svgText(LEFT - 6, y(accuracy) + 4, 'end', percent(accuracy, language)));
    }
    if (dense !== null)
      svg.append(svgElement('line', { x1: LEFT, x2: width - RIGHT, y1: y(dense), y2: y(dense), class: 'reference' }));
    const line = shown
      .map(({ accuracy, column }, index) => `${index ? 'L' : 'M'}${middle(column)} ${y(accuracy)}`)
      .join('');
    svg.append(svgElement('path', { d: line, class: 'rate' }));
    for (const { accuracy, column } of shown) {
      const at = y(accuracy);
      svg.append(svgElement('circle', { cx: middle(column), cy: at, r: 3.5, class: 'dot' }));
      // Not across the line of the dense network, nor out of the picture.
      const isCrossed = dense !== null && Math.abs(at - 12 - y(dense)) < 8;
      const below = at - 12 < top || (isCrossed && at + 18 < top + RATES);
      paintNumber(svg, column, rows.length + 1, below ? at + 17 : at - 8, percent(accuracy, language));
    }
  }

  /** @param {PathData} path */
  function label({ rows, denseBytes }) {
    const language = i18n.language();
    const last = rows[rows.length - 1];
    return i18n.t('pipe.chart.label', {
      count: rows.length,
      dense: bytes(denseBytes, language),
      bytes: last.bytes ? bytes(last.bytes, language) : '\u2026',
      accuracy: percent(last.accuracy, language, 2),
    });
  }

  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry.contentRect.width);
    if (next === width) return;
    width = next;
    paint();
  }).observe(element);
  return {
    element,
    /** @param {PathData} next */
    update(next) {
      path = next;
      paint();
    },
    redraw: paint,
  };
}
