// @ts-check
/**
 * All runs by cost and accuracy: what is measured, the chart, what dominates the current run, and every run in a table
 * whose names open them.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
/** @import { Time } from '../../state/times.js' */
/** @import { StudyProgress } from '../../ui/progress.js' */
/** @import { ChartPoint } from './chart.js' */
/** @import { Axis } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { runNumber } from '../../state/tree.js';
import { selectField } from '../../ui/form.js';
import { studyProgress } from '../../ui/progress.js';
import { helpWithTerm } from '../../ui/term-link.js';
import { percent, points } from '../../words/format.js';
import { opWords } from '../../words/op-words.js';
import { msWords, timeWords } from '../../words/time-words.js';
import { createParetoChart } from './chart.js';

/** `cost` in the chosen unit; `by`: the front's runs that dominate it, null where its cost is not known or it was never
 * trained; `rounded`: no kernel gives its answers.
 * @typedef {{ node: RunNode, cost: number | null, accuracy: number, by: readonly number[] | null, time: Time | null,
 *   rounded: boolean, trained: boolean }} ParetoRow */
/** @typedef {{ axis: Axis, rows: readonly ParetoRow[], current: number | null, busy: boolean, writing: boolean,
 *   job: StudyProgress | null, canTime: boolean }} ParetoData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onAxis: (axis: Axis) => void, onTime: () => void, onCancel: () => void,
 *   onOpen: (id: number) => void, onTerm: (term: string) => void }} handlers
 */
