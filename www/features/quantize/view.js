// @ts-check
/**
 * Few values: how many bits and how they are used, what that costs, the weights with their levels, and the runs that
 * can be made of it.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Evaluation } from '../../protocol.js' */
/** @import { LevelData } from './chart.js' */
/** @import { Choice } from './model.js' */
import { SCHEMES } from '../../description.js';
import { runNumber } from '../../state/tree.js';
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { segmented, selectField } from '../../ui/fields.js';
import { fixed, percent, points, weight } from '../../words/format.js';
import { createLevelChart } from './chart.js';

/** What was measured of the choice. `distinct`: different values of every layer, or of each output at most;
 * `zeroed`: weights that were rounded to zero.
 * @typedef {{ evaluation: Evaluation, distinct: readonly number[], zeroed: number, most: readonly number[] | null }} Measured */
/** @typedef {{ source: { run: number, evaluation: Evaluation } | null, choice: Choice, layers: number, layer: number,
 *   measured: Measured | null, pending: boolean, chart: Omit<LevelData, 'label'> | null, units: number, step: number | null,
 *   zeros: number, codebook: readonly { value: number, count: number }[] | null, values: number | null, busy: boolean,
 *   fault: boolean }} QuantiseData */

/** @type {Readonly<Record<string, { formula: string, papers: readonly (readonly [string, string])[] }>>} */
const FORMULAS = Object.freeze({
  symmetric: {
    formula: 'w\u2032 = s \u00b7 clamp(round(w / s), \u2212q, q),   s = max|w| / q,   q = 2\u1d47\u207b\u00b9 \u2212 1',
    papers: [['Krishnamoorthi 2018', '1806.08342']],
  },
  affine: {
    formula:
      'w\u2032 = s \u00b7 clamp(round(w / s), \u2212z, 2\u1d47 \u2212 1 \u2212 z),   s = (max \u2212 min) / (2\u1d47 \u2212 1),   z = round(\u2212min / s)',
    papers: [['Jacob et al. 2018', '1712.05877']],
  },
  through: {
    formula: 'w \u2190 w \u2212 \u03b7 \u00b7 \u2202L/\u2202w\u2032',
    papers: [['Bengio et al. 2013', '1308.3432']],
  },
  share: {
    formula: 'min \u03a3\u2096 \u03a3 (w \u2212 c\u2096)\u00b2,   w \u2192 c\u2096',
    papers: [['Han et al. 2016', '1510.00149']],
  },
  summed: {
    formula: '\u2202L/\u2202c\u2096 = \u03a3 \u2202L/\u2202w,   w \u2192 c\u2096',
    papers: [['Han et al. 2016', '1510.00149']],
  },
});

/**
 * @param {{ i18n: I18n, onChoice: (change: Partial<Choice>) => void, onLayer: (layer: number) => void,
 *   onApply: () => void, onTune: () => void }} handlers
 */
