// @ts-check
/**
 * Sparse training: how, with how many connections, what is exchanged when; the connections while it goes on, and what
 * every exchange did.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Exchange } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { SparseField, SparseForm, Way } from './model.js' */
import { RECIPES } from '../../description.js';
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { segmented, textField } from '../../ui/fields.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { fixed, percent } from '../../words/format.js';
import { CELL_COLOURS, createSparseMap } from './map.js';
import { SPARSE_FIELDS, SPARSE_LIMITS } from './model.js';

/** `map`: the layer shown, with how many of its connections are not there, kept, grown and dropped; `density`: of all layers.
 * @typedef {{ form: SparseForm, faults: readonly SparseField[], fault: boolean, hidden: string, canStart: boolean,
 *   progress: StudyProgress | null, exchanges: readonly Exchange[],
 *   accuracy: number | null, density: { left: number, total: number } | null,
 *   layers: number, layer: number, theme: 'light' | 'dark',
 *   map: { rows: number, columns: number, cells: Uint8Array, counts: readonly number[], byExchange: boolean } | null,
 * }} SparseData */

/** w are weights, g the gradient of the next batch's loss, t batches done, T those until the last exchange, N how many
 * weights a layer has, d its share of them, \u03b1 the first exchanges' share.
 * @type {Readonly<Record<Way | 'start' | 'share', { formula: string, papers: readonly (readonly [string, string])[] }>>} */
const FORMULAS = Object.freeze({
  start: {
    formula: 'd\u2097 \u221d (n\u2097\u208b\u2081 + n\u2097) / (n\u2097\u208b\u2081 \u00b7 n\u2097)',
    papers: [['Mocanu et al. 2018', '1707.04780']],
  },
  share: {
    formula: 'k(t) = \u03b1/2 \u00b7 (1 + cos(\u03c0 t / T)) \u00b7 d\u2097N\u2097',
    papers: [['Dettmers & Zettlemoyer 2019', '1907.04840']],
  },
  rigl: {
    formula: '\u2212 k smallest |w|,   + k largest |g|, w = 0',
    papers: [['RigL: Evci et al. 2020', '1911.11134']],
  },
  set: {
    formula: '\u2212 k smallest |w|,   + k at random, w = 0',
    papers: [['SET: Mocanu et al. 2018', '1707.04780']],
  },
  static: { formula: 'w \u2190 m \u00b7 w,   m constant', papers: [['Mocanu et al. 2018', '1707.04780']] },
  l1: {
    formula: 'w \u2190 sign(w) \u00b7 max(|w| \u2212 \u03b7\u03bb, 0)',
    papers: [['Beck & Teboulle 2009 (ISTA)', '']],
  },
});

/** @type {Readonly<Record<Way, readonly (keyof typeof FORMULAS)[]>>} */
const SHOWN = Object.freeze({
  rigl: ['rigl', 'share', 'start'],
  set: ['set', 'share', 'start'],
  static: ['static', 'start'],
  l1: ['l1'],
});
/** Exchanges in the table. */
const ROWS = 200;

/**
 * @param {{ i18n: I18n, onForm: (change: Partial<SparseForm>) => void, onLayer: (layer: number) => void,
 *   onStart: () => void, onCancel: () => void }} handlers
 */
