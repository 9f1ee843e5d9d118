// @ts-check
/**
 * The lottery-ticket experiment: its numbers and the ways to be trained, whether a ticket wins in a sentence, and the ways side
 * by side.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { StudyProgress } from '../../ui/progress.js' */
/** @import { LotteryField, LotteryForm, LotteryRow, Way } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { answerLines, methodLines } from '../../ui/experiment.js';
import { checkField, textField } from '../../ui/form.js';
import { studyProgress } from '../../ui/progress.js';
import { percent, points } from '../../words/format.js';
import { createLotteryChart } from './chart.js';
import { epochsOf, LOTTERY_LIMITS, ticketOf, WAYS } from './model.js';

/** `epochs` of each training of what was found.
 * @typedef {{ form: LotteryForm & Record<Way, boolean>, faults: readonly LotteryField[], enabled: boolean, canOpen: boolean,
 *   job: StudyProgress | null, rows: readonly LotteryRow[] | null, epochs: number, seeds: number, done: number }} LotteryData */

const FIELDS = /** @type {const} */ (['rounds', 'share', 'epochs', 'seeds', 'step']);
const SOURCES = [
  { name: 'Frankle & Carbin 2019', arxiv: '1803.03635' },
  { name: 'Renda et al. 2020', arxiv: '2003.02389' },
];

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onForm: (form: Partial<LotteryData['form']>) => void, onBegin: () => void,
 *   onCancel: () => void, onSave: () => void, onOpen: (arm: Way, round: number) => void }} handlers
 */