export function createParetoPanel(element, { i18n, charts, onAxis, onTime, onCancel, onOpen, onTerm }) {
  const { t } = i18n;
  const mount = element.ownerDocument.createElement('div');
  mount.className = 'chart-mount';
  const chart = createParetoChart(mount, { charts, onOpen });
  let drawn = '';

  /** @param {RunNode} node */
  const nameOf = (node) => `${runNumber(node.id)}. ${opWords(i18n, node.op)}`;
  /** @param {number} value @param {Axis} unit */
  const costText = (value, unit) =>
    unit === 'bytes' ? t('pareto.bytes', { bytes: value }) : t('pareto.ms', { ms: msWords(value, i18n) });
  /** @param {readonly number[]} ids */
  const listed = (ids) => ids.map((id) => String(runNumber(id))).join(t('short.comma'));
  /** The cheapest first, those without a cost last. @param {readonly ParetoRow[]} rows */
  const inOrder = (rows) =>
    [...rows].sort((a, b) => (a.cost ?? Infinity) - (b.cost ?? Infinity) || a.node.id - b.node.id);

  /** @param {ParetoRow} row @param {ParetoData} data */
  function standing({ by, rounded, trained }, { axis: unit }) {
    if (!trained) return t('pareto.untrained');
    if (by) return by.length === 0 ? t('pareto.front') : t('pareto.by', { runs: listed(by) });
    if (unit === 'ms') return t(rounded ? 'pareto.rounded' : 'pareto.untimed');
    return t('pareto.unwritten');
  }

  /** @param {ParetoRow} row @param {ParetoData} data */
  function costCell({ cost, time }, { axis: unit }) {
    if (cost === null) return '\u2013';
    return unit === 'ms' && time ? timeWords(i18n, time) : costText(cost, unit);
  }

  /** How many are on the front; who dominates the current run and by how much. @param {ParetoData} data */
  function verdict({ rows, axis: unit, current, writing }) {
    const known = rows.filter(({ by }) => by !== null);
    const parts = [];
    if (known.length > 0) {
      const front = known.filter(({ by }) => by?.length === 0).length;
      parts.push(t(`pareto.words.${unit}`, { front, count: known.length }));
    }
    const mine = rows.find(({ node }) => node.id === current);
    const better = rows.find(({ node }) => node.id === mine?.by?.[0]);
    if (mine && !mine.trained) parts.push(t('pareto.current.untrained', { run: runNumber(mine.node.id) }));
    if (mine && mine.cost !== null && mine.by?.length === 0)
      parts.push(t('pareto.current.front', { run: runNumber(mine.node.id), cost: costText(mine.cost, unit) }));
    if (mine && better && mine.cost !== null && better.cost !== null)
      parts.push(
        t('pareto.current.dominated', {
          run: runNumber(mine.node.id),
          by: runNumber(better.node.id),
          words: opWords(i18n, better.node.op),
          cost: costText(mine.cost, unit),
          byCost: costText(better.cost, unit),
          gain: points(better.accuracy - mine.accuracy, i18n.language(), 2),
        }),
      );
    const untimed = untimedOf(rows);
    if (unit === 'ms' && untimed > 0) parts.push(t('pareto.words.untimed', { count: untimed }));
    if (unit === 'bytes' && writing) parts.push(t('pareto.words.writing'));
    return parts.join(' ');
  }

  /** Trained runs that could be timed and are not. @param {readonly ParetoRow[]} rows */
  const untimedOf = (rows) => rows.filter(({ time, rounded, trained }) => time === null && !rounded && trained).length;

  /** @param {ParetoRow} row @param {ParetoData} data */
  function rowTemplate(row, data) {
    const { node, cost, accuracy, by, time } = row;
    const { id } = node;
    const isCurrent = id === data.current;
    const timed = data.axis === 'ms' ? time : null;
    return html`<tr
      data-node=${id}
      data-front=${by === null ? nothing : String(by.length === 0)}
      data-by=${by === null ? nothing : by.join(' ')}
      data-trained=${String(row.trained)}
    >
      <th scope="row">
        <button
          type="button"
          class="link-button"
          data-run=${id}
          aria-current=${isCurrent ? 'true' : nothing}
          ?disabled=${data.busy && !isCurrent}
          @click=${() => onOpen(id)}
        >
          ${nameOf(node)}
        </button>
      </th>
      <td
        data-value=${cost ?? nothing}
        data-low=${timed?.low ?? nothing}
        data-high=${timed?.high ?? nothing}
        data-kind=${timed?.kind ?? nothing}
      >
        ${costCell(row, data)}
      </td>
      <td data-value=${accuracy}>${percent(accuracy, i18n.language(), 2)}</td>
      <td>${standing(row, data)}</td>
    </tr>`;
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
      xTitle: t(`pareto.axis.${unit}`),
      unit: unit === 'bytes' ? unit : /** @type {const} */ ('number'),
      table: {
        caption: t('chart.pareto.label'),
        head: ['pareto.run', `pareto.column.${unit}`, 'cmp.columnAccuracy', 'pareto.standing'].map((key) => t(key)),
        rows: known.map(({ cost, accuracy, lines }) => [
          lines[0],
          costText(cost, unit),
          percent(accuracy, language, 2),
          lines[2],
        ]),
      },
    };
  }

  /** @param {readonly ParetoRow[]} rows @param {ParetoData} data */
  function template(rows, data) {
    const mine = rows.find(({ node }) => node.id === data.current);
    const { axis } = data;
    return html`<p class="help">${helpWithTerm(i18n, t('pareto.help'), 'pareto', onTerm)}</p>
      <div class="pareto-choice">
        ${selectField({
          id: 'pareto-axis',
          label: t('pareto.axis'),
          help: t('help.pareto.axis'),
          value: axis,
          options: [
            { value: 'bytes', label: t('pareto.axis.bytes') },
            { value: 'ms', label: t('pareto.axis.ms') },
          ],
          onChange: (value) => onAxis(value === 'ms' ? 'ms' : 'bytes'),
        })}
        ${
          axis === 'ms'
            ? html`<div>
                <p class="help">${t('help.pareto.time')}</p>
                ${studyProgress({
                  i18n,
                  name: 'pareto',
                  testId: 'pareto-time',
                  label: t('pareto.progress'),
                  begin: t('pareto.time'),
                  job: data.job,
                  enabled: data.canTime,
                  onBegin: onTime,
                  onCancel,
                })}
              </div>`
            : nothing
        }
      </div>
      <p
        role="status"
        data-testid="pareto-words"
        data-by=${mine?.by ? mine.by.slice(0, 1).join() : nothing}
        data-untimed=${axis === 'ms' ? untimedOf(rows) : nothing}
      >
        ${verdict(data)}
      </p>
      <div class="pareto-body">
        <div class="pareto-picture" ?hidden=${rows.every(({ by }) => by === null)}>${mount}</div>
        <div class="pareto-table" tabindex="0" role="region" aria-label=${t('pareto.caption')}>
          <table class="numbers compare-table">
            <caption>
              ${t('pareto.caption')}
            </caption>
            <thead>
              <tr>
                <th scope="col">${t('pareto.run')}</th>
                <th scope="col">${t(`pareto.column.${axis}`)}</th>
                <th scope="col">${t('cmp.columnAccuracy')}</th>
                <th scope="col">${t('pareto.standing')}</th>
              </tr>
            </thead>
            <tbody data-testid="pareto-runs">
              ${repeat(
                rows,
                ({ node }) => node.id,
                (row) => rowTemplate(row, data),
              )}
            </tbody>
          </table>
        </div>
      </div>`;
  }

  return {
    /** @param {ParetoData} data */
    update(data) {
      const rows = inOrder(data.rows);
      render(template(rows, data), element);
      const about = rows.map(({ node, cost, accuracy }) => `${node.id}:${accuracy}:${cost}`);
      const key = `${i18n.language()} ${data.axis} ${data.current} ${about.join()}`;
      if (key === drawn) return;
      drawn = key;
      chart.update(chartOf(rows, data));
    },
    redraw() {
      drawn = '';
      chart.redraw();
    },
  };
}
