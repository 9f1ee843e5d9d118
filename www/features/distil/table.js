// @ts-check
/**
 * A student alone beside the same student taught, a line a seed, with means and spread; each network can be opened.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Summary } from '../../util/statistics.js' */
/** @import { Arm, Comparison, Pairs } from './model.js' */
import { html, nothing, svg } from 'lit-html';
import { runNumber } from '../../state/tree.js';
import { answerLines } from '../../ui/experiment.js';
import { percent, plain, points } from '../../words/format.js';
import { ARMS } from './model.js';

/** @typedef {{ comparison: Comparison, pairs: Pairs, canOpen: boolean, sizes: readonly number[] }} TaughtData */

/** @param {{ i18n: I18n, onOpen: (seed: number, arm: Arm) => void, onSave: () => void }} handlers */
export function createTaughtTable({ i18n, onOpen, onSave }) {
  const { t } = i18n;
  /** @param {number} fraction */
  const share = (fraction) => percent(fraction, i18n.language(), 2);

  /** From alone (a ring) to taught (a dot), from the lowest accuracy to the highest; the numbers stand beside it.
   * @param {{ alone: number | null, taught: number | null }} row @param {Pairs['range']} range */
  function line(row, range) {
    /** @param {number} value */
    const place = (value) => (range ? (100 * (value - range[0])) / (range[1] - range[0]) : 50);
    const { alone, taught } = row;
    return html`<td class="taught-line">
      <svg class="taught-track" aria-hidden="true">
        ${
          alone !== null && taught !== null
            ? svg`<line class="taught-bar" x1=${`${place(alone)}%`} x2=${`${place(taught)}%`} y1="50%" y2="50%"></line>`
            : nothing
        }
        ${ARMS.map((arm) => {
          const value = row[arm];
          return value === null || !range
            ? nothing
            : svg`<circle class=${`taught-${arm}`} data-arm=${arm} cx=${`${place(value)}%`} cy="50%" r="5"></circle>`;
        })}
      </svg>
    </td>`;
  }

  /** @param {Pairs['rows'][number]} row @param {Pairs['range']} range @param {boolean} canOpen */
  function rowOf(row, range, canOpen) {
    const { seed, difference } = row;
    return html`<tr data-seed=${seed}>
      <th scope="row">${seed}</th>
      ${ARMS.map((arm) => {
        const accuracy = row[arm];
        const text = accuracy === null ? '\u2013' : share(accuracy);
        return html`<td>
          <button
            type="button"
            class="link-button number"
            data-testid=${`distil-${arm}-${seed}`}
            data-value=${accuracy ?? nothing}
            ?disabled=${accuracy === null || !canOpen}
            aria-label=${accuracy === null ? nothing : t(`distil.open.${arm}`, { seed: String(seed), accuracy: text })}
            @click=${() => onOpen(seed, arm)}
          >
            ${text}
          </button>
        </td>`;
      })}
      <td data-value=${difference ?? nothing}>
        ${difference === null ? '\u2013' : points(difference, i18n.language(), 2)}
      </td>
      ${line(row, range)}
    </tr>`;
  }

  /** @param {Summary | null} summary @param {'alone' | 'taught' | 'difference'} name */
  function mean(summary, name) {
    const language = i18n.language();
    const text = name === 'difference' ? points : percent;
    const around = summary?.spread ?? null;
    return html`<td>
      <span data-testid=${`distil-mean-${name}`} data-value=${summary?.mean ?? nothing}
        >${summary ? text(summary.mean, language, 2) : '\u2013'}</span
      >
      <span class="cell-note" data-testid=${`distil-spread-${name}`} data-value=${around ?? nothing}
        >${around === null ? '' : points(around, language, 2).replace('+', '\u00b1\u00a0')}</span
      >
    </td>`;
  }

  /** @param {Pairs} pairs */
  function verdict({ difference, better, worse }) {
    if (!difference) return null;
    const { count, mean: by, spread } = difference;
    const params = { count, better, worse, difference: points(by, i18n.language(), 2) };
    if (spread === null) return t('distil.verdict.one', params);
    const within = Math.abs(by) <= spread ? ` ${t('distil.within')}` : '';
    return t('distil.verdict', params) + within;
  }

  return (/** @type {TaughtData | null} */ data) => {
    if (!data) return nothing;
    const { comparison, pairs, canOpen, sizes } = data;
    const { lesson, teacher } = comparison;
    const answer = verdict(pairs);
    return html`<section aria-labelledby="distil-pairs">
      <h3 id="distil-pairs" class="visually-hidden">${t('distil.pairs')}</h3>
      <div data-testid="distil-verdict-counts" data-better=${pairs.better} data-worse=${pairs.worse}>
        ${answerLines('distil-verdict', answer, {
          value: pairs.difference?.count ?? null,
          limits: answer ? t('distil.limits', { epochs: lesson.epochs }) : '',
        })}
      </div>
      <div class="scroll-x" tabindex="0" role="group" data-testid="distil-pairs" aria-label=${t('distil.pairs')}>
        <table class="numbers experiment-table taught-table">
          <caption>
            ${t('distil.caption', {
              student: sizes.join('\u2013'),
              epochs: lesson.epochs,
              run: runNumber(teacher.run),
              accuracy: percent(teacher.accuracy, i18n.language()),
              temperature: plain(lesson.temperature),
              alpha: plain(lesson.alpha),
            })}
          </caption>
          <thead>
            <tr>
              ${['seed', ...ARMS, 'difference'].map((name) => html`<th scope="col">${t(`distil.${name}`)}</th>`)}
              <th scope="col" class="taught-line">
                <span>${t('distil.line')}</span>
                <span class="cell-note" data-testid="distil-scale"
                  >${pairs.range ? pairs.range.map(share).join(' \u2013 ') : ''}</span
                >
              </th>
            </tr>
          </thead>
          <tbody data-testid="distil-rows">
            ${pairs.rows.map((row) => rowOf(row, pairs.range, canOpen))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">${t('distil.mean')}</th>
              ${mean(pairs.alone, 'alone')} ${mean(pairs.taught, 'taught')} ${mean(pairs.difference, 'difference')}
              ${line({ alone: pairs.alone?.mean ?? null, taught: pairs.taught?.mean ?? null }, pairs.range)}
            </tr>
          </tfoot>
        </table>
      </div>
      <div class="experiment-buttons">
        <button
          type="button"
          class="button"
          data-testid="distil-csv"
          ?disabled=${comparison.found.length === 0}
          @click=${onSave}
        >
          ${t('many.save')}
        </button>
      </div>
    </section>`;
  };
}