export function createQuantisePanel({ i18n, onChoice, onLayer, onApply, onTune }) {
  const way = segmented({
    testId: 'quant-way',
    label: 'quant.way',
    options: [
      { value: 'quantise', label: 'quant.quantise' },
      { value: 'share', label: 'quant.share' },
    ],
    onChange: (value) => onChoice({ way: value === 'share' ? 'share' : 'quantise' }),
  });
  const help = h('p', { class: 'help' });
  const bits = slider('quant-bits', 2, (value) => onChoice({ bits: value }));
  const levels = segmented({
    testId: 'quant-levels',
    label: 'quant.levels',
    options: SCHEMES.levels.map((value) => ({ value, label: `quant.${value}` })),
    onChange: (value) => onChoice({ levels: value === 'affine' ? 'affine' : 'symmetric' }),
  });
  const per = segmented({
    testId: 'quant-per',
    label: 'quant.per',
    options: SCHEMES.per.map((value) => ({ value, label: `quant.${value}` })),
    onChange: (value) => onChoice({ per: value === 'row' ? 'row' : 'tensor' }),
  });
  const activations = selectField({
    id: 'quant-activations',
    label: 'quant.activations',
    help: 'quant.activations.help',
    options: SCHEMES.activations.map((value) => ({ value, label: `quant.activations.${value}` })),
    onChange: (value) => onChoice({ activations: /** @type {Choice['activations']} */ (value) }),
  });
  const activationBits = slider('quant-activation-bits', 2, (value) => onChoice({ activationBits: value }));
  const quantising = h(
    'div',
    {},
    h('div', { class: 'budget-sliders' }, bits.element),
    h('div', { class: 'compare-buttons' }, levels.element, per.element),
    activations.element,
    h('div', { class: 'budget-sliders' }, activationBits.element),
  );
  /** @type {ReturnType<typeof slider>[]} */
  let shares = [];
  const sharing = h('div', { class: 'budget-sliders', role: 'group', i18nLabel: 'quant.shareBits' });

  const accuracy = h('strong', { class: 'number', 'data-testid': 'quant-accuracy' });
  const change = h('span', { 'data-testid': 'quant-change' });
  const distinct = h('strong', { class: 'number', 'data-testid': 'quant-distinct' });
  const distinctWords = h('span');
  const zeroed = h('span');
  const result = h(
    'div',
    { class: 'budget-attempt', role: 'status', 'data-testid': 'quant-result' },
    h('p', { class: 'budget-figures' }, h('span', {}, accuracy, ' ', h('span', { i18n: 'budget.right' })), change),
    h('p', { class: 'budget-figures' }, h('span', {}, distinct, ' ', distinctWords), zeroed),
  );
  const layers = segmented({
    testId: 'quant-layers',
    label: 'hist.layers',
    options: [],
    onChange: (value) => onLayer(Number(value)),
  });
  const chart = createLevelChart({ testid: 'quant-chart', format: weight });
  const note = h('p', { class: 'help', 'data-testid': 'quant-note' });
  const values = h('p', { class: 'help' });
  const valuesCount = h('strong', { class: 'number', 'data-testid': 'quant-values' });
  const valuesWords = h('span');
  values.append(valuesWords, ' ', valuesCount);
  const codes = h('tbody');
  const codebookTitle = h('summary', { 'data-testid': 'quant-codebook-title' });
  const codebook = h(
    'details',
    { class: 'formula' },
    codebookTitle,
    h(
      'div',
      { class: 'codebook', tabindex: '0', role: 'group', i18nLabel: 'quant.codebook.label' },
      h(
        'table',
        { 'data-testid': 'quant-codebook' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col', i18n: 'quant.code' }),
            h('th', { scope: 'col', i18n: 'quant.value' }),
            h('th', { scope: 'col', i18n: 'quant.members' }),
          ),
        ),
        codes,
      ),
    ),
  );
  const apply = button('quant-apply', 'primary', onApply);
  const tune = button('quant-tune', '', onTune);
  const tuneHelp = h('p', { class: 'help', i18n: 'quant.tune.help' });
  const formulas = h('div');
  const source = h('details', { class: 'formula' }, h('summary', { i18n: 'score.formula' }), formulas);
  const waiting = h('p', { class: 'help', i18n: 'budget.waiting' });
  const body = h(
    'div',
    { class: 'quantize-body' },
    h('div', {}, h('div', { class: 'compare-buttons' }, way.element), help, quantising, sharing, result, source),
    h(
      'div',
      {},
      h('div', { class: 'compare-buttons' }, layers.element),
      chart.element,
      note,
      values,
      codebook,
      h('div', { class: 'compare-buttons' }, apply, tune),
      tuneHelp,
    ),
  );
  let shownFormulas = '';
  let shownLayers = '';
  let shownCodes = '';

  /** @param {string} testid @param {string} kind @param {() => void} onclick */
  function button(testid, kind, onclick) {
    return h('button', { type: 'button', class: `button ${kind}`.trim(), 'data-testid': testid, onclick });
  }

  /** A row with a slider of bits. @param {string} id @param {number} min @param {(value: number) => void} onInput */
  function slider(id, min, onInput) {
    const label = h('label', { for: id });
    const input = h('input', {
      id,
      type: 'range',
      min: String(min),
      max: '8',
      step: '1',
      'data-testid': id,
      oninput: () => onInput(Number(input.value)),
    });
    const output = h('output', { for: id, class: 'number' });
    const element = h('div', { class: 'budget-row' }, label, input, output);
    return {
      element,
      /** @param {string} words @param {number} value */
      update(words, value) {
        setText(label, words);
        if (input.value !== String(value)) input.value = String(value);
        const text = i18n.t('quant.bits', { bits: value });
        setAttribute(input, 'aria-valuetext', text);
        setText(output, text);
      },
    };
  }

  /** @param {string[]} keys */
  function showFormulas(keys) {
    if (shownFormulas === String(keys)) return;
    shownFormulas = String(keys);
    formulas.replaceChildren(
      ...keys.flatMap((key) => {
        const { formula, papers } = FORMULAS[key];
        const links = papers.map(([name, arxiv]) =>
          h('a', { href: `https://arxiv.org/abs/${arxiv}`, target: '_blank', rel: 'noopener' }, name),
        );
        return [h('code', {}, formula), h('p', { class: 'help' }, ...links)];
      }),
    );
  }

  /** @param {QuantiseData} data */
  function update(data) {
    setHidden(waiting, data.source !== null);
    setHidden(body, data.source === null);
    if (!data.source) return;
    const { choice, measured } = data;
    const language = i18n.language();
    const isShare = choice.way === 'share';
    way.update(choice.way);
    setText(help, i18n.t(isShare ? 'quant.share.help' : 'quant.quantise.help', { run: runNumber(data.source.run) }));
    setHidden(quantising, isShare);
    setHidden(sharing, !isShare);
    bits.update(i18n.t('quant.bitsOfWeight'), choice.bits);
    levels.update(choice.levels);
    per.update(choice.per);
    activations.update(choice.activations);
    setHidden(activationBits.element, choice.activations === 'off');
    activationBits.update(i18n.t('quant.bitsOfActivation'), choice.activationBits);
    if (shares.length !== choice.shareBits.length) {
      shares = choice.shareBits.map((_, layer) =>
        slider(`quant-share-${layer + 1}`, 1, (value) => onChoice({ shareBits: latest.with(layer, value) })),
      );
      sharing.replaceChildren(...shares.map(({ element }) => element));
    }
    latest = choice.shareBits;
    shares.forEach((share, layer) => share.update(i18n.t('hist.layer', { layer: layer + 1 }), choice.shareBits[layer]));

    setAttribute(result, 'aria-busy', data.pending ? 'true' : null);
    const right = measured && measured.evaluation.correct / measured.evaluation.total;
    const before = data.source.evaluation.correct / data.source.evaluation.total;
    setNumber(accuracy, right === null ? '\u2026' : percent(right, language, 2), right);
    setText(change, right === null ? '' : i18n.t('quant.change', { points: points(right - before, language, 2) }));
    const most = measured ? Math.max(...measured.distinct) : null;
    setNumber(distinct, measured ? measured.distinct.join(' \u00b7 ') : '\u2026', most);
    setAttribute(distinct, 'data-layers', measured && measured.distinct.join(' '));
    const byRow = !isShare && choice.per === 'row';
    setText(distinctWords, i18n.t(byRow ? 'quant.distinct.row' : 'quant.distinct'));
    setText(zeroed, measured ? i18n.t('quant.zeroed', { count: measured.zeroed }) : '');

    const wanted = `${language} ${data.layers}`;
    if (wanted !== shownLayers) {
      shownLayers = wanted;
      const each = Array.from({ length: data.layers }, (_, layer) => layer);
      layers.setOptions(
        each.map((layer) => ({ value: String(layer), text: i18n.t('hist.layer', { layer: layer + 1 }) })),
      );
    }
    layers.update(String(data.layer));
    const count = data.chart?.levels.length ?? 0;
    const most0 = measured?.most?.[data.layer] ?? null;
    const words = [
      i18n.t('quant.chart', { levels: count, zeros: data.zeros }),
      data.units > 1 ? i18n.t('quant.widest', { units: data.units }) : '',
      data.step === null ? '' : i18n.t('quant.step', { step: weight(data.step) }),
      most0 === null ? '' : i18n.t('quant.range', { most: fixed(most0, language, 2) }),
    ].filter(Boolean);
    setText(note, words.join(' '));
    setAttribute(note, 'data-step', data.step);
    setAttribute(note, 'data-inputs', most0);
    setHidden(chart.element, data.chart === null);
    if (data.chart)
      chart.update({ ...data.chart, label: `${i18n.t('hist.layer', { layer: data.layer + 1 })}: ${words.join(' ')}` });
    setHidden(values, data.values === null);
    setText(valuesWords, i18n.t('quant.values', { layer: data.layer + 1 }));
    const many = data.values === null || data.values === Infinity;
    setNumber(
      valuesCount,
      many ? i18n.t('quant.values.many') : fixed(Number(data.values), language),
      many ? null : data.values,
    );
    setHidden(codebook, data.codebook === null);
    if (data.codebook) {
      setText(codebookTitle, i18n.t('quant.codebook', { layer: data.layer + 1, count: data.codebook.length }));
      const rows = data.codebook.map(({ value, count: members }, code) => ({
        members,
        texts: [String(code + 1), weight(value), fixed(members, language)],
      }));
      if (shownCodes !== JSON.stringify(rows)) {
        shownCodes = JSON.stringify(rows);
        codes.replaceChildren(
          ...rows.map(({ members, texts }) =>
            h('tr', { 'data-value': members }, ...texts.map((text) => h('td', { class: 'number' }, text))),
          ),
        );
      }
    }
    setText(apply, i18n.t(isShare ? 'quant.share.apply' : 'quant.apply'));
    setText(tune, i18n.t(isShare ? 'quant.share.tune' : 'quant.tune'));
    apply.disabled = data.busy;
    tune.disabled = data.busy || data.fault;
    showFormulas(isShare ? ['share', 'summed'] : [choice.levels, 'through']);
  }
  /** @type {readonly number[]} */
  let latest = [];

  return {
    element: h('div', {}, waiting, body),
    update,
  };
}
