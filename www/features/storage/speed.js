// @ts-check
/**
 * Images a second of each kernel: of the network as it stands, and against density in a chart with its numbers.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Kernel, SpeedRow } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
import { svgText } from '../../charts/svg-text.js';
import { KERNELS, timesDense, winsBelow } from '../../ops/speed.js';
import { h, setAttribute, setHidden, setText, svgElement } from '../../ui/dom.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { linearTicks } from '../../util/linear-scale.js';
import { fixed, percent } from '../../words/format.js';

/** @typedef {{ rows: readonly SpeedRow[] | null, stale: boolean, job: StudyProgress | null, enabled: boolean }} SpeedData */

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [640, 320, 64, 40, 12, 12];
/** Densities with a line of their own. */
const TICKS = [0.02, 0.05, 0.1, 0.2, 0.5, 1];
/** Lines of rates above zero, at most. */
const RATE_TICKS = 4;
/** @type {Readonly<Record<Kernel, number>>} */
const SERIES = { dense: 5, csr: 1, bitmask: 3, shrunk: 4, twoFour: 7, int8: 2 };

/** @param {{ i18n: I18n, onTime: () => void, onCancel: () => void }} handlers */
export function createSpeedPanel({ i18n, onTime, onCancel }) {
  const begin = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'speed-time', onclick: onTime },
    h('span', { i18n: 'speed.time' }),
  );
  const progress = createStudyProgress({ i18n, name: 'speed', label: 'speed.progress', begin, onCancel });
  const words = h('p', { role: 'status', 'data-testid': 'speed-words' });
  const now = h('tbody', { 'data-testid': 'speed-now' });
  const all = h('tbody', { 'data-testid': 'speed-all' });
  const picture = h('div', { class: 'speed-chart', 'data-testid': 'speed-chart' });
  const legend = h('div', { class: 'chart-legend' });
  const table = (/** @type {string} */ caption, /** @type {string[]} */ head, /** @type {HTMLElement} */ body) =>
    h(
      'table',
      { class: 'results compare-table' },
      h('caption', { i18n: caption }),
      h('thead', {}, h('tr', {}, ...head.map((key) => h('th', { scope: 'col', i18n: key })))),
      body,
    );
  const shown = h(
    'div',
    { hidden: true },
    words,
    h(
      'div',
      { class: 'speed-table' },
      table('speed.now', ['speed.kernel', 'speed.rate', 'speed.spread', 'speed.answers'], now),
    ),
    h('h4', { i18n: 'speed.chart' }),
    legend,
    picture,
    h(
      'details',
      { class: 'formula' },
      h('summary', { i18n: 'speed.numbers' }),
      h(
        'div',
        { class: 'speed-table' },
        table('speed.chart', ['speed.kernel', 'speed.density', 'speed.rate', 'speed.spread'], all),
      ),
    ),
  );
  /** @type {{ rows: readonly SpeedRow[], language: string } | null} */
  let drawn = null;

  /** @param {number} rate */
  const whole = (rate) => fixed(rate, i18n.language());
  /** @param {SpeedRow} row */
  const spread = ({ low, high }) => `${whole(low)} \u2013 ${whole(high)}`;
  /** @param {Kernel} kind */
  const nameOf = (kind) => i18n.t(`speed.kernel.${kind}`);

  /** @param {readonly SpeedRow[]} rows */
  function fill(rows) {
    const language = i18n.language();
    const cell = (/** @type {string} */ text) => h('td', { class: 'number' }, text);
    now.replaceChildren(
      ...rows
        .filter(({ group }) => group === 0)
        .map((row) => {
          const { kind, unfit, agreement, median } = row;
          const head = h('th', { scope: 'row' }, nameOf(kind));
          const attributes = { 'data-kind': kind, 'data-value': String(median), 'data-same': agreement?.same };
          if (unfit || !agreement)
            return h(
              'tr',
              { 'data-kind': kind, 'data-unfit': unfit?.why },
              head,
              h('td', { colspan: '3' }, i18n.t('speed.unfit')),
            );
          const answers = i18n.t('speed.same', { same: agreement.same, total: agreement.total });
          return h('tr', attributes, head, cell(whole(median)), cell(spread(row)), cell(answers));
        }),
    );
    const chart = rows.filter(({ group, unfit }) => group > 0 && !unfit);
    all.replaceChildren(
      ...KERNELS.flatMap((kind) =>
        chart
          .filter((row) => row.kind === kind)
          .map((row) =>
            h(
              'tr',
              { 'data-kind': kind, 'data-density': String(row.density), 'data-value': String(row.median) },
              h('th', { scope: 'row' }, nameOf(kind)),
              cell(percent(row.density, language)),
              cell(whole(row.median)),
              cell(spread(row)),
            ),
          ),
      ),
    );
    legend.replaceChildren(
      ...KERNELS.map((kind) => {
        const swatch = h('span', { class: 'chart-swatch chart-swatch-line' });
        swatch.style.color = `var(--series-${SERIES[kind]})`;
        return h('span', { class: 'chart-legend-item' }, swatch, h('span', {}, nameOf(kind)));
      }),
    );
    picture.replaceChildren(paint(chart));
    setText(words, verdict(rows));
    setAttribute(words, 'data-half', halfOf(timesDense(rows, 'csr'))?.times ?? null);
  }

  /** What the lines say. @param {readonly SpeedRow[]} rows */
  function verdict(rows) {
    const language = i18n.language();
    const line = timesDense(rows, 'csr');
    const half = halfOf(line);
    const below = winsBelow(line);
    const parts = [];
    if (half) parts.push(i18n.t('speed.half', { times: fixed(half.times, language, 2) }));
    if (below === null) parts.push(i18n.t('speed.never'));
    else parts.push(i18n.t('speed.wins', { density: percent(below, language) }));
    return parts.join(' ');
  }

  /** @param {readonly SpeedRow[]} rows */
  function paint(rows) {
    const language = i18n.language();
    const top = Math.max(1, ...rows.map(({ high }) => high).filter(Number.isFinite));
    const smallest = Math.min(TICKS[0], ...rows.map(({ density }) => density));
    const x = (/** @type {number} */ density) =>
      LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(density / smallest)) / Math.log(1 / smallest);
    const y = (/** @type {number} */ rate) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * rate) / top;
    const svg = svgElement('svg', {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': i18n.t('speed.chart.label'),
    });
    for (const density of TICKS) {
      const at = x(density);
      svg.append(svgElement('line', { x1: at, x2: at, y1: TOP, y2: HEIGHT - BOTTOM, class: 'grid' }));
      svg.append(svgText(at, HEIGHT - BOTTOM + 16, 'middle', percent(density, language, 0)));
    }
    for (const rate of linearTicks(top, RATE_TICKS)) {
      svg.append(svgElement('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: y(rate), y2: y(rate), class: 'grid' }));
      svg.append(svgText(LEFT - 6, y(rate) + 4, 'end', fixed(rate / 1000, language)));
    }
    svg.append(svgText((LEFT + WIDTH) / 2, HEIGHT - 6, 'middle', i18n.t('speed.axis.density')));
    const upright = svgText(14, HEIGHT / 2, 'middle', i18n.t('speed.axis.rate'));
    upright.setAttribute('transform', `rotate(-90 14 ${HEIGHT / 2})`);
    svg.append(upright);
    for (const kind of KERNELS) {
      const points = rows.filter((row) => row.kind === kind).sort((a, b) => a.density - b.density);
      const colour = `var(--series-${SERIES[kind]})`;
      const path = points.map(({ density, median }, i) => `${i ? 'L' : 'M'}${x(density)} ${y(median)}`).join('');
      svg.append(styled(svgElement('path', { d: path, class: 'line', 'data-kind': kind }), colour));
      for (const { density, median, low, high } of points) {
        svg.append(
          styled(
            svgElement('line', { x1: x(density), x2: x(density), y1: y(low), y2: y(high), class: 'line' }),
            colour,
          ),
        );
        const dot = svgElement('circle', { cx: x(density), cy: y(median), r: 3.5, class: 'dot' });
        svg.append(styled(dot, colour));
      }
    }
    return svg;
  }

  return {
    element: h(
      'div',
      { class: 'speed-panel' },
      h('h3', { i18n: 'speed.title' }),
      h('p', { class: 'help', i18n: 'speed.help' }),
      h('div', { class: 'compare-buttons' }, begin),
      progress.element,
      shown,
      h(
        'details',
        { class: 'formula' },
        h('summary', { i18n: 'speed.how' }),
        h('p', { class: 'help', i18n: 'speed.how.help' }),
      ),
    ),
    /** @param {SpeedData} data */
    update({ rows, stale, job, enabled }) {
      begin.disabled = !enabled;
      progress.update(job);
      setHidden(shown, rows === null);
      setAttribute(shown, 'data-stale', stale ? 'true' : null);
      const language = i18n.language();
      if (!rows || (drawn?.rows === rows && drawn.language === language)) return;
      drawn = { rows, language };
      fill(rows);
    },
  };
}

/** Where half of the weights are there. @param {ReturnType<typeof timesDense>} line */
function halfOf(line) {
  return line.find(({ density }) => Math.abs(density - 0.5) < 0.01);
}

/** @param {SVGElement} element @param {string} colour */
function styled(element, colour) {
  element.style.color = colour;
  return element;
}
