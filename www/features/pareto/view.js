// @ts-check
/**
 * All runs by cost and accuracy: what is measured, the chart, what dominates the current run, and every run in a table
 * whose names open them.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { ChartPoint } from './chart.js' */
/** @import { Axis, RunTime } from './model.js' */
import { runNumber } from '../../state/tree.js';
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { selectField } from '../../ui/fields.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { fixed, percent, points } from '../../words/format.js';
import { opWords } from '../../words/op-words.js';
import { createParetoChart } from './chart.js';

/** `cost` in the chosen unit; `by`: the front's runs that dominate it, null where its cost is not known; `time`: how it was
 * timed; `rounded`: no kernel gives its answers.
 * @typedef {{ node: RunNode, cost: number | null, accuracy: number, by: readonly number[] | null, time: RunTime | null,
 *   rounded: boolean }} ParetoRow */
/** @typedef {{ axis: Axis, rows: readonly ParetoRow[], current: number | null, busy: boolean, writing: boolean,
 *   job: StudyProgress | null, canTime: boolean, untimed: number, key: string }} ParetoData */

/**
 * @param {{ i18n: I18n, charts: Charts, onAxis: (axis: Axis) => void, onTime: () => void, onCancel: () => void,
 *   onOpen: (id: number) => void }} handlers
 */
