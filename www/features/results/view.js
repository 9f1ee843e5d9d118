// @ts-check
/**
 * Dense, pruned, fine-tuned side by side, with the difference in words.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Measured } from '../../state/select.js' */
import { h, setAttribute, setNumber, setText } from '../../ui/dom.js';
import { bytes, fixed, milliseconds, percent, points } from '../../words/format.js';

/** @typedef {{ dense: Measured | null, pruned: Measured | null, prunedPending: boolean, tuned: Measured | null,
 *   ratio: number, tunedRatio: number | null, tunedForgot: boolean, prunedKept: number | null, baseSparsity: number,
 *   sizes: readonly number[] | null }} TableData  `sizes`: widths of the network before */
/** @typedef {'dense' | 'pruned' | 'tuned'} Column */

const COLUMNS = /** @type {const} */ (['dense', 'pruned', 'tuned']);
const ROWS = /** @type {const} */ (['accuracy', 'loss', 'weights', 'dead', 'bytes', 'macs', 'pass']);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n }} handlers
 */
export function createResultTable(element, { i18n }) {
  const heads = Object.fromEntries(COLUMNS.map((column) => [column, h('th', { scope: 'col' })]));
  /** @type {Record<string, { main: HTMLElement, note: HTMLElement }>} */
  const cells = {};
  const body = ROWS.map((row) =>
    h(
      'tr',
      {},
      h(
        'th',
        { scope: 'row' },
        h('span', { i18n: `table.${row}` }),
        h('span', { class: 'help', i18n: `table.${row}.help` }),
      ),
      ...COLUMNS.map((column) => {
        const testId = `table-${row}-${column}`;
        const cell = {
          main: h('span', { class: 'cell-main', 'data-testid': testId }),
          note: h('span', { class: 'cell-note', 'data-testid': `${testId}-note` }),
        };
        cells[`${row} ${column}`] = cell;
        return h('td', {}, cell.main, cell.note);
      }),
    ),
  );
  element.append(
    h('div', { class: 'panel-head' }, h('h2', { i18n: 'table.title' })),
    h(
      'div',
      { class: 'scroll-x', tabindex: '0' },
      h(
        'table',
        { class: 'results' },
        h('caption', { class: 'visually-hidden', i18n: 'table.title' }),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, h('span', { class: 'visually-hidden', i18n: 'table.measure' })),
            ...Object.values(heads),
          ),
        ),
        h('tbody', {}, ...body),
      ),
    ),
  );

  /** What each column was filled with. @type {Partial<Record<Column, unknown[]>>} */
  const filled = {};

  /** Whether a column would be filled with the same again. @param {Column} column @param {unknown[]} from */
  function isFilled(column, from) {
    const before = filled[column];
    filled[column] = from;
    return before !== undefined && from.every((value, index) => value === before[index]);
  }

  /** @param {string} key @param {string} text @param {string} note @param {number | null} value */
  function put(key, text, note, value) {
    setNumber(cells[key].main, text, value);
    setText(cells[key].note, note);
  }

  return {
    /** @param {TableData} data */
    update(data) {
      const language = i18n.language();
      setText(
        heads.dense,
        data.baseSparsity > 0
          ? i18n.t('table.before', { sparsity: percent(data.baseSparsity, language) })
          : i18n.t('table.dense'),
      );
      setText(heads.pruned, i18n.t('table.pruned', { ratio: percent(data.ratio, language) }));
      setText(
        heads.tuned,
        data.tunedRatio === null
          ? i18n.t('table.tuned')
          : i18n.t(data.tunedForgot ? 'table.tunedForgot' : 'table.tunedAt', {
              ratio: percent(data.tunedRatio, language),
            }),
      );
      for (const column of COLUMNS) fill(column, data, data[column]);
    },
  };

  /** @param {Column} column @param {TableData} data @param {Measured | null} measured */
  function fill(column, data, measured) {
    const language = i18n.language();
    const pending = column === 'pruned' && data.prunedPending;
    const kept = column === 'pruned' ? data.prunedKept : null;
    const { evaluation: now, result: full } = measured ?? { evaluation: null, result: null };
    const { sizes } = data;
    if (isFilled(column, [now, full, data.dense?.evaluation, pending, kept, language])) return;
    const absent = pending ? '\u2026' : '\u2013';
    if (!measured) {
      for (const row of ROWS) put(`${row} ${column}`, absent, '', null);
    } else {
      const { evaluation, result } = measured;
      put(
        `accuracy ${column}`,
        percent(measured.accuracy, language, 2),
        inWords(data.dense, measured, column),
        measured.accuracy,
      );
      put(`loss ${column}`, fixed(evaluation.loss, language, 4), '', evaluation.loss);
      if (!result) {
        for (const row of ['weights', 'dead', 'bytes', 'macs', 'pass']) put(`${row} ${column}`, '\u2026', '', null);
      } else {
        put(
          `weights ${column}`,
          fixed(result.kept, language),
          i18n.t('table.of', { share: percent(result.kept / result.weights, language) }),
          result.kept,
        );
        const { deadNeurons, deadPixels, shrunk } = result;
        // Of all neurons, those that are left say more: the network that is stored and timed has no others.
        const smaller = shrunk.slice(1, -1).some((width, layer) => width !== sizes?.[layer + 1]);
        const neurons = i18n.t('table.dead.neurons', { neurons: deadNeurons });
        put(`dead ${column}`, neurons, i18n.t('table.dead.pixels', { pixels: deadPixels }), deadNeurons);
        const format = i18n.t(`format.${result.format}`);
        put(
          `bytes ${column}`,
          bytes(result.bytes, language),
          smaller ? `${shrunk.join('-')}, ${format}` : format,
          result.bytes,
        );
        setAttribute(cells[`bytes ${column}`].note, 'data-value', shrunk.join('-'));
        put(`macs ${column}`, fixed(result.macs, language), '', result.macs);
        const { passMs } = result;
        put(`pass ${column}`, passMs === null ? '\u2026' : milliseconds(passMs, language), '', passMs);
      }
    }
    if (kept !== null) setNumber(cells['weights pruned'].main, fixed(kept, language), kept);
  }

  /** "−13.2 points, 1,320 more of 10,000 images wrong" @param {Measured | null} dense @param {Measured} measured @param {Column} column */
  function inWords(dense, measured, column) {
    const { correct, total } = measured.evaluation;
    if (column === 'dense' || !dense) return i18n.t('table.wrong', { wrong: total - correct, total });
    const more = dense.evaluation.correct - correct;
    const change = points(measured.accuracy - dense.accuracy, i18n.language());
    if (more === 0) return i18n.t('table.same', { total });
    return i18n.t(more > 0 ? 'table.worse' : 'table.better', { points: change, count: Math.abs(more), total });
  }
}
