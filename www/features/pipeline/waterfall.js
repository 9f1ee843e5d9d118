// @ts-check
/**
 * Bytes and accuracy stage by stage: what the pipeline made of the network, as a picture and as a table, and how often
 * smaller it is in the end.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { PathData, PathRow } from './path.js' */
import { h, setHidden, setNumber } from '../../ui/dom.js';
import { bytes, fixed, percent, points } from '../../words/format.js';
import { opWords } from '../../words/op-words.js';
import { timesSmaller } from './path.js';
import { createWaterfallChart } from './waterfall-chart.js';

/** `current`: the run that is looked at, null while one is in the making.
 * @typedef {{ path: PathData | null, current: number | null, busy: boolean }} WaterfallData */

/** @param {{ i18n: I18n, onOpen: (node: number) => void, onExport: () => void }} handlers */
export function createWaterfall({ i18n, onOpen, onExport }) {
  const figure = (/** @type {string} */ name) => h('strong', { class: 'number', 'data-testid': `pipeline-${name}` });
  const [size, ratio, accuracy, change] = ['bytes', 'ratio', 'accuracy', 'change'].map(figure);
  const dense = h('span', { class: 'number', 'data-testid': 'pipeline-dense' });
  const against = h('span', {}, change, ' ', h('span', { i18n: 'pipe.against' }));
  const verdict = h(
    'p',
    { class: 'budget-figures', role: 'status' },
    h('span', {}, size, ' ', dense),
    h('span', {}, ratio, ' ', h('span', { i18n: 'pipe.smaller' })),
    h('span', {}, accuracy, ' ', h('span', { i18n: 'pipe.accuracy' })),
    against,
  );
  const chart = createWaterfallChart({ i18n });
  const rows = h('tbody', { 'data-testid': 'pipeline-rows' });
  const heads = ['pipe.column.stage', 'pipe.column.bytes', 'pipe.column.times', 'pipe.column.accuracy'];
  const table = h(
    'div',
    { class: 'speed-table' },
    h(
      'table',
      { class: 'results compare-table' },
      h('caption', { i18n: 'pipe.table' }),
      h('thead', {}, h('tr', {}, ...heads.map((key) => h('th', { scope: 'col', i18n: key })))),
      rows,
    ),
  );
  const save = h('button', {
    type: 'button',
    class: 'button',
    i18n: 'pipe.export',
    'data-testid': 'pipeline-export',
    onclick: onExport,
  });
  const none = h('p', { class: 'help', i18n: 'pipe.nothing' });
  const shown = h(
    'div',
    {},
    h('div', { class: 'budget-attempt' }, verdict),
    chart.element,
    table,
    h('div', { class: 'compare-buttons' }, save),
  );
  let drawn = '';

  /** @param {PathRow} row */
  const sizeWords = ({ bytes: size }) =>
    size === undefined ? '\u2026' : size === null ? i18n.t('pipe.failed') : bytes(size, i18n.language());

  /** @param {PathData} path */
  function showVerdict(path) {
    const language = i18n.language();
    const last = /** @type {PathRow} */ (path.rows.at(-1));
    const times = timesSmaller(path, last);
    setNumber(size, sizeWords(last), last.bytes ?? null);
    setNumber(dense, i18n.t('pipe.instead', { dense: bytes(path.denseBytes, language) }), path.denseBytes);
    setNumber(ratio, times === null ? '\u2026' : `${fixed(times, language, 1)}\u00d7`, times);
    setNumber(accuracy, percent(last.accuracy, language, 2), last.accuracy);
    const lost = path.dense === null ? null : last.accuracy - path.dense;
    setHidden(against, lost === null);
    if (lost !== null) setNumber(change, points(lost, language, 2), lost);
  }

  /** @param {PathData} path @param {number | null} current @param {boolean} busy */
  function fill(path, current, busy) {
    const language = i18n.language();
    const number = (/** @type {string} */ text) => h('td', { class: 'number' }, text);
    const first = h(
      'tr',
      {},
      h('th', { scope: 'row' }, i18n.t('pipe.dense')),
      number(bytes(path.denseBytes, language)),
      number(`1.0\u00d7`),
      number('\u2013'),
    );
    const focused = document.activeElement?.closest('tr')?.dataset.run;
    rows.replaceChildren(
      first,
      ...path.rows.map((row, index) => {
        const { node } = row;
        const times = timesSmaller(path, row);
        const open = h(
          'button',
          { type: 'button', class: 'link-button', disabled: busy, onclick: () => onOpen(node.id) },
          `${index + 1}. ${opWords(i18n, node.op)}`,
        );
        return h(
          'tr',
          {
            'data-testid': 'pipeline-row',
            'data-run': String(node.id),
            'data-op': node.op.op,
            'data-bytes': row.bytes ?? null,
            'data-accuracy': String(row.accuracy),
            'aria-current': node.id === current ? 'true' : null,
          },
          h('th', { scope: 'row' }, open),
          number(sizeWords(row)),
          number(times === null ? '\u2026' : `${fixed(times, language, 1)}\u00d7`),
          number(percent(row.accuracy, language, 2)),
        );
      }),
    );
    if (focused) /** @type {HTMLElement | null} */ (rows.querySelector(`[data-run="${focused}"] button`))?.focus();
  }

  return {
    element: h(
      'div',
      { class: 'waterfall' },
      h('h3', { i18n: 'pipe.waterfall' }),
      h('p', { class: 'help', i18n: 'pipe.waterfall.help' }),
      none,
      shown,
    ),
    /** @param {WaterfallData} data */
    update({ path, current, busy }) {
      setHidden(none, path !== null);
      setHidden(shown, path === null);
      if (!path) return;
      save.disabled = busy;
      const known = path.rows.map(({ node, bytes: size }) => `${node.id}:${size}`).join();
      const key = `${i18n.language()} ${known} ${current} ${busy}`;
      if (key === drawn) return;
      drawn = key;
      showVerdict(path);
      fill(path, current, busy);
      chart.update(path);
    },
    redraw: chart.redraw,
  };
}