export function createLotteryPanel(element, { i18n, charts, onForm, onBegin, onCancel, onSave, onOpen }) {
  const { t } = i18n;
  const mount = element.ownerDocument.createElement('div');
  mount.className = 'chart-mount lottery-chart';
  /** @type {ReturnType<typeof createLotteryChart> | null} */
  let chart = null;

  /** @param {number} fraction @param {number} [digits] */
  const share = (fraction, digits = 2) => percent(fraction, i18n.language(), digits);
  /** A mean and its spread. @param {import('../../util/statistics.js').Summary} summary */
  const meanText = ({ mean, spread }) =>
    share(mean) + (spread === null ? '' : ` \u00b1 ${points(spread, i18n.language(), 2).slice(1)}`);

  /** @param {LotteryField} field */
  function faultText(field) {
    const { min, max, whole } = LOTTERY_LIMITS[field];
    return field === 'step' ? t('fault.lottery.step') : t(whole ? 'fault.whole' : 'fault.number', { min, max });
  }

  /** @param {LotteryData} data */
  function controls({ form, faults, enabled, job }) {
    return html`<div class="experiment-controls">
      <div class="experiment-fields">
        ${FIELDS.map((field) =>
          textField({
            id: `lottery-${field}`,
            label: t(`lottery.field.${field}`),
            help: t(`help.lottery.${field}`),
            value: form[field],
            fault: faults.includes(field) ? faultText(field) : null,
            inputMode: field === 'share' ? 'decimal' : 'numeric',
            onInput: (value) => onForm({ [field]: value }),
            onEnter: onBegin,
          }),
        )}
      </div>
      <fieldset class="lottery-arms">
        <legend>${t('lottery.arms')}</legend>
        ${WAYS.map((way) =>
          checkField({
            id: `lottery-arm-${way}`,
            label: t(`lottery.${way}`),
            help: t(`help.lottery.${way}`),
            checked: form[way],
            onChange: (checked) => onForm({ [way]: checked }),
          }),
        )}
      </fieldset>
      ${studyProgress({
        i18n,
        name: 'lottery',
        testId: 'lottery-begin',
        label: t('lottery.progress'),
        begin: t('lottery.begin'),
        job,
        enabled,
        primary: true,
        onBegin,
        onCancel,
      })}
    </div>`;
  }

  /** What came out, as far as it is. @param {readonly LotteryRow[]} rows */
  function sentence(rows) {
    const ticket = ticketOf(rows);
    if (!ticket) return null;
    const { dense, winning, last } = ticket;
    const parts = [
      winning?.cells.ticket
        ? t('lottery.answer.wins', {
            kept: share(winning.kept, 1),
            accuracy: meanText(winning.cells.ticket),
            dense: meanText(dense),
          })
        : t('lottery.answer.none', { dense: meanText(dense) }),
    ];
    const { ticket: own, reinit } = last.cells;
    if (own && reinit)
      parts.push(
        t(last === winning ? 'lottery.answer.same' : 'lottery.answer.reinit', {
          kept: share(last.kept, 1),
          ticket: meanText(own),
          reinit: meanText(reinit),
          difference: points(own.mean - reinit.mean, i18n.language(), 2),
        }),
      );
    return parts.join(i18n.language() === 'zh' ? '' : ' ');
  }

  /** @param {LotteryRow} row @param {LotteryData} data */
  function rowOf({ round, kept, cells }, { canOpen, epochs }) {
    return html`<tr data-round=${round}>
      <th scope="row">
        ${share(kept)}<span class="cell-note"
          >${t('lottery.epochs', { epochs: epochsOf('kept', round, epochs).network })}</span
        >
      </th>
      ${WAYS.map((way) => {
        const cell = cells[way];
        const text = cell ? share(cell.mean) : '\u2013';
        const spread = cell?.spread ?? null;
        return html`<td>
          <button
            type="button"
            class="link-button number"
            data-testid=${`lottery-${way}-${round}`}
            data-value=${cell?.mean ?? nothing}
            aria-label=${cell ? t('lottery.open', { arm: t(`lottery.${way}`), accuracy: text }) : nothing}
            ?disabled=${!cell || !canOpen}
            @click=${() => onOpen(way, round)}
          >
            ${text}
          </button>
          <span
            class="cell-note number"
            data-testid=${`lottery-${way}-${round}-spread`}
            data-value=${spread ?? nothing}
            ?hidden=${spread === null}
            >${spread === null ? '' : `\u00b1 ${points(spread, i18n.language(), 2).slice(1)}`}</span
          >
        </td>`;
      })}
    </tr>`;
  }

  /** @param {readonly LotteryRow[]} rows @param {LotteryData} data */
  function results(rows, data) {
    const { epochs, seeds, done } = data;
    const answer = sentence(rows);
    const count = ticketOf(rows)?.seeds ?? 0;
    const total = epochsOf('kept', rows.length - 1, epochs).network;
    const isEmpty = rows.every(({ cells }) => WAYS.every((way) => !cells[way]));
    return html`${answerLines('lottery-answer', answer, {
        limits: answer ? t(count > 1 ? 'lottery.limits' : 'lottery.limits.one', { epochs, total, done: count }) : '',
      })}
      ${mount}
      <div class="scroll-x" tabindex="0" role="region" aria-label=${t('lottery.table')}>
        <table class="numbers experiment-table">
          <caption>
            ${t('lottery.caption', { done, seeds })}
          </caption>
          <thead>
            <tr>
              <th scope="col">${t('lottery.left')}</th>
              ${WAYS.map((way) => html`<th scope="col">${t(`lottery.${way}`)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => rowOf(row, data))}
          </tbody>
        </table>
      </div>
      <div class="experiment-buttons">
        <button type="button" class="button" data-testid="lottery-csv" ?disabled=${isEmpty} @click=${onSave}>
          ${t('many.save')}
        </button>
      </div>`;
  }

  return {
    /** @param {LotteryData} data */
    update(data) {
      const { rows } = data;
      render(
        html`${methodLines(t('lottery.method'), SOURCES)} ${controls(data)} ${rows ? results(rows, data) : nothing}`,
        element,
      );
      if (!rows) return;
      chart ??= createLotteryChart(mount, { charts });
      chart.update(rows);
    },
    redraw: () => chart?.redraw(),
  };
}
