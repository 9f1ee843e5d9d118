// @ts-check
/**
 * A student alone beside the same student taught, a line a seed, with means and spread; each network can be opened.
 */

/** @import { Arm, Comparison, Pairs } from '../distil.js' */
/** @import { Summary } from '../statistics.js' */
/** @import { I18n } from '../i18n/index.js' */
import { ARMS } from '../distil.js';
import { h, setAttribute, setHidden, setNumber, setText } from '../dom.js';
import { percent, plain, points } from '../format.js';

/** @typedef {{ comparison: Comparison, pairs: Pairs, canOpen: boolean, sizes: readonly number[] }} TaughtData */

/** @param {{ i18n: I18n, onOpen: (seed: number, arm: Arm) => void, onSave: () => void }} handlers */
export function createTaughtTable({ i18n, onOpen, onSave }) {
  const caption = h('caption');
  const body = h('tbody', { 'data-testid': 'distil-rows' });
  const means = h('tr', {}, h('th', { scope: 'row', i18n: 'distil.mean' }));
  const meanCells = /** @type {const} */ ([...ARMS, 'difference']).map((name) => {
    const value = h('span', { 'data-testid': `distil-mean-${name}` });
    const spread = h('span', { class: 'cell-note', 'data-testid': `distil-spread-${name}` });
    means.append(h('td', {}, value, spread));
    return { name, value, spread };
  });
  const heads = ['seed', ...ARMS, 'difference'].map((name) => h('th', { scope: 'col', i18n: `distil.${name}` }));
  const verdict = h('p', { role: 'status', 'data-testid': 'distil-verdict' });
  const save = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'distil-csv', onclick: onSave },
    h('span', { i18n: 'many.save' }),
  );
  const found = h(
    'div',
    {},
    h(
      'div',
      { class: 'scroll-x', tabindex: '0', role: 'group', i18nLabel: 'distil.pairs' },
      h(
        'table',
        { class: 'numbers taught-table' },
        caption,
        h('thead', {}, h('tr', {}, ...heads)),
        body,
        h('tfoot', {}, means),
      ),
    ),
    verdict,
    h('div', { class: 'compare-buttons' }, save),
  );
  const waiting = h('p', { class: 'help', i18n: 'distil.pairs.waiting' });

  function addRow() {
    const row = body.insertRow();
    row.append(h('th', { scope: 'row' }));
    for (const arm of ARMS) {
      const open = h('button', {
        type: 'button',
        class: 'link-button number',
        onclick: () => onOpen(Number(row.dataset.seed), arm),
      });
      row.append(h('td', {}, open));
    }
    row.append(h('td'));
    return row;
  }

  /** @param {HTMLTableRowElement} line @param {Pairs['rows'][number]} row @param {boolean} canOpen */
  function fill(line, row, canOpen) {
    const language = i18n.language();
    setAttribute(line, 'data-seed', row.seed);
    setText(line.cells[0], String(row.seed));
    ARMS.forEach((arm, index) => {
      const open = /** @type {HTMLButtonElement} */ (line.cells[index + 1].firstChild);
      const accuracy = row[arm];
      setAttribute(open, 'data-testid', `distil-${arm}-${row.seed}`);
      setNumber(open, accuracy === null ? '\u2013' : percent(accuracy, language, 2), accuracy);
      open.disabled = accuracy === null || !canOpen;
      const params = { seed: String(row.seed), accuracy: open.textContent ?? '' };
      setAttribute(open, 'aria-label', accuracy === null ? null : i18n.t(`distil.open.${arm}`, params));
    });
    const { difference } = row;
    setNumber(line.cells[3], difference === null ? '\u2013' : points(difference, language, 2), difference);
  }

  /** @param {Summary | null} summary @param {typeof meanCells[number]} cell */
  function fillMean(summary, { name, value, spread }) {
    const language = i18n.language();
    const text = name === 'difference' ? points : percent;
    setNumber(value, summary ? text(summary.mean, language, 2) : '\u2013', summary?.mean ?? null);
    const around = summary?.spread ?? null;
    // A spread of percentages is one of points.
    const points2 = around === null ? '' : points(around, language, 2).replace('+', '\u00b1\u00a0');
    setNumber(spread, points2, around);
  }

  return {
    element: h(
      'section',
      { 'aria-labelledby': 'distil-pairs' },
      h('h3', { id: 'distil-pairs', i18n: 'distil.pairs' }),
      waiting,
      found,
    ),
    /** @param {TaughtData | null} data */
    update(data) {
      setHidden(waiting, data !== null);
      setHidden(found, data === null);
      if (!data) return;
      const { comparison, pairs, canOpen, sizes } = data;
      const { lesson, run } = comparison;
      setText(
        caption,
        i18n.t('distil.caption', {
          student: sizes.join('\u2013'),
          epochs: lesson.epochs,
          run: run + 1,
          temperature: plain(lesson.temperature),
          alpha: plain(lesson.alpha),
        }),
      );
      while (body.rows.length > pairs.rows.length) body.deleteRow(-1);
      pairs.rows.forEach((row, index) => fill(body.rows[index] ?? addRow(), row, canOpen));
      for (const cell of meanCells) fillMean(pairs[cell.name], cell);
      const { difference, better, worse } = pairs;
      setText(
        verdict,
        difference
          ? i18n.t(difference.count === 1 ? 'distil.verdict.one' : 'distil.verdict', {
              count: difference.count,
              better,
              worse,
              difference: points(difference.mean, i18n.language(), 2),
            })
          : '',
      );
      save.disabled = comparison.found.length === 0;
    },
  };
}
