// @ts-check
/**
 * The table of all runs: which columns, which runs, sorted by what; copied in three forms.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Op, RunNode } from '../../protocol.js' */
/** @import { Time } from '../../state/times.js' */
/** @import { StudyProgress } from '../../ui/progress.js' */
/** @import { Column, Group, Unit } from './columns.js' */
/** @import { Copied, Format } from './copy.js' */
/** @import { Choice, Row } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { runNumber } from '../../state/tree.js';
import { studyProgress } from '../../ui/progress.js';
import { bytes, fixed, percent, points } from '../../words/format.js';
import { opWords } from '../../words/op-words.js';
import { timeWords } from '../../words/time-words.js';
import { GROUPS } from './columns.js';
import { FORMATS } from './copy.js';

/** `total`: runs there are, shown or not.
 * @typedef {{ columns: readonly Column[], rows: readonly Row[], kinds: readonly Op['op'][], choice: Choice,
 *   groups: readonly Group[], total: number,
 *   current: number | null, busy: boolean, job: StudyProgress | null, canTime: boolean,
 *   timeOf: (node: RunNode) => Time | null }} TableData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onChange: (change: Partial<Choice>) => void, onOpen: (id: number) => void, onTime: () => void,
 *   onCancel: () => void, onCopy: (format: Format) => void }} handlers
 */
