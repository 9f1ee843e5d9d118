// @ts-check
/**
 * Bytes and accuracy stage by stage: what the pipeline made of the network, as a picture and as a table, and how often
 * smaller it is in the end.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { PathData, PathRow } from './path.js' */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { bytes, fixed, percent, points } from '../../words/format.js';
import { opWords } from '../../words/op-words.js';
import { timesSmaller } from './path.js';
import { createWaterfallChart } from './chart.js';

/** `current`: the run that is looked at, null while one is in the making.
 * @typedef {{ path: PathData | null, current: number | null, busy: boolean }} WaterfallData */

/** @param {{ i18n: I18n, charts: Charts, onOpen: (node: number) => void, onExport: () => void }} handlers */
export function createWaterfallView({ i18n, charts, onOpen, onExport }) {
  const { t } = i18n;
  const chart = createWaterfallChart({ charts });
  let drawn = '';

  /** @param {PathRow} row */
  const sizeWords = ({ bytes: size }) =>
    size === undefined ? '\u2026' : size === null ? t('pipe.failed') : bytes(size, i18n.language());
  /** @param {number | null} times */
  const timesWords = (times) => (times === null ? '\u2026' : `${fixed(times, i18n.language(), 1)}\u00d7`);

  /** @param {string} name @param {string} text @param {number | null | undefined} value */
  const figure = (name, text, value) =>
    html`<strong class="number" data-testid=${`pipeline-${name}`} data-value=${value ?? nothing}>${text}</strong>`;

  /** @param {PathData} path */
  function verdictTemplate(path) {
    const language = i18n.language();
    const last = /** @type {PathRow} */ (path.rows.at(-1));
    const times = timesSmaller(path, last);
    const lost = path.dense === null ? null : last.accuracy - path.dense;
    return html`<div class="budget-attempt">
      <p class="budget-figures" role="status">
        <span
          >${figure('bytes', sizeWords(last), last.bytes)}
          <span class="number" data-testid="pipeline-dense" data-value=${path.denseBytes}
            >${t('pipe.instead', { dense: bytes(path.denseBytes, language) })}</span
          ></span
        >
        <span>${figure('ratio', timesWords(times), times)} <span>${t('pipe.smaller')}</span></span>
        <span
          >${figure('accuracy', percent(last.accuracy, language, 2), last.accuracy)}
          <span>${t('pipe.accuracy')}</span></span
        >
        ${
          lost === null
            ? nothing
            : html`<span>${figure('change', points(lost, language, 2), lost)} <span>${t('pipe.against')}</span></span>`
        }
      </p>
    </div>`;
  }

  /** @param {PathRow} row @param {number} index @param {WaterfallData & { path: PathData }} data */
  function rowTemplate(row, index, { path, current, busy }) {
    const { node, bytes: size, accuracy } = row;
    return html`<tr
      data-testid="pipeline-row"
      data-run=${node.id}
      data-op=${node.op.op}
      data-bytes=${size ?? nothing}
      data-accuracy=${accuracy}
      aria-current=${node.id === current ? 'true' : nothing}
    >
      <th scope="row">
        <button type="button" class="link-button" ?disabled=${busy} @click=${() => onOpen(node.id)}>
          ${index + 1}. ${opWords(i18n, node.op)}
        </button>
      </th>
      <td class="number">${sizeWords(row)}</td>
      <td class="number">${timesWords(timesSmaller(path, row))}</td>
      <td class="number">${percent(accuracy, i18n.language(), 2)}</td>
    </tr>`;
  }

  /** @param {WaterfallData & { path: PathData }} data */
  function shownTemplate(data) {
    const { path, busy } = data;
    return html`${verdictTemplate(path)} ${chart.element}
      <div class="scroll-x" tabindex="0" role="region" aria-label=${t('pipe.table')}>
        <table class="numbers compare-table">
          <caption>
            ${t('pipe.table')}
          </caption>
          <thead>
            <tr>
              <th scope="col">${t('pipe.column.stage')}</th>
              <th scope="col">${t('pipe.column.bytes')}</th>
              <th scope="col">${t('pipe.column.times')}</th>
              <th scope="col">${t('pipe.column.accuracy')}</th>
            </tr>
          </thead>
          <tbody data-testid="pipeline-rows">
            <tr>
              <th scope="row">${t('pipe.dense')}</th>
              <td class="number">${bytes(path.denseBytes, i18n.language())}</td>
              <td class="number">1.0×</td>
              <td class="number">–</td>
            </tr>
            ${repeat(
              path.rows,
              ({ node }) => node.id,
              (row, index) => rowTemplate(row, index, data),
            )}
          </tbody>
        </table>
      </div>
      <div class="compare-buttons">
        <button type="button" class="button" data-testid="pipeline-export" ?disabled=${busy} @click=${onExport}>
          ${t('pipe.export')}
        </button>
      </div>`;
  }

  return {
    /** @param {WaterfallData} data */
    template(data) {
      const { path } = data;
      if (path) {
        const known = path.rows.map(({ node, bytes: size }) => `${node.id}:${size}`).join();
        const key = `${i18n.language()} ${known}`;
        if (key !== drawn) chart.update(path);
        drawn = key;
      }
      return html`<div class="waterfall">
        <h3>${t('pipe.waterfall')}</h3>
        <p class="help">${t('pipe.waterfall.help')}</p>
        ${path ? shownTemplate({ ...data, path }) : html`<p class="empty">${t('pipe.nothing')}</p>`}
      </div>`;
    },
    redraw: chart.redraw,
  };
}