export function createSparsePanel({ i18n, onForm, onLayer, onStart, onCancel }) {
  const way = segmented({
    testId: 'sparse-way',
    label: 'sparse.way',
    options: RECIPES.techniques.map(({ technique }) => ({ value: technique, label: `sparse.way.${technique}` })),
    onChange: (value) => onForm({ way: /** @type {Way} */ (value) }),
  });
  const help = h('p', { class: 'help' });
  /** @param {SparseField} name */
  const field = (name) =>
    textField({
      id: `sparse-${name}`,
      label: `sparse.${name}`,
      help: `sparse.${name}.help`,
      inputMode: SPARSE_LIMITS[name].whole ? 'numeric' : 'decimal',
      testId: `sparse-${name}`,
      onEnter: onStart,
      onInput: (value) => onForm({ [name]: value }),
    });
  const fields = {
    density: field('density'),
    fraction: field('fraction'),
    every: field('every'),
    lambda: field('lambda'),
    epochs: field('epochs'),
  };
  const network = h('p', { class: 'help' });
  const start = h('button', {
    type: 'button',
    class: 'button primary',
    'data-testid': 'sparse-start',
    onclick: onStart,
  });
  const progress = createStudyProgress({ i18n, name: 'sparse', label: 'sparse.progress', begin: start, onCancel });
  const formulas = h('div');
  const source = h('details', { class: 'formula' }, h('summary', { i18n: 'score.formula' }), formulas);

  const accuracy = h('strong', { class: 'number', 'data-testid': 'sparse-accuracy' });
  const density = h('strong', { class: 'number', 'data-testid': 'sparse-now' });
  const left = h('span', { class: 'number', 'data-testid': 'sparse-left' });
  const result = h(
    'div',
    { class: 'budget-attempt' },
    h(
      'p',
      { class: 'budget-figures' },
      h('span', {}, accuracy, ' ', h('span', { i18n: 'sparse.right' })),
      h('span', {}, density, ' ', left),
    ),
  );
  const layers = segmented({
    testId: 'sparse-layers',
    label: 'hist.layers',
    options: [],
    onChange: (value) => onLayer(Number(value)),
  });
  const map = createSparseMap({ testid: 'sparse-map' });
  const swatches = [1, 2, 3, 0].map((cell) => {
    const swatch = h('span', { class: 'sparse-swatch', 'aria-hidden': 'true' });
    const count = h('span', { class: 'number', 'data-testid': `sparse-${NAMES[cell]}` });
    return { cell, swatch, count, row: h('li', {}, swatch, h('span', { i18n: `sparse.cell.${NAMES[cell]}` }), count) };
  });
  const legend = h('ul', { class: 'sparse-legend' }, ...swatches.map(({ row }) => row));
  const note = h('p', { class: 'help' });
  const head = h('tr');
  const rows = h('tbody', { 'data-testid': 'sparse-updates' });
  const updatesTitle = h('summary', { 'data-testid': 'sparse-updates-title' });
  const updates = h(
    'details',
    { class: 'formula', ontoggle: () => last && update(last) },
    updatesTitle,
    h(
      'div',
      { class: 'codebook', tabindex: '0', role: 'group', i18nLabel: 'sparse.updates.label' },
      h('table', {}, h('thead', {}, head), rows),
    ),
  );
  const waiting = h('p', { class: 'help', i18n: 'sparse.waiting' });
  const picture = h(
    'div',
    {},
    h('div', { class: 'compare-buttons' }, layers.element),
    map.element,
    legend,
    note,
    updates,
  );
  /** @type {SparseData | null} */
  let last = null;
  let shownFormulas = '';
  let shownLayers = '';
  let shownRows = '';

  /** @param {Way} chosen */
  function showFormulas(chosen) {
    if (shownFormulas === chosen) return;
    shownFormulas = chosen;
    formulas.replaceChildren(
      ...SHOWN[chosen].flatMap((key) => {
        const { formula, papers } = FORMULAS[key];
        const links = papers.map(([name, arxiv]) =>
          arxiv
            ? h('a', { href: `https://arxiv.org/abs/${arxiv}`, target: '_blank', rel: 'noopener' }, name)
            : h('span', {}, name),
        );
        return [h('code', {}, formula), h('p', { class: 'help' }, ...links)];
      }),
    );
  }

  /** @param {readonly Exchange[]} exchanges @param {number} count */
  function showUpdates(exchanges, count) {
    setHidden(updates, exchanges.length === 0);
    setNumber(updatesTitle, i18n.t('sparse.updates', { count: exchanges.length }), exchanges.length);
    const key = `${i18n.language()} ${exchanges.length} ${exchanges.at(-1)?.batch}`;
    if (!updates.open || shownRows === key) return;
    shownRows = key;
    const language = i18n.language();
    const each = Array.from({ length: count }, (_, layer) => i18n.t('hist.layer', { layer: layer + 1 }));
    head.replaceChildren(...[i18n.t('sparse.batch'), ...each].map((text) => h('th', { scope: 'col' }, text)));
    rows.replaceChildren(
      ...exchanges
        .slice(-ROWS)
        .map(({ batch, layers: swapped }) =>
          h(
            'tr',
            {},
            ...[batch, ...swapped].map((value) =>
              h('td', { class: 'number', 'data-value': value }, fixed(value, language)),
            ),
          ),
        ),
    );
  }

  /** @param {SparseData} data */
  function update(data) {
    last = data;
    const { form, map: seen } = data;
    const language = i18n.language();
    way.update(form.way);
    setText(help, i18n.t(`sparse.way.${form.way}.help`));
    for (const [name, one] of Object.entries(fields)) {
      const key = /** @type {SparseField} */ (name);
      const { min, max, whole } = SPARSE_LIMITS[key];
      one.update(
        form[key],
        data.faults.includes(key) ? i18n.t(whole ? 'fault.whole' : 'fault.number', { min, max }) : null,
      );
      setHidden(one.element, !SPARSE_FIELDS[form.way].includes(key));
    }
    setText(network, i18n.t('sparse.network', { hidden: data.hidden }));
    setText(start, i18n.t('sparse.start'));
    start.disabled = !data.canStart || data.fault || data.faults.length > 0;
    progress.update(data.progress);
    showFormulas(form.way);

    setHidden(result, data.density === null);
    setNumber(accuracy, data.accuracy === null ? '\u2026' : percent(data.accuracy, language, 2), data.accuracy);
    if (data.density) {
      const { left: there, total } = data.density;
      setNumber(density, percent(there / total, language, 2), there / total);
      setNumber(left, i18n.t('sparse.left', { left: fixed(there, language), total: fixed(total, language) }), there);
    }
    setHidden(waiting, seen !== null);
    setHidden(picture, seen === null);
    if (!seen) return;
    const wanted = `${language} ${data.layers}`;
    if (wanted !== shownLayers) {
      shownLayers = wanted;
      layers.setOptions(
        Array.from({ length: data.layers }, (_, layer) => ({
          value: String(layer),
          text: i18n.t('hist.layer', { layer: layer + 1 }),
        })),
      );
    }
    layers.update(String(data.layer));
    for (const { cell, swatch, count } of swatches) {
      swatch.style.backgroundColor = CELL_COLOURS[data.theme][cell];
      setNumber(count, fixed(seen.counts[cell], language), seen.counts[cell]);
    }
    const at = data.exchanges.findLast(({ layers }) => layers.some((count) => count > 0))?.batch ?? 0;
    setText(note, i18n.t(seen.byExchange ? 'sparse.note' : 'sparse.note.pictures', { batch: fixed(at, language) }));
    const [none, kept, grown, dropped] = seen.counts.map((value) => fixed(value, language));
    const { rows: inputs, columns: outputs } = seen;
    const label = i18n.t('sparse.alt', { layer: data.layer + 1, inputs, outputs, none, kept, grown, dropped });
    setAttribute(map.element, 'data-value', data.layer + 1);
    map.update({ rows: inputs, columns: outputs, cells: seen.cells, theme: data.theme, label });
    showUpdates(data.exchanges, data.layers);
  }

  return {
    element: h(
      'div',
      { class: 'sparse-body' },
      h(
        'div',
        {},
        h('div', { class: 'compare-buttons' }, way.element),
        help,
        h('div', { class: 'sparse-fields' }, ...Object.values(fields).map(({ element }) => element)),
        network,
        h('div', { class: 'compare-buttons' }, start),
        progress.element,
        source,
      ),
      h('div', {}, result, waiting, picture),
    ),
    update,
  };
}

const NAMES = ['none', 'kept', 'grown', 'dropped'];
