// @ts-check
/**
 * Step 2: shape, score, scope and rule of pruning. The lists offer only what can be combined.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Fallen } from '../../ops/method.js' */
/** @import { PruneMethod } from '../../protocol.js' */
import { LIMITS, readNumber } from '../../ops/limits.js';
import {
  groupOf,
  imagesOf,
  KINDS,
  kindOf,
  MAX_GROUP,
  needsImages,
  rulesOf,
  scopesOf,
  scoresOf,
} from '../../ops/method.js';
import { h, setAttribute, setHidden, setText } from '../../ui/dom.js';
import { checkField, moreFields, textField } from '../../ui/fields.js';
import { percent } from '../../words/format.js';
import { scoreKey } from '../../words/method-words.js';
import { FORMULAS } from './formulas.js';

/** `images`: training images there are; `layers`: layers that are ranked; `movement`: whether it was recorded.
 * @typedef {{ method: PruneMethod, fallen: readonly Fallen[], images: number, layers: number, movement: boolean,
 *             canNote: boolean }} MethodData */

/**
 * @param {{ i18n: I18n, onMethod: (change: Partial<PruneMethod>) => void, onNote: () => void }} handlers
 */
export function createMethodPanel({ i18n, onMethod, onNote }) {
  const fallen = h('p', { class: 'fallen', role: 'status', hidden: true, 'data-testid': 'method-fallen' });
  const shape = choice('shape', 'method.shape', (kind) => onMethod({ shape: kind === 'groups' ? '2:4' : kind }));
  const score = choice('score', 'score.score', (value) => onMethod({ score: /** @type {any} */ (value) }));
  const scope = choice('scope', 'score.scope', (value) => onMethod({ scope: /** @type {any} */ (value) }));
  const rule = choice('rule', 'score.rule', (value) => onMethod({ rule: /** @type {any} */ (value) }));

  /** What is typed: N and M together, as one alone may not go with the other yet. */
  const keep = number('method-keep', 'method.keep', 'help.method.keep', readPair);
  const of = number('method-of', 'method.of', 'help.method.of', readPair);
  function readPair() {
    const pair = `${keep.input.value.trim()}:${of.input.value.trim()}`;
    const group = groupOf({ score: 'magnitude', scope: 'layer', rule: 'exact', shape: pair });
    const fault = group ? null : i18n.t('fault.group', { max: MAX_GROUP });
    keep.update(keep.input.value, null);
    of.update(of.input.value, fault);
    if (group) onMethod({ shape: `${group.keep}:${group.of}` });
  }
  let most = LIMITS.calibration.max;
  const images = number('method-images', 'method.images', 'help.method.images', (text) => {
    const count = readNumber(text, { min: 1, max: most, whole: true });
    images.update(text, count === null ? i18n.t('fault.whole', { min: 1, max: most }) : null);
    if (count !== null) onMethod({ calibration: count });
  });
  const seed = number('method-seed', 'method.seed', 'help.method.seed', (text) => {
    const value = readNumber(text, LIMITS.seed);
    seed.update(text, value === null ? i18n.t('fault.whole', { min: LIMITS.seed.min, max: LIMITS.seed.max }) : null);
    if (value !== null) onMethod({ seed: value });
  });
  const correct = checkField({
    id: 'method-correct',
    label: 'method.correct',
    help: 'help.method.correct',
    onChange: (checked) => onMethod({ correct: checked }),
  });
  correct.element.append(formula(['method.correct'], 'method.correct'));
  const own = ownRatios(i18n, (ratios) => onMethod({ ratios }));
  const note = h('button', {
    type: 'button',
    class: 'button',
    i18n: 'method.note',
    'data-testid': 'note-movement',
    'aria-describedby': 'note-help',
    onclick: onNote,
  });
  const noting = h(
    'details',
    { class: 'formula' },
    h('summary', { 'data-testid': 'method-noting', i18n: 'method.noting' }),
    h('p', { id: 'note-help', class: 'help', i18n: 'help.method.note' }),
    note,
  );
  const pair = h('div', { class: 'fields pair' }, keep.element, of.element);
  const extras = h('div', { class: 'fields' }, images.element, seed.element, correct.element);

  return {
    element: h(
      'div',
      { class: 'method' },
      shape.element,
      pair,
      score.element,
      score.formula,
      extras,
      scope.element,
      own.element,
      moreFields('score', rule.element, noting, shape.formula, scope.formula, rule.formula),
      fallen,
    ),
    /** @param {MethodData} data */
    update({ method, fallen: changes, images: there, layers, movement, canNote }) {
      const kind = kindOf(method);
      most = Math.max(1, Math.min(there, LIMITS.calibration.max));
      shape.update(KINDS, kind, (value) => `shape.${value}`, i18n);
      const named = (/** @type {string} */ value) => scoreKey({ ...method, score: /** @type {any} */ (value) });
      score.update(scoresOf(kind), method.score, named, i18n, movement ? [] : ['movement']);
      scope.update(scopesOf(kind), method.scope, (value) => `score.${value}`, i18n);
      rule.update(rulesOf(kind), method.rule, (value) => `score.${value}`, i18n);
      setHidden(scope.element, scopesOf(kind).length === 1);
      setHidden(rule.element, rulesOf(kind).length === 1);
      const group = groupOf(method);
      setHidden(pair, group === null);
      // While one of the two is being typed in, both belong to the person.
      if (group && !pair.contains(document.activeElement))
        for (const [box, value] of /** @type {const} */ ([
          [keep, group.keep],
          [of, group.of],
        ]))
          box.show(value);
      setHidden(images.element, !needsImages(method));
      images.show(imagesOf(method));
      setHidden(seed.element, method.score !== 'random');
      seed.show(method.seed ?? 0);
      setHidden(correct.element, kind === 'neurons' || !(method.score === 'obs' || method.correct));
      correct.update(Boolean(method.correct));
      setHidden(noting, kind === 'neurons' || movement);
      note.disabled = !canNote;
      own.update(method.scope === 'own' ? (method.ratios ?? []) : [], layers);
      setHidden(fallen, changes.length === 0);
      setText(fallen, changes.map((change) => fallenWords(change, method)).join(' '));
      setAttribute(fallen, 'data-value', JSON.stringify(changes));
    },
  };

  /** @param {Fallen} change @param {PruneMethod} method */
  function fallenWords({ what, from, to }, method) {
    const name = (/** @type {string} */ value) => i18n.t(`score.${value}`);
    const things = kindOf(method) === 'groups' ? String(method.shape) : i18n.t(`shape.${kindOf(method)}`);
    return i18n.t(`fallen.${what}`, { from: name(from), to: name(to), things });
  }
}

