// @ts-check
/**
 * A bar for the file of each format, the smallest named, and where each breaks even.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { FormatRow, FormatsResult, Unfit } from '../../protocol.js' */
import { FILES } from '../../description.js';
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { bytes, fixed, percent } from '../../words/format.js';

/** @typedef {{ source: 'slider' | 'current', result: FormatsResult | null, stale: boolean, run: number | null,
 *   ratio: number | null }} SizeData */

const { layouts } = FILES;
/** Bytes of a layer of N weights, z of them not zero, in `rows` rows, and who proposed the format; the same in every language. */
const FORMULAS = [
  ...layouts,
  {
    layout: 'huffman',
    formula: '\u03a3 \u2308(n + 1) / 2\u2309 + \u2308\u03a3 c\u1d62 l\u1d62 / 8\u2309',
    source: 'Huffman 1952',
  },
];
/** The crate's, and the browser's own. @type {readonly string[]} */
export const LAYOUTS = [...layouts.map(({ layout }) => layout), 'gzip'];

/** @param {{ i18n: I18n, onSource: (source: 'slider' | 'current') => void }} handlers */
export function createSizePanel({ i18n, onSource }) {
  const source = h(
    'select',
    {
      id: 'storage-source',
      'data-testid': 'storage-source',
      onchange: () => onSource(source.value === 'current' ? 'current' : 'slider'),
    },
    h('option', { value: 'slider', i18n: 'size.slider' }),
    h('option', { value: 'current', i18n: 'size.current' }),
  );
  const words = h('p', { role: 'status', 'data-testid': 'size-words' });
  const list = h('ul', { class: 'size-list', 'data-testid': 'size-list', i18nLabel: 'size.bars' });
  const rows = new Map(LAYOUTS.map((layout) => [layout, rowOf(layout)]));
  for (const { element } of rows.values()) list.append(element);

  /** @param {string} layout */
  function rowOf(layout) {
    const name = h('strong', { i18n: `size.name.${layout}` });
    const note = h('span', { class: 'help', 'data-testid': `size-${layout}-even` });
    const lines = [false, true].map((huffman) => {
      const testId = `size-${layout}${huffman ? '-huffman' : ''}`;
      const bar = h('span', { class: huffman ? 'size-bar coded' : 'size-bar', 'data-testid': `${testId}-bar` });
      const text = h('span', { class: 'number' });
      const element = h('div', { class: 'size-line', 'data-testid': testId });
      element.append(h('span', { class: 'size-track' }, bar), text);
      return { element, bar, text };
    });
    const element = h('li', { 'data-layout': layout }, h('div', { class: 'size-name' }, name, ' ', note));
    element.append(...lines.slice(0, layout === 'gzip' ? 1 : 2).map((line) => line.element));
    return { element, note, lines };
  }

  /** @param {Unfit} unfit */
  function reason(unfit) {
    const params = { layer: unfit.layer, count: unfit.why === 'tooManyValues' ? unfit.count : 0 };
    return i18n.t(`size.unfit.${unfit.why}`, params);
  }

  /** @param {string} layout @param {FormatsResult} result */
  function evenOf(layout, { rows: all, bitmaskBeatsCsr }) {
    const even = all.find((row) => row.layout === layout)?.breakEven ?? null;
    const language = i18n.language();
    const density = even === null ? '' : percent(even, language);
    if (layout === 'bitmask')
      return i18n.t('size.even.bitmask', { density, csr: percent(bitmaskBeatsCsr, language, 2) });
    if (even !== null) return i18n.t('size.even', { density });
    return layout === 'dense' ? '' : i18n.t(`size.even.${layout}`);
  }

  /** @param {FormatRow} row */
  const named = ({ layout, huffman }) => i18n.t(`size.name.${layout}`) + (huffman ? i18n.t('size.withHuffman') : '');

  /** @param {FormatsResult} result @param {number} dense */
  function verdict({ rows: all, int8, density }, dense) {
    const language = i18n.language();
    const there = all.filter((row) => row.bytes !== null);
    const least = (/** @type {FormatRow[]} */ some) =>
      some.reduce((best, row) => ((row.bytes ?? 0) < (best.bytes ?? 0) ? row : best));
    const told = (/** @type {FormatRow} */ row) => ({
      name: named(row),
      bytes: bytes(row.bytes ?? 0, language),
      times: fixed(dense / (row.bytes ?? 1), language, 1),
    });
    const exact = least(there.filter((row) => row.lossless));
    const any = least(there);
    const parts = [
      i18n.t('size.density', { density: percent(density, language) }),
      i18n.t('size.smallest', told(exact)),
    ];
    if (any !== exact) parts.push(i18n.t('size.smallestLossy', told(any)));
    if (int8) parts.push(i18n.t('size.int8', { same: int8.same, total: int8.total }));
    parts.push(i18n.t(all.every((row) => row.bytes === null || row.same) ? 'size.same' : 'size.notSame'));
    setText(words, parts.join(' '));
    return exact;
  }

  return {
    element: h(
      'div',
      { class: 'size-panel' },
      h('h3', { i18n: 'size.files' }),
      h('p', { class: 'help', i18n: 'size.help' }),
      h('div', { class: 'compare-buttons' }, h('label', { for: 'storage-source', i18n: 'size.source' }), source),
      words,
      list,
      h(
        'details',
        { class: 'formula' },
        h('summary', { i18n: 'score.formula' }),
        h('p', { class: 'help', i18n: 'size.formula.help' }),
        ...FORMULAS.map(({ layout, formula, source: paper }) =>
          h(
            'p',
            {},
            h('span', { i18n: `size.name.${layout}` }),
            ': ',
            h('code', {}, formula),
            paper && ` \u2013 ${paper}`,
          ),
        ),
      ),
    ),
    /** @param {SizeData} data */
    update(data) {
      if (source.value !== data.source) source.value = data.source;
      setAttribute(list, 'aria-busy', data.stale ? 'true' : null);
      setHidden(list, data.result === null);
      const { result } = data;
      if (!result) {
        setText(words, i18n.t('size.waiting'));
        return;
      }
      const dense = result.rows.find((row) => row.layout === 'dense')?.bytes ?? 1;
      const most = Math.max(...result.rows.map((row) => row.bytes ?? 0));
      const smallest = verdict(result, dense);
      setAttribute(words, 'data-density', result.density);
      setAttribute(words, 'data-smallest', smallest.layout);
      setAttribute(words, 'data-bytes', smallest.bytes);
      setAttribute(words, 'data-same', result.rows.every((row) => row.bytes === null || row.same) ? 'true' : null);
      for (const [layout, { element, note, lines }] of rows) {
        setNumber(note, evenOf(layout, result), result.rows.find((row) => row.layout === layout)?.breakEven ?? null);
        setAttribute(element, 'data-smallest', smallest.layout === layout ? 'true' : null);
        lines.forEach(({ element: line, bar, text }, index) => {
          const row = result.rows.find((one) => one.layout === layout && one.huffman === (index === 1));
          const size = row?.bytes ?? null;
          bar.style.width = `${(100 * (size ?? 0)) / most}%`;
          setHidden(line, !row || (index === 1 && size === null));
          setAttribute(line, 'data-value', size === null ? '' : String(size));
          setAttribute(line, 'data-same', row?.same ? 'true' : null);
          setAttribute(line, 'data-unfit', row?.unfit?.why ?? null);
          const language = i18n.language();
          const label =
            index === 1 ? i18n.t('size.coded', { bytes: bytes(size ?? 0, language) }) : bytes(size ?? 0, language);
          setText(text, row?.unfit ? reason(row.unfit) : label);
        });
      }
    },
  };
}
