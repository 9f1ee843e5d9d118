// @ts-check
/**
 * Accuracy of every class dense, pruned and fine-tuned; or the confusion matrix of one of them.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Evaluation } from '../../protocol.js' */
import { html, nothing, render } from 'lit-html';
import { segments } from '../../ui/form.js';
import { percent } from '../../words/format.js';
import { perClass, worstClass } from './model.js';

/** @typedef {{ view: 'bars' | Which, classes: number, dense: Evaluation | null, pruned: Evaluation | null, prunedPending: boolean,
 *   tuned: Evaluation | null }} ClassesData */
/** @typedef {'dense' | 'pruned' | 'tuned'} Which */
const WHICH = /** @type {const} */ (['dense', 'pruned', 'tuned']);
/** A drop that is told. */
const NOTICEABLE = 0.0005;

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onView: (view: 'bars' | Which) => void }} handlers
 */
export function createClasses(element, { i18n, onView }) {
  const { t } = i18n;

  /** The class that lost most, in words. @param {ClassesData} data */
  function summary({ dense, pruned, classes }) {
    if (!dense) return t('classes.empty');
    if (!pruned) return t('classes.pending');
    const worst = worstClass(dense, pruned, classes);
    if (!worst || worst.drop <= NOTICEABLE) return t('classes.unharmed');
    const language = i18n.language();
    const [from, to] = [percent(worst.before, language), percent(worst.after, language)];
    return t('classes.worst', { label: String(worst.index), from, to });
  }

  /** @param {Which} which @param {number | null} value */
  function bar(which, value) {
    const language = i18n.language();
    // Not its width, which would be a layout of the panel.
    const size = `background-size: ${(value ?? 0) * 100}% 100%`;
    const words = value === null ? nothing : `${t(`classes.${which}`)} ${percent(value, language)}`;
    return html`<span class="bar-cell" role="cell">
      <span class="bar-track"><span class=${`bar bar-${which}`} .style=${size}></span></span>
      <span class="bar-text number" aria-label=${words}>${value === null ? '' : percent(value, language, 0)}</span>
    </span>`;
  }

  /** @param {ClassesData} data */
  function bars(data) {
    const count = data.dense || data.pruned ? data.classes : 0;
    const values = WHICH.map((which) => {
      const evaluation = data[which];
      return evaluation && perClass(evaluation, data.classes);
    });
    return html`<div class="class-bars" role="table" tabindex="0" aria-label=${t('classes.title')}>
        ${Array.from(
          { length: count },
          (_, index) =>
            html`<div class="class-row" role="row">
              <span class="class-name number" role="rowheader">${index}</span>
              ${
                values.some((of) => of?.[index] === null)
                  ? html`<span class="bar-text" role="cell" data-testid="class-without-images"
                      >${t('classes.noImages')}</span
                    >`
                  : WHICH.map((which, at) => bar(which, values[at]?.[index] ?? null))
              }
            </div>`,
        )}
      </div>
      <p class="class-key" aria-hidden="true" ?hidden=${!data.dense}>
        ${WHICH.map((which) => html`<span class=${`key-${which}`}><span>${t(`classes.${which}`)}</span></span>`)}
      </p>`;
  }

  /** @param {Evaluation | null} evaluation @param {number} classes */
  function matrix(evaluation, classes) {
    if (!evaluation || classes === 0) return html`<p class="empty">${t('classes.notMeasured')}</p>`;
    const labels = Array.from({ length: classes }, (_, label) => label);
    return html`<table class="confusion-table">
      <caption>
        ${t('classes.caption')}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="corner">${t('classes.corner')}</th>
          ${labels.map((predicted) => html`<th scope="col">${predicted}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${labels.map((actual) => {
          const row = evaluation.confusion.subarray(actual * classes, (actual + 1) * classes);
          const total = row.reduce((sum, count) => sum + count, 0);
          return html`<tr>
            <th scope="row">${actual}</th>
            ${Array.from(row, (count, predicted) => {
              const share = `--share: ${total === 0 ? 0 : Math.round((count / total) * 1000) / 10}`;
              return html`<td class=${predicted === actual ? 'right' : 'wrong'} .style=${share}>
                ${count === 0 ? '' : count}
              </td>`;
            })}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  /** @param {ClassesData} data */
  function template(data) {
    const { view, dense } = data;
    const options = [
      { value: 'bars', label: t('classes.bars') },
      ...WHICH.map((which) => ({ value: which, label: t(`classes.confusion.${which}`) })),
    ];
    return html`<div class="panel-head">
        <h2>${t('classes.title')}</h2>
        ${
          dense
            ? segments({
                testId: 'classes-view',
                label: t('classes.view'),
                value: view,
                options,
                onChange: (value) => onView(/** @type {'bars' | Which} */ (value)),
              })
            : nothing
        }
      </div>
      <p class="summary">${summary(data)}</p>
      ${
        view === 'bars'
          ? bars(data)
          : html`<div class="confusion" tabindex="0" role="region" aria-label=${t('classes.title')}>
              ${matrix(data[view], data.classes)}
            </div>`
      }`;
  }

  return {
    /** @param {ClassesData} data */
    update(data) {
      element.toggleAttribute('data-pending', data.prunedPending);
      render(template(data), element);
    },
  };
}
