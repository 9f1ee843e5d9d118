// @ts-check
/**
 * Dense, pruned, fine-tuned side by side, with the difference in words.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Measured } from '../../state/select.js' */
/** @import { Column, TableData } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { studyProgress } from '../../ui/progress.js';
import { bytes, fixed, percent, points } from '../../words/format.js';
import { timeWords } from '../../words/time-words.js';
import { COLUMNS } from './model.js';

const ROWS = /** @type {const} */ (['accuracy', 'loss', 'weights', 'dead', 'bytes', 'macs', 'pass']);

/** A figure: as it is written, a note, the number, and the number of the note.
 * @typedef {{ text: string, note?: string, value?: number | null, noteValue?: string }} Cell */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onTime: () => void, onCancel: () => void }} handlers
 */
export function createResultTable(element, { i18n, onTime, onCancel }) {
  const { t } = i18n;

  /** @param {TableData} data @returns {Record<Column, string>} */
  function heads({ baseSparsity, ratio, tunedRatio, tunedForgot }) {
    const language = i18n.language();
    const tuned = tunedForgot ? 'table.tunedForgot' : 'table.tunedAt';
    return {
      dense: baseSparsity > 0 ? t('table.before', { sparsity: percent(baseSparsity, language) }) : t('table.dense'),
      pruned: t('table.pruned', { ratio: percent(ratio, language) }),
      tuned: tunedRatio === null ? t('table.tuned') : t(tuned, { ratio: percent(tunedRatio, language) }),
    };
  }

  /** "−13.2 points, 1,320 more of 10,000 images wrong" @param {TableData} data @param {Measured} measured @param {Column} column */
  function inWords(data, measured, column) {
    const { dense } = data.measured;
    const { correct, total } = measured.evaluation;
    if (column === 'dense' || !dense) return t('table.wrong', { wrong: total - correct, total });
    const more = dense.evaluation.correct - correct;
    const change = points(measured.accuracy - dense.accuracy, i18n.language());
    if (more === 0) return t('table.same', { total });
    return t(more > 0 ? 'table.worse' : 'table.better', { points: change, count: Math.abs(more), total });
  }

  /** @param {typeof ROWS[number]} row @param {Column} column @param {TableData} data @returns {Cell} */
  function cellOf(row, column, data) {
    const language = i18n.language();
    const measured = data.measured[column];
    const pending = column === 'pruned' && data.prunedPending;
    if (row === 'weights' && column === 'pruned' && data.prunedKept !== null && !measured?.result)
      return { text: fixed(data.prunedKept, language), value: data.prunedKept };
    if (!measured) return { text: pending ? '\u2026' : '\u2013' };
    const { evaluation, result } = measured;
    if (row === 'accuracy')
      return {
        text: percent(measured.accuracy, language, 2),
        note: inWords(data, measured, column),
        value: measured.accuracy,
      };
    if (row === 'loss') return { text: fixed(evaluation.loss, language, 4), value: evaluation.loss };
    if (row === 'pass') {
      const time = data.times[column];
      return time ? { text: timeWords(i18n, time), value: time.ms } : { text: '\u2013' };
    }
    if (!result) return { text: '\u2026' };
    const { kept, weights, deadNeurons, deadPixels, shrunk } = result;
    switch (row) {
      case 'weights':
        return {
          text: fixed(kept, language),
          note: t('table.of', { share: percent(kept / weights, language) }),
          value: kept,
        };
      case 'dead':
        return {
          text: t('table.dead.neurons', { neurons: deadNeurons }),
          note: t('table.dead.pixels', { pixels: deadPixels }),
          value: deadNeurons,
        };
      case 'bytes': {
        const smaller = shrunk.slice(1, -1).some((width, layer) => width !== data.sizes?.[layer + 1]);
        const format = t(`format.${result.format}`);
        return {
          text: bytes(result.bytes, language),
          note: smaller ? `${shrunk.join('-')}, ${format}` : format,
          value: result.bytes,
          noteValue: shrunk.join('-'),
        };
      }
      case 'macs':
        return { text: fixed(result.macs, language), value: result.macs };
    }
  }

  /** @param {typeof ROWS[number]} row @param {Column} column @param {TableData} data */
  function cellTemplate(row, column, data) {
    const { text, note = '', value = null, noteValue } = cellOf(row, column, data);
    const testId = `table-${row}-${column}`;
    return html`<td>
      <span class="cell-main" data-testid=${testId} data-value=${value ?? nothing}>${text}</span
      ><span class="cell-note" data-testid=${`${testId}-note`} data-value=${noteValue ?? nothing}>${note}</span>
    </td>`;
  }

  /** @param {TableData} data @param {boolean} canTime */
  function template(data, canTime) {
    const names = heads(data);
    return html`<h2 class="visually-hidden">${t('table.title')}</h2>
      <div class="scroll-x" tabindex="0" role="region" aria-label=${t('table.title')}>
        <table class="before-after">
          <caption class="visually-hidden">
            ${t('table.title')}
          </caption>
          <thead>
            <tr>
              <th scope="col"><span class="visually-hidden">${t('table.measure')}</span></th>
              ${COLUMNS.map((column) => html`<th scope="col">${names[column]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${ROWS.map(
              (row) =>
                html`<tr>
                  <th scope="row">
                    <span>${t(`table.${row}`)}</span><span class="help">${t(`table.${row}.help`)}</span>
                  </th>
                  ${COLUMNS.map((column) => cellTemplate(row, column, data))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${studyProgress({
        i18n,
        name: 'times',
        testId: 'table-time',
        label: t('table.measuring'),
        begin: t('table.measureTimes'),
        job: data.job,
        enabled: canTime,
        onBegin: onTime,
        onCancel,
      })}`;
  }

  return {
    /** @param {TableData} data @param {boolean} canTime */
    update: (data, canTime) => render(template(data, canTime), element),
  };
}
