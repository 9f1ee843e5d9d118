// @ts-check
/**
 * Which digits die first: accuracy of every class dense, pruned and fine-tuned; or the confusion matrix.
 */

import { perClass, worstClass } from './model.js';
/** @import { I18n } from '../../i18n/index.js' */
/** @import { Evaluation } from '../../protocol.js' */
import { h, setAttribute, setHidden, setText } from '../../ui/dom.js';
import { segmented } from '../../ui/fields.js';
import { percent } from '../../words/format.js';

/** @typedef {{ view: 'bars' | Which, classes: number, dense: Evaluation | null, pruned: Evaluation | null, prunedPending: boolean,
 *   tuned: Evaluation | null }} ClassesData */
/** @typedef {'dense' | 'pruned' | 'tuned'} Which */
const WHICH = /** @type {const} */ (['dense', 'pruned', 'tuned']);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onView: (view: 'bars' | Which) => void }} handlers
 */
export function createClasses(element, { i18n, onView }) {
  /** @type {ClassesData} */
  let last = { view: 'bars', classes: 0, dense: null, pruned: null, prunedPending: false, tuned: null };
  const views = segmented({
    testId: 'classes-view',
    label: 'classes.view',
    onChange: (value) => onView(/** @type {'bars' | Which} */ (value)),
    options: [
      { value: 'bars', label: 'classes.bars' },
      ...WHICH.map((which) => ({ value: which, label: `classes.confusion.${which}` })),
    ],
  });
  const summary = h('p', { class: 'summary' });
  const bars = h('div', { class: 'class-bars', role: 'table', tabindex: '0', i18nLabel: 'classes.title' });
  const matrix = h('div', { class: 'confusion', tabindex: '0', role: 'region', i18nLabel: 'classes.title' });
  const key = h(
    'p',
    { class: 'class-key', 'aria-hidden': 'true' },
    ...WHICH.map((which) => h('span', { class: `key-${which}` }, h('span', { i18n: `classes.${which}` }))),
  );
  element.append(
    h('div', { class: 'panel-head' }, h('h2', { i18n: 'classes.title' }), views.element),
    summary,
    bars,
    key,
    matrix,
  );
  /** @type {{ row: HTMLElement, cells: Record<Which, { fill: HTMLElement, text: HTMLElement }> }[]} */
  let rows = [];
  /** @type {Evaluation | null} */
  let drawn = null;
  /** What the bars show. @type {Record<Which, Evaluation | null | undefined>} */
  let barred = { dense: undefined, pruned: undefined, tuned: undefined };

  /** @param {number} count */
  function fit(count) {
    if (rows.length === count) return;
    rows = Array.from({ length: count }, (_, index) => {
      /** @param {Which} which */
      const cell = (which) => ({
        fill: h('span', { class: `bar bar-${which}` }),
        text: h('span', { class: 'bar-text number' }),
      });
      const cells = { dense: cell('dense'), pruned: cell('pruned'), tuned: cell('tuned') };
      const row = h(
        'div',
        { class: 'class-row', role: 'row' },
        h('span', { class: 'class-name number', role: 'rowheader' }, String(index)),
        ...WHICH.map((which) =>
          h(
            'span',
            { class: 'bar-cell', role: 'cell' },
            h('span', { class: 'bar-track' }, cells[which].fill),
            cells[which].text,
          ),
        ),
      );
      return { row, cells };
    });
    bars.replaceChildren(...rows.map((row) => row.row));
    barred = { dense: undefined, pruned: undefined, tuned: undefined };
  }

  /** @param {ClassesData} data */
  function update(data) {
    last = data;
    const language = i18n.language();
    const { view } = data;
    views.update(view);
    setAttribute(element, 'data-pending', data.prunedPending);
    setHidden(bars, view !== 'bars');
    setHidden(key, view !== 'bars' || !data.dense);
    setHidden(views.element, !data.dense);
    setHidden(matrix, view === 'bars');
    const worst = data.dense && data.pruned ? worstClass(data.dense, data.pruned, data.classes) : null;
    setText(
      summary,
      !data.dense
        ? i18n.t('classes.empty')
        : !data.pruned
          ? i18n.t('classes.pending')
          : worst && worst.drop > 0.0005
            ? i18n.t('classes.worst', {
                label: String(worst.index),
                from: percent(worst.before, language),
                to: percent(worst.after, language),
              })
            : i18n.t('classes.unharmed'),
    );
    if (view !== 'bars') {
      drawMatrix(data[view], data.classes);
      return;
    }
    fit(data.dense || data.pruned ? data.classes : 0);
    for (const which of WHICH) drawBars(which, data[which], data.classes);
  }

  /** @param {Which} which @param {Evaluation | null} evaluation @param {number} classes */
  function drawBars(which, evaluation, classes) {
    if (evaluation === barred[which]) return;
    barred[which] = evaluation;
    const language = i18n.language();
    const values = evaluation ? perClass(evaluation, classes) : null;
    rows.forEach(({ cells }, index) => {
      const value = values ? values[index] : null;
      const { fill, text } = cells[which];
      // Not its width, which would be a layout of the panel.
      fill.style.backgroundSize = `${(value ?? 0) * 100}% 100%`;
      setText(text, value === null ? '' : percent(value, language, 0));
      setAttribute(
        text,
        'aria-label',
        value === null ? null : `${i18n.t(`classes.${which}`)} ${percent(value, language)}`,
      );
    });
  }

  /** @param {Evaluation | null} evaluation @param {number} classes */
  function drawMatrix(evaluation, classes) {
    if (evaluation === drawn && evaluation !== null && matrix.childElementCount > 0) return;
    drawn = evaluation;
    if (!evaluation || classes === 0) {
      matrix.replaceChildren(h('p', { class: 'empty' }, i18n.t('classes.notMeasured')));
      return;
    }
    const head = h(
      'tr',
      {},
      h('th', { scope: 'col', class: 'corner' }, i18n.t('classes.corner')),
      ...Array.from({ length: classes }, (_, predicted) => h('th', { scope: 'col' }, String(predicted))),
    );
    const body = Array.from({ length: classes }, (_, actual) => {
      const row = evaluation.confusion.subarray(actual * classes, (actual + 1) * classes);
      const total = row.reduce((sum, count) => sum + count, 0);
      return h(
        'tr',
        {},
        h('th', { scope: 'row' }, String(actual)),
        ...Array.from(row, (count, predicted) => {
          const cell = h('td', { class: predicted === actual ? 'right' : 'wrong' }, count === 0 ? '' : String(count));
          cell.style.setProperty('--share', String(total === 0 ? 0 : Math.round((count / total) * 1000) / 10));
          return cell;
        }),
      );
    });
    matrix.replaceChildren(
      h(
        'table',
        { class: 'confusion-table' },
        h('caption', {}, i18n.t('classes.caption')),
        h('thead', {}, head),
        h('tbody', {}, ...body),
      ),
    );
  }

  return {
    update,
    retext() {
      drawn = null;
      barred = { dense: undefined, pruned: undefined, tuned: undefined };
      update(last);
    },
  };
}