/** @param {string} id @param {string} label @param {string} help @param {(text: string) => void} onInput */
function number(id, label, help, onInput) {
  const field = textField({ id, label, help, inputMode: 'numeric', testId: id, onInput });
  return {
    ...field,
    /** While it is being typed in, the box belongs to the person. @param {number} value */
    show(value) {
      if (document.activeElement !== field.input) field.update(String(value), null);
    },
  };
}

/**
 * A drop-down list with one sentence about what is chosen, and apart from it the formula of that, to unfold.
 * @param {string} name
 * @param {string} label
 * @param {(value: string) => void} onChange
 */
function choice(name, label, onChange) {
  const select = h('select', {
    id: name,
    'data-testid': `method-${name}`,
    'aria-describedby': `${name}-help`,
    onchange: () => onChange(select.value),
  });
  const help = h('p', { id: `${name}-help`, class: 'help', 'data-testid': `method-${name}-help` });
  const place = h('div', {});
  let filled = '';
  let chosen = '';
  return {
    element: h('div', { class: 'field method-choice' }, h('label', { for: name, i18n: label }), select, help),
    formula: place,
    /**
     * @param {readonly string[]} values
     * @param {string} value
     * @param {(value: string) => string} key  of its text
     * @param {I18n} i18n
     * @param {readonly string[]} [barred]  shown, but not to be chosen
     */
    update(values, value, key, i18n, barred = []) {
      const list = `${values.join()} ${barred.join()} ${i18n.language()} ${key(values[0])}`;
      if (list !== filled) {
        filled = list;
        select.replaceChildren(
          ...values.map((one) => h('option', { value: one, disabled: barred.includes(one) }, i18n.t(key(one)))),
        );
      }
      if (select.value !== value) select.value = value;
      setText(help, i18n.t(`${key(value)}.help`));
      if (key(value) + i18n.language() === chosen) return;
      chosen = key(value) + i18n.language();
      const open = place.querySelector('details')?.open ?? false;
      const made = formula([key(value)], label);
      made.open = open;
      place.replaceChildren(made);
      i18n.localise(place);
    },
  };
}

