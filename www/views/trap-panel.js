// @ts-check
/**
 * Fine-tuning with and without the mask, side by side, epoch by epoch: how well each reads, and how much is still gone.
 */

/** @import { EpochPoint } from '../protocol.js' */
/** @import { I18n } from '../i18n/index.js' */
/** @import { StudyProgress } from './study-progress.js' */
import { h, setHidden, setNumber, setText } from '../dom.js';
import { percent } from '../format.js';
import { createStudyProgress } from './study-progress.js';

/** `revived`: weights that were pruned and are not zero any more.
 * @typedef {{ epochs: readonly EpochPoint[], end: { accuracy: number, sparsity: number, revived: number } | null }} TrapSide */
/** @typedef {{ enabled: boolean, job: StudyProgress | null,
 *   shown: { ratio: number, epochs: number, sides: Record<'keep' | 'forget', TrapSide> } | null }} TrapData */

const MASKS = /** @type {const} */ (['keep', 'forget']);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onBegin: () => void, onCancel: () => void }} handlers
 */
export function createTrapPanel(element, { i18n, onBegin, onCancel }) {
  const begin = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'trap-begin', onclick: onBegin },
    h('span', { i18n: 'trap.begin' }),
  );
  const progress = createStudyProgress({ i18n, name: 'trap', label: 'trap.progress', begin, onCancel });
  const caption = h('caption');
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'numbers' },
    caption,
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col', i18n: 'chart.learning.columnEpoch' }),
        ...MASKS.flatMap((mask) => [
          h('th', { scope: 'col', i18n: `trap.${mask}.accuracy` }),
          h('th', { scope: 'col', i18n: `trap.${mask}.gone` }),
        ]),
      ),
    ),
    body,
  );
  const verdict = h('p', { class: 'warning', role: 'status', hidden: true, 'data-testid': 'trap-verdict' });
  const scroller = h(
    'div',
    { class: 'table-scroll', hidden: true, tabindex: '0', role: 'region', i18nLabel: 'trap.table' },
    table,
  );
  element.append(begin, progress.element, scroller, verdict);

  function addRow() {
    const row = body.insertRow();
    row.append(h('th', { scope: 'row' }), h('td'), h('td'), h('td'), h('td'));
    return row;
  }

  return {
    /** @param {TrapData} data */
    update({ enabled, job, shown }) {
      const language = i18n.language();
      begin.disabled = !enabled;
      progress.update(job);
      setHidden(scroller, shown === null);
      const revived = shown?.sides.forget.end?.revived ?? null;
      setHidden(verdict, revived === null);
      if (!shown) return;
      setNumber(verdict, revived === null ? '' : i18n.t('trap.verdict', { revived }), revived);
      setText(caption, i18n.t('trap.caption', { ratio: percent(shown.ratio, language) }));
      const sides = MASKS.map((mask) => shown.sides[mask].epochs);
      const count = Math.max(...sides.map((epochs) => epochs.length));
      while (body.rows.length > count) body.deleteRow(-1);
      for (let epoch = 0; epoch < count; epoch += 1) {
        const line = body.rows[epoch] ?? addRow();
        setText(line.cells[0], String(epoch + 1));
        sides.forEach((epochs, side) => {
          const point = epochs[epoch];
          const [accuracy, gone] = [line.cells[1 + 2 * side], line.cells[2 + 2 * side]];
          setNumber(accuracy, point ? percent(point.testAccuracy, language) : '', point?.testAccuracy ?? null);
          setNumber(gone, point ? percent(point.sparsity, language) : '', point?.sparsity ?? null);
        });
      }
    },
    focus: () => begin.focus(),
  };
}