export function createParetoPanel({ i18n, charts, onAxis, onTime, onCancel, onOpen }) {
  const axis = selectField({
    id: 'pareto-axis',
    label: 'pareto.axis',
    help: 'help.pareto.axis',
    options: [
      { value: 'bytes', label: 'pareto.axis.bytes' },
      { value: 'ms', label: 'pareto.axis.ms' },
    ],
    onChange: (value) => onAxis(value === 'ms' ? 'ms' : 'bytes'),
  });
  const begin = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'pareto-time', onclick: onTime },
    h('span', { i18n: 'pareto.time' }),
  );
  const progress = createStudyProgress({ i18n, name: 'pareto', label: 'pareto.progress', begin, onCancel });
  const timeHelp = h('p', { class: 'help', i18n: 'help.pareto.time' });
  const timing = h('div', { hidden: true }, timeHelp, begin, progress.element);
  const words = h('p', { role: 'status', 'data-testid': 'pareto-words' });
  const mount = h('div', { class: 'chart-mount' });
  const costHead = h('th', { scope: 'col' });
  const body = h('tbody', { 'data-testid': 'pareto-runs' });
  const table = h(
    'table',
    { class: 'numbers compare-table' },
    h('caption', { i18n: 'pareto.caption' }),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col', i18n: 'pareto.run' }),
        costHead,
        h('th', { scope: 'col', i18n: 'cmp.columnAccuracy' }),
        h('th', { scope: 'col', i18n: 'pareto.standing' }),
      ),
    ),
    body,
  );
  const shown = h(
    'div',
    { class: 'pareto-body' },
    h('div', { class: 'pareto-picture' }, mount),
    h('div', { class: 'pareto-table', tabindex: '0', role: 'region', i18nLabel: 'pareto.caption' }, table),
  );
  const chart = createParetoChart(mount, { charts, onOpen });
  let drawn = '';

  /** @param {RunNode} node */
  const nameOf = (node) => `${runNumber(node.id)}. ${opWords(i18n, node.op)}`;
  /** @param {number} value @param {Axis} unit */
  const costText = (value, unit) =>
    unit === 'bytes' ? i18n.t('pareto.bytes', { bytes: value }) : i18n.t('pareto.ms', { ms: milliseconds(value) });
  /** @param {number} value */
  const milliseconds = (value) => fixed(value, i18n.language(), value < 9.95 ? 2 : 1);
  /** @param {readonly number[]} ids */
  const listed = (ids) => ids.map((id) => String(runNumber(id))).join(i18n.t('short.comma'));

  /** @param {ParetoRow} row @param {ParetoData} data */
  function standing({ by, rounded }, { axis: unit }) {
    if (by) return by.length === 0 ? i18n.t('pareto.front') : i18n.t('pareto.by', { runs: listed(by) });
    if (unit === 'ms') return i18n.t(rounded ? 'pareto.rounded' : 'pareto.untimed');
    return i18n.t('pareto.unwritten');
  }

  /** @param {ParetoRow} row @param {ParetoData} data */
  function costCell({ cost, time }, { axis: unit }) {
    if (cost === null) return '\u2013';
    if (unit === 'bytes' || !time) return costText(cost, unit);
    const spread = `${milliseconds(time.low)}\u2013${milliseconds(time.high)}`;
    return i18n.t('pareto.timed', { ms: milliseconds(cost), spread, kernel: i18n.t(`speed.kernel.${time.kind}`) });
  }

  /** How many are on the front; who dominates the current run and by how much. @param {ParetoData} data */
  function verdict(data) {
    const { rows, axis: unit, current } = data;
    const known = rows.filter(({ by }) => by !== null);
    const parts = [];
    if (known.length > 0) {
      const front = known.filter(({ by }) => by?.length === 0).length;
      parts.push(i18n.t(`pareto.words.${unit}`, { front, count: known.length }));
    }
    const mine = rows.find(({ node }) => node.id === current);
    const better = rows.find(({ node }) => node.id === mine?.by?.[0]);
    if (mine && mine.cost !== null && mine.by?.length === 0)
      parts.push(i18n.t('pareto.current.front', { run: runNumber(mine.node.id), cost: costText(mine.cost, unit) }));
    if (mine && better && mine.cost !== null && better.cost !== null)
      parts.push(
        i18n.t('pareto.current.dominated', {
          run: runNumber(mine.node.id),
          by: runNumber(better.node.id),
          words: opWords(i18n, better.node.op),
          cost: costText(mine.cost, unit),
          byCost: costText(better.cost, unit),
          gain: points(better.accuracy - mine.accuracy, i18n.language(), 2),
        }),
      );
    if (unit === 'ms' && data.untimed > 0) parts.push(i18n.t('pareto.words.untimed', { count: data.untimed }));
    if (unit === 'bytes' && data.writing) parts.push(i18n.t('pareto.words.writing'));
    return parts.join(' ');
  }

  /** @param {ParetoData} data */
  function fill(data) {
    const language = i18n.language();
    const focused = document.activeElement?.closest('.pareto-table [data-run]')?.getAttribute('data-run');
    setText(costHead, i18n.t(`pareto.column.${data.axis}`));
    const cheap = (/** @type {ParetoRow} */ { cost }) => cost ?? Infinity;
    const rows = [...data.rows].sort((a, b) => cheap(a) - cheap(b) || a.node.id - b.node.id);
    while (body.rows.length > rows.length) body.deleteRow(-1);
    rows.forEach((row, index) => {
      const line = body.rows[index] ?? addRow();
      const { node, cost, accuracy, by } = row;
      const [open] = /** @type {[HTMLButtonElement]} */ ([...line.cells[0].children]);
      const isCurrent = node.id === data.current;
      setAttribute(line, 'data-node', node.id);
      setAttribute(line, 'data-front', by === null ? null : by.length === 0 ? 'true' : 'false');
      setAttribute(line, 'data-by', by === null ? null : by.join(' '));
      setAttribute(open, 'data-run', node.id);
      setAttribute(open, 'aria-current', isCurrent ? 'true' : null);
      open.disabled = data.busy && !isCurrent;
      setText(open, nameOf(node));
      setNumber(line.cells[1], costCell(row, data), cost);
      setAttribute(line.cells[1], 'data-low', data.axis === 'ms' ? (row.time?.low ?? null) : null);
      setAttribute(line.cells[1], 'data-high', data.axis === 'ms' ? (row.time?.high ?? null) : null);
      setAttribute(line.cells[1], 'data-kind', data.axis === 'ms' ? (row.time?.kind ?? null) : null);
      setNumber(line.cells[2], percent(accuracy, language, 2), accuracy);
      setText(line.cells[3], standing(row, data));
    });
    // Rows change places; who was at one stays with it.
    if (focused) /** @type {HTMLElement | null} */ (body.querySelector(`[data-run="${focused}"]`))?.focus();
    chart.update(chartOf(rows, data));
    setHidden(
      mount,
      rows.every(({ by }) => by === null),
    );
  }

  function addRow() {
    const line = body.insertRow();
    const open = h('button', {
      type: 'button',
      class: 'link-button',
      onclick: () => onOpen(Number(open.dataset.run)),
    });
    line.append(h('th', { scope: 'row' }, open), h('td'), h('td'), h('td'));
    return line;
  }

  /** @param {readonly ParetoRow[]} rows @param {ParetoData} data */
  function chartOf(rows, data) {
    const language = i18n.language();
    const { axis: unit } = data;
    const total = Math.max(1, ...rows.map(({ node }) => node.result.evaluation.total));
    /** @type {ChartPoint[]} */
    const known = rows.flatMap((row) => {
      const { node, cost, accuracy, by } = row;
      if (cost === null || by === null) return [];
      const figures = `${costText(cost, unit)}, ${percent(accuracy, language, 2)}`;
      const lines = [nameOf(node), figures, standing(row, data)];
      return [{ id: node.id, cost, accuracy, by, current: node.id === data.current, lines }];
    });
    return {
      points: known,
      half: 0.5 / total,
      xTitle: i18n.t(`pareto.axis.${unit}`),
      cost: (/** @type {number} */ value) => tick(value, unit),
      table: {
        caption: i18n.t('chart.pareto.label'),
        head: ['pareto.run', `pareto.column.${unit}`, 'cmp.columnAccuracy', 'pareto.standing'].map((key) =>
          i18n.t(key),
        ),
        rows: known.map(({ cost, accuracy, lines }) => [
          lines[0],
          costText(cost, unit),
          percent(accuracy, language, 2),
          lines[2],
        ]),
      },
    };
  }

  return {
    element: h(
      'div',
      {},
      h('p', { class: 'help', i18n: 'pareto.help' }),
      h('div', { class: 'pareto-choice' }, axis.element, timing),
      words,
      shown,
    ),
    /** @param {ParetoData} data */
    update(data) {
      axis.update(data.axis);
      setHidden(timing, data.axis !== 'ms');
      begin.disabled = !data.canTime;
      progress.update(data.job);
      const key = `${i18n.language()} ${data.key}`;
      if (key === drawn) return;
      drawn = key;
      setText(words, verdict(data));
      const mine = data.rows.find(({ node }) => node.id === data.current);
      setAttribute(words, 'data-by', mine?.by ? mine.by.slice(0, 1).join() : null);
      setAttribute(words, 'data-untimed', data.axis === 'ms' ? data.untimed : null);
      fill(data);
    },
    redraw() {
      drawn = '';
      chart.redraw();
    },
  };
}

/** A mark of the axis, without digits that say nothing. @param {number} value @param {Axis} unit */
function tick(value, unit) {
  if (unit === 'ms') return String(value);
  const [factor, name] = value >= 1e6 ? [1e6, 'MB'] : value >= 1000 ? [1000, 'kB'] : [1, 'B'];
  return `${value / factor}\u00a0${name}`;
}