/** Formulas and their papers, folded. @param {readonly string[]} keys @param {string} of  the text that names what they are of */
function formula(keys, of) {
  return h(
    'details',
    { class: 'formula' },
    h('summary', {}, h('span', { i18n: of }), ' · ', h('span', { i18n: 'score.formula' })),
    ...keys.flatMap((key) => {
      const { formula: text, papers } = FORMULAS[key];
      const sources = papers.map(({ name, arxiv }) =>
        h(
          'li',
          {},
          arxiv ? h('a', { href: `https://arxiv.org/abs/${arxiv}`, target: '_blank', rel: 'noreferrer' }, name) : name,
        ),
      );
      return [h('code', {}, text), sources.length > 0 && h('ul', { class: 'papers' }, ...sources)];
    }),
  );
}

/** One slider a layer. @param {I18n} i18n @param {(ratios: number[]) => void} onChange */
function ownRatios(i18n, onChange) {
  const body = h('div', { class: 'own-rows' });
  const element = h(
    'fieldset',
    { class: 'own', hidden: true },
    h('legend', { i18n: 'method.own' }),
    h('p', { class: 'help', i18n: 'help.method.own' }),
    body,
  );
  /** @type {{ input: HTMLInputElement, label: HTMLElement, text: HTMLElement, row: HTMLElement }[]} */
  let rows = [];

  /** @param {number} layer */
  function rowOf(layer) {
    const text = h('output', { for: `own-${layer}`, class: 'number' });
    const label = h('label', { for: `own-${layer}` });
    const input = h('input', {
      type: 'range',
      id: `own-${layer}`,
      'data-testid': `own-${layer + 1}`,
      min: '0',
      max: '100',
      step: '1',
      oninput: () => show(layer),
      onchange: () => onChange(rows.map((row) => row.input.valueAsNumber / 100)),
    });
    return { input, label, text, row: h('div', { class: 'own-row' }, label, input, text) };
  }

  /** @param {number} layer */
  function show(layer) {
    const { input, text } = rows[layer];
    const words = percent(input.valueAsNumber / 100, i18n.language(), 0);
    setText(text, words);
    setAttribute(input, 'aria-valuetext', words);
    input.style.setProperty('--filled', String(input.valueAsNumber / 100));
  }

  return {
    element,
    /** @param {readonly number[]} ratios @param {number} layers */
    update(ratios, layers) {
      setHidden(element, ratios.length === 0);
      if (ratios.length === 0 || ratios.length !== layers) return;
      if (rows.length !== layers) {
        rows = ratios.map((_, layer) => rowOf(layer));
        body.replaceChildren(...rows.map(({ row }) => row));
      }
      rows.forEach(({ input, label }, layer) => {
        setText(label, i18n.t('hist.layer', { layer: layer + 1 }));
        const value = String(Math.round(ratios[layer] * 100));
        if (document.activeElement !== input && input.value !== value) input.value = value;
        show(layer);
      });
    },
  };
}
