// @ts-check
/**
 * Images a second of each kernel against density.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Kernel, SpeedRow } from '../../protocol.js' */
import { svgText } from '../../charts/svg-text.js';
import { KERNELS } from '../../ops/speed.js';
import { svgElement } from '../../ui/dom.js';
import { linearTicks } from '../../util/linear-scale.js';
import { fixed, percent } from '../../words/format.js';

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [640, 320, 64, 40, 12, 12];
/** Densities with a line of their own. */
const TICKS = [0.02, 0.05, 0.1, 0.2, 0.5, 1];
/** Lines of rates above zero, at most. */
const RATE_TICKS = 4;
/** The colour of each kernel's line. @type {Readonly<Record<Kernel, number>>} */
export const SERIES = { dense: 5, csr: 1, bitmask: 3, shrunk: 4, twoFour: 7, int8: 2 };

/** @param {{ i18n: I18n }} parts */
export function createSpeedChart({ i18n }) {
  const element = document.createElement('div');
  element.className = 'speed-chart';
  element.dataset.testid = 'speed-chart';

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
    element,
    /** Of every kernel its points. @param {readonly SpeedRow[]} rows */
    update(rows) {
      element.replaceChildren(paint(rows));
    },
  };
}

/** @param {SVGElement} element @param {string} colour */
function styled(element, colour) {
  element.style.color = colour;
  return element;
}
