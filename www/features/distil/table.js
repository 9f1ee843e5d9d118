// @ts-check
/**
 * A student alone beside the same student taught, a line a seed, with means and spread; each network can be opened.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Summary } from '../../util/statistics.js' */
/** @import { Arm, Comparison, Pairs } from './model.js' */
import { runNumber } from '../../state/tree.js';
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { percent, plain, points } from '../../words/format.js';
import { ARMS } from './model.js';

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
  const scale = h('span', { class: 'cell-note', 'data-testid': 'distil-scale' });
  heads.push(h('th', { scope: 'col', class: 'taught-line' }, h('span', { i18n: 'distil.line' }), scale));
  const meanLine = createLine();
  means.append(meanLine.element);
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
      { class: 'scroll-x', tabindex: '0', role: 'group', 'data-testid': 'distil-pairs', i18nLabel: 'distil.pairs' },
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

  /** @type {WeakMap<HTMLTableRowElement, ReturnType<typeof createLine>>} */
  const lines = new WeakMap();

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
    const line = createLine();
    lines.set(row, line);
    row.append(h('td'), line.element);
    return row;
  }

  /** @param {HTMLTableRowElement} line @param {Pairs['rows'][number]} row @param {Pairs['range']} range @param {boolean} canOpen */
  function fill(line, row, range, canOpen) {
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
    lines.get(line)?.update(row, range);
  }

  /** @param {Summary | null} summary @param {typeof meanCells[number]} cell */
  function fillMean(summary, { name, value, spread }) {
    const language = i18n.language();
    const text = name === 'difference' ? points : percent;
    setNumber(value, summary ? text(summary.mean, language, 2) : '\u2013', summary?.mean ?? null);
    const around = summary?.spread ?? null;
    // A spread of percentages is one of points.
    const plusMinus = around === null ? '' : points(around, language, 2).replace('+', '\u00b1\u00a0');
    setNumber(spread, plusMinus, around);
  }

  /** @param {Pairs} pairs */
  function verdictOf({ difference, better, worse }) {
    if (!difference) return '';
    const { count, mean, spread } = difference;
    const params = { count, better, worse, difference: points(mean, i18n.language(), 2) };
    if (spread === null) return i18n.t('distil.verdict.one', params);
    const within = Math.abs(mean) <= spread ? ` ${i18n.t('distil.within')}` : '';
    return i18n.t('distil.verdict', params) + within;
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
      const { lesson, teacher } = comparison;
      const language = i18n.language();
      setText(
        caption,
        i18n.t('distil.caption', {
          student: sizes.join('\u2013'),
          epochs: lesson.epochs,
          run: runNumber(teacher.run),
          accuracy: percent(teacher.accuracy, language),
          temperature: plain(lesson.temperature),
          alpha: plain(lesson.alpha),
        }),
      );
      while (body.rows.length > pairs.rows.length) body.deleteRow(-1);
      pairs.rows.forEach((row, index) => fill(body.rows[index] ?? addRow(), row, pairs.range, canOpen));
      for (const cell of meanCells) fillMean(pairs[cell.name], cell);
      meanLine.update({ alone: pairs.alone?.mean ?? null, taught: pairs.taught?.mean ?? null }, pairs.range);
      setText(scale, pairs.range ? pairs.range.map((end) => percent(end, language, 2)).join(' \u2013 ') : '');
      setText(verdict, verdictOf(pairs));
      for (const name of /** @type {const} */ (['better', 'worse'])) setAttribute(verdict, `data-${name}`, pairs[name]);
      setAttribute(verdict, 'data-value', pairs.difference?.count ?? null);
      save.disabled = comparison.found.length === 0;
    },
  };
}

/** From alone (a ring) to taught (a dot), on a scale from the lowest accuracy to the highest; the numbers stand beside it. */
function createLine() {
  const dots = ARMS.map((arm) => h('span', { class: `taught-dot taught-${arm}`, 'data-arm': arm }));
  const bar = h('span', { class: 'taught-bar' });
  const element = h(
    'td',
    { class: 'taught-line' },
    h('span', { class: 'taught-track', 'aria-hidden': 'true' }, bar, ...dots),
  );
  return {
    element,
    /** @param {{ alone: number | null, taught: number | null }} row @param {Pairs['range']} range */
    update(row, range) {
      const places = ARMS.map((arm) => {
        const value = row[arm];
        return value === null || !range ? null : (100 * (value - range[0])) / (range[1] - range[0]);
      });
      dots.forEach((dot, at) => {
        setHidden(dot, places[at] === null);
        dot.style.left = `${places[at] ?? 0}%`;
      });
      const [from, to] = places;
      setHidden(bar, from === null || to === null);
      bar.style.left = `${Math.min(from ?? 0, to ?? 0)}%`;
      bar.style.width = `${Math.abs((to ?? 0) - (from ?? 0))}%`;
    },
  };
}
