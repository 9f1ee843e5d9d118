// @ts-check
/**
 * Two runs side by side: every figure with the difference, and a picture of how the weights of a layer differ.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { Cell } from '../../charts/heatmap.js' */
/** @import { I18n, Language } from '../../i18n/index.js' */
/** @import { ModelResult, RunNode } from '../../protocol.js' */
import { createHeatmap } from '../../charts/heatmap.js';
import { runNumber } from '../../state/tree.js';
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { segmented } from '../../ui/fields.js';
import { bytes, fixed, milliseconds, percent, points, weight } from '../../words/format.js';
import { runWords } from '../../words/op-words.js';

/** @typedef {{ runs: readonly RunNode[], a: RunNode | null, b: RunNode | null, sameShape: boolean, layer: number,
 *   difference: { weights: Float32Array, mask: Uint8Array } | null, palette: Palette }} PairData */
/** A figure: how it is had, written, and how a difference of it is written.
 * @typedef {{ key: string, of: (result: ModelResult) => number | null, text: (value: number, language: Language) => string,
 *   change?: (value: number, language: Language) => string }} Figure */

/** @param {number} value @param {Language} language @param {(value: number, language: Language) => string} text */
const signed = (value, language, text) => {
  const size = text(Math.abs(value), language);
  // Too small to be written is no difference, whatever its sign.
  if (!/[1-9]/.test(size)) return `\u00b1${size}`;
  return (value < 0 ? '\u2212' : '+') + size;
};

/** @type {readonly Figure[]} */
const FIGURES = [
  {
    key: 'accuracy',
    of: ({ evaluation }) => evaluation.correct / evaluation.total,
    text: (value, language) => percent(value, language, 2),
    change: (value, language) => points(value, language, 2),
  },
  {
    key: 'wrong',
    of: ({ evaluation }) => evaluation.total - evaluation.correct,
    text: (value, language) => fixed(value, language),
  },
  { key: 'loss', of: ({ evaluation }) => evaluation.loss, text: (value, language) => fixed(value, language, 4) },
  {
    key: 'sparsity',
    of: ({ kept, weights }) => 1 - kept / weights,
    text: (value, language) => percent(value, language, 2),
    change: (value, language) => points(value, language, 2),
  },
  { key: 'kept', of: ({ kept }) => kept, text: (value, language) => fixed(value, language) },
  { key: 'bytes', of: (result) => result.bytes, text: bytes },
  { key: 'macs', of: ({ macs }) => macs, text: (value, language) => fixed(value, language) },
  { key: 'pass', of: ({ passMs }) => passMs, text: milliseconds },
];

/**
 * @param {{ i18n: I18n, onPair: (change: { a?: number, b?: number, layer?: number }) => void }} handlers
 */
