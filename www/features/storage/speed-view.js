// @ts-check
/**
 * Images a second of each kernel: of the network on the stage, why pruning does or does not make it faster, and against
 * density in a chart with its numbers.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { Kernel, SpeedRow } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/progress.js' */
/** @import { Why } from './why.js' */
import { html, nothing } from 'lit-html';
import { KERNELS, timesDense, winsBelow } from '../../ops/speed.js';
import { studyProgress } from '../../ui/progress.js';
import { bytes, fixed, percent } from '../../words/format.js';
import { createSpeedChart } from './chart.js';

/** `why`: null where nothing is pruned.
 * @typedef {{ rows: readonly SpeedRow[] | null, stale: boolean, why: Why | null, job: StudyProgress | null,
 *   enabled: boolean }} SpeedData */

/** @param {{ i18n: I18n, charts: Charts, onTime: () => void, onCancel: () => void }} handlers */
export function createSpeedView({ i18n, charts, onTime, onCancel }) {
  const { t } = i18n;
  const chart = createSpeedChart({ charts });
  /** What the chart shows. @type {readonly SpeedRow[] | null} */
  let drawn = null;

  /** @param {number} rate */
  const whole = (rate) => fixed(rate, i18n.language());
  /** @param {SpeedRow} row */
  const spread = ({ low, high }) => `${whole(low)} \u2013 ${whole(high)}`;
  /** @param {Kernel} kind */
  const nameOf = (kind) => t(`speed.kernel.${kind}`);

  /** @param {SpeedRow} row */
  function nowTemplate(row) {
    const { kind, unfit, agreement, median } = row;
    if (unfit || !agreement)
      return html`<tr data-kind=${kind} data-unfit=${unfit?.why ?? nothing}>
        <th scope="row">${nameOf(kind)}</th>
        <td colspan="3">${t('speed.unfit')}</td>
      </tr>`;
    return html`<tr data-kind=${kind} data-value=${median} data-same=${agreement.same}>
      <th scope="row">${nameOf(kind)}</th>
      <td class="number">${whole(median)}</td>
      <td class="number">${spread(row)}</td>
      <td class="number">${t('speed.same', { same: agreement.same, total: agreement.total })}</td>
    </tr>`;
  }

  /** @param {readonly SpeedRow[]} rows */
  const numbersTemplate = (rows) =>
    KERNELS.flatMap((kind) =>
      rows
        .filter((row) => row.kind === kind)
        .map(
          (row) =>
            html`<tr data-kind=${kind} data-density=${row.density} data-value=${row.median}>
              <th scope="row">${nameOf(kind)}</th>
              <td class="number">${percent(row.density, i18n.language())}</td>
              <td class="number">${whole(row.median)}</td>
              <td class="number">${spread(row)}</td>
            </tr>`,
        ),
    );

  /** @param {string} caption @param {readonly string[]} head @param {string} testId @param {unknown} body */
  const tableTemplate = (caption, head, testId, body) =>
    html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t(caption)}>
      <table class="numbers compare-table">
        <caption>
          ${t(caption)}
        </caption>
        <thead>
          <tr>
            ${head.map((key) => html`<th scope="col">${t(key)}</th>`)}
          </tr>
        </thead>
        <tbody data-testid=${testId}>
          ${body}
        </tbody>
      </table>
    </div>`;

  /** What the lines of the chart say. @param {readonly SpeedRow[]} rows */
  function chartWords(rows) {
    const language = i18n.language();
    const line = timesDense(rows, 'csr');
    const half = halfOf(line);
    const below = winsBelow(line);
    return [
      half ? t('speed.half', { times: fixed(half.times, language, 2) }) : '',
      below === null ? t('speed.never') : t('speed.wins', { density: percent(below, language) }),
    ]
      .filter(Boolean)
      .join(' ');
  }

  /** Each a sentence with the number it turns on. @param {Why} why @returns {readonly { name: string, value: number, words: string }[]} */
  function reasons({ density, macs, best, indices, memory, weight, single }) {
    const language = i18n.language();
    const times = (/** @type {number} */ value) => fixed(value, language, value < 9.95 ? 2 : 1);
    const verdict = best.certain ? (best.times > 1 ? 'faster' : 'slower') : 'same';
    return [
      {
        name: 'verdict',
        value: best.times,
        words: t(`why.${verdict}`, {
          pruned: percent(1 - density, language),
          macs: times(macs),
          kernel: nameOf(best.kind),
          times: times(best.times),
        }),
      },
      {
        name: 'indices',
        value: indices.share,
        words: t('why.indices', { bytes: bytes(indices.bytes, language), share: percent(indices.share, language, 0) }),
      },
      {
        name: 'memory',
        value: memory.dense / memory.csr,
        words: t(memory.csr < memory.dense ? 'why.memory' : 'why.memory.more', {
          dense: bytes(memory.dense, language),
          csr: bytes(memory.csr, language),
          times: times(memory.dense / memory.csr),
          macs: times(macs),
        }),
      },
      {
        name: 'simd',
        value: weight.csr / weight.dense,
        words: t('why.simd', {
          dense: fixed(weight.dense, language, 3),
          csr: fixed(weight.csr, language, 3),
          times: times(weight.csr / weight.dense),
        }),
      },
      ...(single
        ? [
            {
              name: 'batch',
              value: single.times,
              words: t('why.batch', {
                dense: whole(single.dense),
                csr: whole(single.csr),
                times: times(single.times),
                many: times(single.many),
              }),
            },
          ]
        : []),
    ];
  }

  /** @param {readonly SpeedRow[]} rows @param {Why | null} why */
  function whyTemplate(rows, why) {
    return html`<section class="why" aria-labelledby="why-title">
      <h4 id="why-title">${t('why.title')}</h4>
      ${
        why
          ? html`<ul data-testid="why">
              ${reasons(why).map(
                ({ name, value, words }) => html`<li data-testid=${`why-${name}`} data-value=${value}>${words}</li>`,
              )}
            </ul>`
          : html`<p class="help" data-testid="why-none">${t('why.none')}</p>`
      }
    </section>`;
  }

  /** @param {readonly SpeedRow[]} rows @param {SpeedData} data */
  function resultTemplate(rows, { stale, why }) {
    const own = rows.filter(({ group, batch }) => group === 0 && batch === undefined);
    const points = rows.filter(({ group, unfit }) => group > 0 && !unfit);
    return html`<div data-stale=${stale ? 'true' : nothing}>
      ${stale ? html`<p class="help" role="status">${t('speed.stale')}</p>` : nothing}
      ${tableTemplate(
        'speed.now',
        ['speed.kernel', 'speed.rate', 'speed.spread', 'speed.answers'],
        'speed-now',
        own.map(nowTemplate),
      )}
      ${whyTemplate(rows, why)}
      <h4>${t('speed.chart')}</h4>
      <p role="status" data-testid="speed-words" data-half=${halfOf(timesDense(rows, 'csr'))?.times ?? nothing}>
        ${chartWords(rows)}
      </p>
      ${chart.element}
      <details class="formula">
        <summary>${t('speed.numbers')}</summary>
        ${tableTemplate(
          'speed.chart',
          ['speed.kernel', 'speed.density', 'speed.rate', 'speed.spread'],
          'speed-all',
          numbersTemplate(points),
        )}
      </details>
    </div>`;
  }

  /** @param {SpeedData} data */
  function template(data) {
    const { rows, job, enabled } = data;
    if (rows && drawn !== rows) {
      drawn = rows;
      chart.update(rows.filter(({ group, unfit }) => group > 0 && !unfit));
    }
    return html`<div class="speed-panel">
      <h3>${t('speed.title')}</h3>
      <p class="help">${t('speed.help')}</p>
      ${studyProgress({
        i18n,
        name: 'speed',
        testId: 'speed-time',
        label: t('speed.progress'),
        begin: t('speed.time'),
        job,
        enabled,
        onBegin: onTime,
        onCancel,
      })}
      ${rows ? resultTemplate(rows, data) : nothing}
      <details class="formula">
        <summary>${t('speed.how')}</summary>
        <p class="help">${t('speed.how.help')}</p>
      </details>
    </div>`;
  }

  return { template, redraw: chart.redraw };
}

/** Where half of the weights are left. @param {ReturnType<typeof timesDense>} line */
function halfOf(line) {
  return line.find(({ density }) => Math.abs(density - 0.5) < 0.01);
}
