// @ts-check
/**
 * The lottery-ticket experiment: its numbers, how far it has come, and the four ways side by side.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { Arm, LotteryField, LotteryForm, LotteryRow } from './model.js' */
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { textField } from '../../ui/fields.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { percent } from '../../words/format.js';
import { createLotteryChart } from './chart.js';
import { ARMS, LOTTERY_LIMITS } from './model.js';

/** @typedef {{ form: LotteryForm, faults: readonly LotteryField[], enabled: boolean, canOpen: boolean,
 *   job: StudyProgress | null, rows: readonly LotteryRow[] | null, seeds: number, done: number }} LotteryData */

const FIELDS = /** @type {const} */ (['rounds', 'share', 'epochs', 'seeds', 'step']);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onForm: (form: Partial<LotteryForm>) => void, onBegin: () => void,
 *   onCancel: () => void, onSave: () => void, onOpen: (arm: Arm, round: number) => void }} handlers
 */
export function createLotteryPanel(element, { i18n, charts, onForm, onBegin, onCancel, onSave, onOpen }) {
  const fields = FIELDS.map((field) => {
    const box = textField({
      id: `lottery-${field}`,
      label: `lottery.field.${field}`,
      help: `help.lottery.${field}`,
      inputMode: field === 'share' ? 'decimal' : 'numeric',
      onInput: (value) => onForm({ [field]: value }),
      onEnter: onBegin,
    });
    return { field, box };
  });
  const begin = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'lottery-begin', onclick: onBegin },
    h('span', { i18n: 'lottery.begin' }),
  );
  const progress = createStudyProgress({ i18n, name: 'lottery', label: 'lottery.progress', begin, onCancel });
  const caption = h('caption');
  const body = h('tbody');
  const heads = [h('th', { scope: 'col', i18n: 'lottery.left' })].concat(
    ARMS.map((arm) => h('th', { scope: 'col', i18n: `lottery.${arm}` })),
  );
  const table = h('table', { class: 'numbers' }, caption, h('thead', {}, h('tr', {}, ...heads)), body);
  const save = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'lottery-csv', onclick: onSave },
    h('span', { i18n: 'many.save' }),
  );
  const mount = h('div', { class: 'chart-mount lottery-chart' });
  const results = h(
    'div',
    { class: 'lottery-results', hidden: true },
    h('div', { class: 'table-scroll', tabindex: '0', role: 'region', i18nLabel: 'lottery.table' }, table, save),
    mount,
  );
  element.append(
    h('p', { class: 'help', i18n: 'help.lottery' }),
    h(
      'dl',
      { class: 'lottery-arms' },
      ...ARMS.map((arm) => h('div', {}, h('dt', { i18n: `lottery.${arm}` }), h('dd', { i18n: `help.lottery.${arm}` }))),
    ),
    h('div', { class: 'lottery-fields' }, ...fields.map(({ box }) => box.element)),
    begin,
    progress.element,
    results,
  );
  const chart = createLotteryChart(mount, { charts });

  /** @param {LotteryField} field */
  function faultText(field) {
    const { min, max, whole } = LOTTERY_LIMITS[field];
    return field === 'step'
      ? i18n.t('fault.lottery.step')
      : i18n.t(whole ? 'fault.whole' : 'fault.number', { min, max });
  }

  function addRow() {
    const row = body.insertRow();
    row.append(h('th', { scope: 'row' }));
    for (const arm of ARMS) {
      const open = h('button', {
        type: 'button',
        class: 'link-button number',
        onclick: () => onOpen(arm, Number(row.dataset.round)),
      });
      row.append(h('td', {}, open, h('span', { class: 'cell-note' })));
    }
    return row;
  }

  /** @param {HTMLTableRowElement} line @param {LotteryRow} row @param {boolean} canOpen */
  function fill(line, { round, kept, cells }, canOpen) {
    const language = i18n.language();
    setAttribute(line, 'data-round', round);
    setText(line.cells[0], percent(kept, language, 2));
    ARMS.forEach((arm, index) => {
      const cell = cells[arm];
      const [open, note] = /** @type {[HTMLButtonElement, HTMLElement]} */ ([...line.cells[index + 1].children]);
      setAttribute(open, 'data-testid', `lottery-${arm}-${round}`);
      setNumber(open, cell ? percent(cell.mean, language, 2) : '\u2013', cell?.mean ?? null);
      setHidden(note, !cell || cell.spread === null);
      const spread = cell?.spread ?? null;
      setAttribute(note, 'data-testid', `lottery-${arm}-${round}-spread`);
      setNumber(note, spread === null ? '' : `\u00b1 ${percent(spread, language, 2)}`, spread);
      open.disabled = !cell || !canOpen;
      const label = cell && i18n.t('lottery.open', { arm: i18n.t(`lottery.${arm}`), accuracy: open.textContent ?? '' });
      setAttribute(open, 'aria-label', label || null);
    });
  }

  return {
    /** @param {LotteryData} data */
    update({ form, faults, enabled, canOpen, job, rows, seeds, done }) {
      for (const { field, box } of fields) {
        box.update(form[field], faults.includes(field) ? faultText(field) : null);
      }
      begin.disabled = !enabled;
      progress.update(job);
      setHidden(results, rows === null);
      if (!rows) return;
      setText(caption, i18n.t('lottery.caption', { done, seeds }));
      while (body.rows.length > rows.length) body.deleteRow(-1);
      rows.forEach((row, index) => fill(body.rows[index] ?? addRow(), row, canOpen));
      save.disabled = done === 0 && rows.every(({ cells }) => ARMS.every((arm) => !cells[arm]));
      chart.update(rows);
    },
    redraw: chart.redraw,
  };
}