export function createPairPanel({ i18n, onPair }) {
  const [a, b] = /** @type {const} */ (['a', 'b']).map((side) => {
    const select = h('select', {
      id: `pair-${side}`,
      'data-testid': `pair-${side}`,
      onchange: () => onPair({ [side]: Number(select.value) }),
    });
    return select;
  });
  const body = h('tbody');
  const heads = { a: h('th', { scope: 'col' }), b: h('th', { scope: 'col' }) };
  const table = h(
    'table',
    { class: 'numbers pair-table' },
    h('caption', { class: 'visually-hidden', i18n: 'pair.title' }),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col', i18n: 'pair.figure' }),
        heads.a,
        heads.b,
        h('th', { scope: 'col', i18n: 'pair.change' }),
      ),
    ),
    body,
  );
  const layers = segmented({
    testId: 'pair-layers',
    label: 'pair.layer',
    options: [],
    onChange: (layer) => onPair({ layer: Number(layer) }),
  });
  let layersFor = '';
  const section = h('div', { class: 'heatmap-layer' });
  const heat = createHeatmap(section, { testId: 'pair-heatmap', onCell: read });
  const scale = [h('span', { class: 'number' }), h('span', { class: 'number' })];
  const readout = h('p', { class: 'read-out', 'aria-live': 'polite', 'data-testid': 'pair-readout' });
  const note = h('p', { class: 'help', 'data-testid': 'pair-note' });
  const picture = h(
    'div',
    { class: 'pair-picture' },
    section,
    h(
      'div',
      { class: 'legend' },
      scale[0],
      h('span', { class: 'legend-bar', 'aria-hidden': 'true' }),
      scale[1],
      h('span', { class: 'legend-hatch', 'aria-hidden': 'true' }),
      h('span', { i18n: 'pair.bothGone' }),
    ),
    readout,
  );
  let listed = '';
  let layer = 0;

  /** @param {Cell | null} cell */
  function read(cell) {
    const text = cell
      ? i18n.t(cell.removed ? 'pair.cell.gone' : 'pair.cell', {
          layer: layer + 1,
          input: String(cell.input),
          neuron: String(cell.output),
          difference: weight(cell.weight),
        })
      : i18n.t('heat.hint');
    setText(readout, text);
    setAttribute(readout, 'data-value', cell && JSON.stringify(cell));
  }

  /** @param {PairData} data */
  function fillRuns({ runs, a: left, b: right }) {
    const text = `${i18n.language()} ${runs.map(({ id }) => id).join(' ')}`;
    if (text !== listed) {
      listed = text;
      for (const select of [a, b])
        select.replaceChildren(...runs.map((node) => h('option', { value: node.id }, runWords(i18n, node))));
    }
    if (left && document.activeElement !== a) a.value = String(left.id);
    if (right && document.activeElement !== b) b.value = String(right.id);
    for (const select of [a, b]) select.disabled = runs.length === 0;
  }

  /** @param {RunNode} left @param {RunNode} right */
  function fillTable(left, right) {
    const language = i18n.language();
    setText(heads.a, i18n.t('pair.run', { run: runNumber(left.id) }));
    setText(heads.b, i18n.t('pair.run', { run: runNumber(right.id) }));
    const perLayer = left.sizes.length === right.sizes.length ? left.sizes.length - 1 : 0;
    /** @type {(Figure & { name: string })[]} */
    const figures = [
      ...FIGURES.map((figure) => ({ ...figure, name: i18n.t(`pair.${figure.key}`) })),
      ...Array.from({ length: perLayer }, (_, index) => ({
        key: `layer-${index + 1}`,
        name: i18n.t('pair.layerKept', { layer: index + 1 }),
        of: (/** @type {ModelResult} */ { layerKept }) => layerKept[index],
        text: (/** @type {number} */ value, /** @type {Language} */ to) => fixed(value, to),
      })),
    ];
    while (body.rows.length > figures.length) body.deleteRow(-1);
    figures.forEach(({ key, name, of, text, change = (value, to) => signed(value, to, text) }, index) => {
      const row = body.rows[index] ?? body.insertRow();
      if (row.cells.length === 0) row.append(h('th', { scope: 'row' }), h('td'), h('td'), h('td'));
      row.dataset.testid = `pair-${key}`;
      ['a', 'b', 'change'].forEach((column, at) => {
        row.cells[at + 1].dataset.testid = `pair-${key}-${column}`;
      });
      const [from, to] = [of(left.result), of(right.result)];
      setText(row.cells[0], name);
      setNumber(row.cells[1], from === null ? '\u2013' : text(from, language), from);
      setNumber(row.cells[2], to === null ? '\u2013' : text(to, language), to);
      const by = from === null || to === null ? null : to - from;
      setNumber(row.cells[3], by === null ? '\u2013' : change(by, language), by);
    });
  }

  return {
    element: h(
      'section',
      { 'aria-labelledby': 'pair-title' },
      h('h3', { id: 'pair-title', i18n: 'pair.title' }),
      h('p', { class: 'help', i18n: 'pair.help' }),
      h(
        'div',
        { class: 'pair-choice' },
        h('label', { for: 'pair-a', i18n: 'pair.a' }),
        a,
        h('label', { for: 'pair-b', i18n: 'pair.b' }),
        b,
      ),
      h(
        'div',
        { class: 'pair' },
        h('div', { class: 'scroll-x', tabindex: '0', i18nLabel: 'pair.title' }, table),
        h('div', { class: 'pair-weights' }, h('h4', { i18n: 'pair.weights' }), layers.element, note, picture),
      ),
    ),

    /** @param {PairData} data */
    update(data) {
      fillRuns(data);
      const { a: left, b: right, difference, sameShape } = data;
      layer = data.layer;
      setHidden(table, !left || !right);
      setHidden(picture, !difference);
      setHidden(layers.element, !sameShape);
      for (const name of ['data-value', 'data-from', 'data-to']) setAttribute(note, name, null);
      if (!left || !right) {
        setText(note, i18n.t('pair.none'));
        return;
      }
      fillTable(left, right);
      if (!sameShape) {
        const [from, to] = [left, right].map(({ sizes }) => sizes.join('\u2013'));
        setText(note, i18n.t('pair.otherShape', { from, to }));
        setAttribute(note, 'data-from', left.sizes.join('-'));
        setAttribute(note, 'data-to', right.sizes.join('-'));
        return;
      }
      const count = left.sizes.length - 1;
      const words = `${i18n.language()} ${count}`;
      if (words !== layersFor) {
        layersFor = words;
        layers.setOptions(
          Array.from({ length: count }, (_, index) => ({
            value: String(index),
            text: i18n.t('hist.layer', { layer: index + 1 }),
          })),
        );
        read(null);
      }
      layers.update(String(layer));
      if (!difference) {
        setText(note, i18n.t('pair.coming'));
        return;
      }
      const [rows, columns] = [left.sizes[layer], left.sizes[layer + 1]];
      const largest = difference.weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const changed = difference.weights.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
      const params = { layer: layer + 1, rows, columns, changed, largest: weight(largest) };
      setNumber(note, i18n.t('pair.note', params), changed);
      heat.update({
        heat: { ...difference, shape: { rows, columns, mode: 'matrix' }, factor: 1, palette: data.palette },
        label: i18n.t('pair.alt', params),
      });
      setText(scale[0], weight(-heat.scale()));
      setText(scale[1], `+${weight(heat.scale())}`);
    },
  };
}