export function createTableView(element, { i18n, onChange, onOpen, onTime, onCancel, onCopy }) {
  const { t } = i18n;
  /** @type {TableData | null} */
  let last = null;

  /** @type {Readonly<Record<Exclude<Unit, 'time'>, (value: number) => string>>} */
  const WRITTEN = {
    percent: (value) => percent(value, i18n.language(), 2),
    points: (value) => points(value, i18n.language(), 2),
    loss: (value) => fixed(value, i18n.language(), 4),
    count: (value) => fixed(value, i18n.language()),
    bytes: (value) => bytes(value, i18n.language()),
  };

  /** @param {Column} column */
  function titleOf({ group, layer = 0, layout }) {
    if (group === 'layers') return t('results.column.layer', { layer: layer + 1 });
    if (group === 'formats') return t(`results.format.${layout}`);
    return t(`results.column.${group}`);
  }

  /** @param {Column} column @param {RunNode} node @param {number | null | undefined} value @param {TableData} data */
  function textOf({ unit }, node, value, { timeOf }) {
    if (value == null) return value === null ? '\u2013' : '\u2026';
    const time = unit === 'time' ? timeOf(node) : null;
    if (time) return timeWords(i18n, time);
    return unit === 'time' ? '\u2013' : WRITTEN[unit](value);
  }

  /** @param {RunNode} node */
  const nameOf = ({ id, op }) => `${runNumber(id)}. ${opWords(i18n, op)}`;

  /** A heading that sorts. @param {string} id @param {string} title @param {Choice} choice */
  function headTemplate(id, title, { by, down }) {
    const sorted = by === id ? (down ? 'descending' : 'ascending') : nothing;
    // Large numbers first, but the runs in their order.
    const press = () => onChange(by === id ? { down: !down } : { by: id, down: id !== 'run' });
    return html`<th scope="col" aria-sort=${sorted} data-column=${id}>
      <button type="button" class="sort-button" data-testid=${`results-sort-${id}`} @click=${press}>
        ${title}${by === id ? html`<span class="sort-mark" aria-hidden="true">${down ? '\u2193' : '\u2191'}</span>` : nothing}
      </button>
    </th>`;
  }

  /** @param {Row} row @param {TableData} data */
  function rowTemplate({ node, values }, data) {
    const isCurrent = node.id === data.current;
    return html`<tr data-testid="results-row" data-run=${node.id} data-op=${node.op.op}>
      <th scope="row">
        <button
          type="button"
          class="link-button"
          data-testid="results-open"
          data-run=${node.id}
          aria-current=${isCurrent ? 'true' : nothing}
          ?disabled=${data.busy && !isCurrent}
          @click=${() => onOpen(node.id)}
        >
          ${nameOf(node)}
        </button>
      </th>
      ${data.columns.map((column, index) => {
        const value = values[index];
        const time = column.unit === 'time' ? data.timeOf(node) : null;
        return html`<td
          data-column=${column.id}
          data-value=${value ?? nothing}
          data-low=${time?.low ?? nothing}
          data-high=${time?.high ?? nothing}
        >
          ${textOf(column, node, value, data)}
        </td>`;
      })}
    </tr>`;
  }

  /** @param {TableData} data */
  function choiceTemplate({ choice, groups, kinds, rows, total }) {
    const { text, kind } = choice;
    return html`<div class="results-choice">
      <label class="results-filter">
        ${t('results.filter')}
        <input
          type="text"
          autocomplete="off"
          data-testid="results-filter"
          .value=${live(text)}
          @input=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
            onChange({ text: event.currentTarget.value })}
        />
      </label>
      <label class="results-filter">
        ${t('results.kind')}
        <select
          data-testid="results-kind"
          @change=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) =>
            onChange({ kind: /** @type {Choice['kind']} */ (event.currentTarget.value) })}
        >
          <option value="" .selected=${live(kind === '')}>${t('results.kind.all')}</option>
          ${kinds.map((one) => html`<option value=${one} .selected=${live(kind === one)}>${t(`results.kind.${one}`)}</option>`)}
        </select>
      </label>
      <p class="help" role="status" data-testid="results-count" data-value=${rows.length}>
        ${t('results.count', { shown: rows.length, total })}
      </p>
      <details class="results-columns">
        <summary data-testid="results-columns">${t('results.columns')}</summary>
        <div class="results-groups">
          ${GROUPS.map(
            (group) =>
              html`<label>
                <input
                  type="checkbox"
                  data-testid=${`results-column-${group}`}
                  .checked=${live(groups.includes(group))}
                  @change=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
                    onChange({
                      groups: GROUPS.filter((one) =>
                        one === group ? event.currentTarget.checked : groups.includes(one),
                      ).join(' '),
                    })}
                />
                ${t(`results.group.${group}`)}
              </label>`,
          )}
        </div>
        <p class="help">${t('results.columns.help')}</p>
      </details>
    </div>`;
  }

  /** @param {TableData} data */
  function template(data) {
    const { columns, rows, choice, total } = data;
    if (total === 0) return html`<p class="empty">${t('results.none')}</p>`;
    return html`${choiceTemplate(data)}
      <div class="scroll-x" tabindex="0" role="region" aria-label=${t('results.all')}>
        <table class="numbers results-table" data-testid="results">
          <caption class="visually-hidden">
            ${t('results.all')}
          </caption>
          <thead>
            <tr>
              ${headTemplate('run', t('results.column.run'), choice)}
              ${columns.map((column) => headTemplate(column.id, titleOf(column), choice))}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              rows,
              ({ node }) => node.id,
              (row) => rowTemplate(row, data),
            )}
          </tbody>
        </table>
      </div>
      ${rows.length === 0 ? html`<p class="empty">${t('results.noMatch')}</p>` : nothing}
      <div class="results-acts">
        <span>${t('results.copy')}</span>
        ${FORMATS.map(
          (format) =>
            html`<button
              type="button"
              class="button"
              data-testid=${`results-copy-${format}`}
              ?disabled=${rows.length === 0}
              @click=${() => onCopy(format)}
            >
              ${t(`results.copy.${format}`)}
            </button>`,
        )}
        ${
          data.groups.includes('time')
            ? studyProgress({
                i18n,
                name: 'results-time',
                label: t('results.timing'),
                begin: t('results.time'),
                job: data.job,
                enabled: data.canTime && rows.length > 0,
                onBegin: onTime,
                onCancel,
              })
            : nothing
        }
      </div>`;
  }

  return {
    /** @param {TableData} data */
    update(data) {
      last = data;
      render(template(data), element);
    },
    /** The table as it is shown. @returns {Copied} */
    copiedOf() {
      const { columns, rows } = /** @type {TableData} */ (last);
      const data = /** @type {TableData} */ (last);
      return {
        ids: ['run', ...columns.map(({ id }) => id)],
        head: [t('results.column.run'), ...columns.map(titleOf)],
        rows: rows.map(({ node, values }) => [
          { text: nameOf(node), value: null },
          ...columns.map((column, index) => ({
            text: textOf(column, node, values[index], data),
            value: values[index] ?? null,
          })),
        ]),
      };
    },
  };
}
