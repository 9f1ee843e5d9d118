// @ts-check
/**
 * One stage of a pipeline: what it does in a line, buttons to move and remove it, and its settings to unfold.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { NumberField } from '../../ops/forms.js' */
/** @import { Op } from '../../protocol.js' */
/** @import { Fault } from './plan.js' */
/** @import { CommonForm, Stage, StageValues } from './stages.js' */
import { SCHEMES } from '../../description.js';
import { KINDS, rulesOf, scopesOf, scoresOf } from '../../ops/method.js';
import { h, setAttribute, setHidden, setText } from '../../ui/dom.js';
import { selectField, textField } from '../../ui/fields.js';
import { createTrainingFields } from '../../ui/training-fields.js';
import { percent, plain } from '../../words/format.js';
import { methodWords } from '../../words/method-words.js';
import { opWords } from '../../words/op-words.js';
import { STAGE_LIMITS, TRAINING_KINDS } from './stages.js';

/** @typedef {{ stage: Stage, index: number, count: number, op: Op | null, faults: readonly Fault[] }} StageData */
/** @typedef {{ i18n: I18n, onValues: (id: number, change: Partial<StageValues>) => void,
 *   onTraining: (id: number, change: Partial<CommonForm>) => void, onMove: (id: number, by: -1 | 1) => void,
 *   onRemove: (id: number) => void, onStart: () => void }} StageHandlers */

/** Settings of each kind besides those of training; lists of choices stand in `choicesOf`. @type {Readonly<Record<string, readonly (keyof StageValues)[]>>} */
const OWN = Object.freeze({
  prune: ['group', 'ratio', 'ratios'],
  rewind: ['step'],
  quantize: ['bits', 'activationBits'],
  quantizeTune: ['bits', 'activationBits'],
  share: ['codeBits'],
  distil: ['teacher', 'teacherEpochs', 'temperature', 'alpha'],
});

/** @param {Stage} first  as it is when it is made @param {StageHandlers} handlers */
export function createStageRow({ id, kind }, { i18n, onValues, onTraining, onMove, onRemove, onStart }) {
  const number = h('span', { class: 'pipeline-number', 'aria-hidden': 'true' });
  const words = h('span', { class: 'pipeline-words', 'data-testid': 'pipeline-stage-words' });
  const name = h('strong', { i18n: `pipe.kind.${kind}` });
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'pipeline-toggle',
      'data-testid': 'pipeline-stage-toggle',
      'aria-expanded': 'false',
      'aria-controls': `pipe-${id}-body`,
      onclick: () => open(body.hidden === true),
    },
    name,
    ' ',
    words,
  );
  const button = (/** @type {string} */ what, /** @type {string} */ sign, /** @type {() => void} */ onclick) =>
    h(
      'button',
      {
        type: 'button',
        class: 'button pipeline-button',
        'data-testid': `pipeline-stage-${what}`,
        'data-do': what,
        onclick,
      },
      sign,
    );
  const up = button('up', '\u2191', () => onMove(id, -1));
  const down = button('down', '\u2193', () => onMove(id, 1));
  const remove = button('remove', '\u00d7', () => onRemove(id));
  const body = h('div', { id: `pipe-${id}-body`, class: 'pipeline-body', hidden: true });
  const fault = h('p', { class: 'fault', hidden: true });
  const element = h(
    'li',
    { class: 'pipeline-stage', 'data-testid': 'pipeline-stage', 'data-kind': kind },
    h('div', { class: 'pipeline-head' }, number, toggle, h('span', { class: 'pipeline-moves' }, up, down, remove)),
    fault,
    body,
  );
  /** The settings, made when they are first looked at. @type {ReturnType<typeof createSettings> | null} */
  let settings = null;
  /** @type {StageData | null} */
  let last = null;

  /** @param {boolean} isOpen */
  function open(isOpen) {
    setHidden(body, !isOpen);
    setAttribute(toggle, 'aria-expanded', String(isOpen));
    if (!isOpen || settings) return;
    settings = createSettings({ id, kind }, { i18n, onValues, onTraining, onStart });
    body.append(settings.element);
    i18n.localise(body);
    if (last) settings.update(last);
  }

  return {
    element,
    open,
    /** Puts the keyboard where it was, or where it can go on. @param {'toggle' | 'up' | 'down' | 'remove'} what */
    focus(what) {
      const wanted = { toggle, up, down, remove }[what];
      (wanted.disabled ? (what === 'up' ? down : up) : wanted).focus();
    },
    /** @param {StageData} data */
    update(data) {
      last = data;
      const { index, count, op, faults } = data;
      setText(number, String(index + 1));
      setAttribute(element, 'data-stage', index + 1);
      setAttribute(words, 'data-teacher', op?.op === 'distil' ? data.stage.values.teacherFrom : null);
      setText(words, op ? stageWords(i18n, op, data.stage.values) : i18n.t('pipe.faulty'));
      const params = { stage: index + 1, kind: i18n.t(`pipe.kind.${kind}`) };
      for (const [element, what] of /** @type {const} */ ([
        [up, 'up'],
        [down, 'down'],
        [remove, 'remove'],
      ]))
        setAttribute(element, 'aria-label', i18n.t(`pipe.${what}`, params));
      up.disabled = index === 0;
      down.disabled = index === count - 1;
      setAttribute(element, 'data-fault', faults.length > 0);
      // What is wrong with a number stands beside it; what is wrong with the stage's place stands here.
      const placed = faults.find(({ field }) => field === null);
      setText(fault, placed ? i18n.t(placed.key, placed.params) : '');
      setHidden(fault, !placed);
      settings?.update(data);
    },
  };
}

/** @param {Pick<Stage, 'id' | 'kind'>} stage @param {Pick<StageHandlers, 'i18n' | 'onValues' | 'onTraining' | 'onStart'>} handlers */
function createSettings({ id, kind }, { i18n, onValues, onTraining, onStart }) {
  const texts = (OWN[kind] ?? []).map((name) => {
    const limit = STAGE_LIMITS[name];
    const field = textField({
      id: `pipe-${id}-${name}`,
      testId: `pipeline-stage-${name}`,
      label: `pipe.field.${name}`,
      help: `pipe.help.${name}`,
      inputMode: !limit ? 'text' : limit.whole ? 'numeric' : 'decimal',
      onEnter: onStart,
      onInput: (value) => onValues(id, { [name]: value }),
    });
    return { name, field };
  });
  const choices = choicesOf(kind).map(({ name, of = '', help, options }) => {
    const field = selectField({
      id: `pipe-${id}-${name}${of && `-${of}`}`,
      testId: `pipeline-stage-${name}${of && `-${of}`}`,
      label: `pipe.field.${name}`,
      help,
      options,
      onChange: (value) => onValues(id, { [name]: value }),
    });
    return { name, of, field };
  });
  const training = TRAINING_KINDS.has(kind)
    ? createTrainingFields(`pipe-${id}`, {
        i18n,
        testId: 'pipeline-stage',
        help: kind === 'train' ? 'train' : 'tune',
        onInput: (change) => onTraining(id, change),
        onEnter: onStart,
      })
    : null;
  const own = h('div', { class: 'fields' });
  own.append(...choices.map(({ field }) => field.element), ...texts.map(({ field }) => field.element));

  return {
    element: h('div', { class: 'pipeline-settings' }, own, training?.element),
    /** @param {StageData} data */
    update({ stage: { values, training: form }, faults }) {
      for (const { name, field } of texts) {
        const wrong = faults.find((one) => one.field === name);
        field.update(String(values[name]), wrong ? i18n.t(wrong.key, wrong.params) : null);
        setHidden(field.element, !isAsked(name, values));
      }
      for (const { name, of, field } of choices) {
        field.update(String(values[name]));
        setHidden(field.element, of !== '' && of !== values.shape);
      }
      const wrong = faults.flatMap(({ field }) => (field && field in form ? /** @type {NumberField} */ (field) : []));
      training?.update({ form, faults: wrong });
    },
  };
}

/** What a stage is set to, beside its name. @param {I18n} i18n @param {Op} op @param {StageValues} values */
function stageWords(i18n, op, { teacherFrom, teacher }) {
  if (op.op === 'prune')
    return [percent(op.ratio, i18n.language()), methodWords(i18n, op.method)].join(i18n.t('short.comma'));
  if (op.op === 'share') return i18n.t('pipe.words.bits', { bits: op.bits.join(', ') });
  if (op.op === 'quantize') return i18n.t('quant.bits', { bits: op.scheme.bits });
  if (op.op === 'rewind' || !('config' in op)) return opWords(i18n, op);
  const { epochs, optimizer } = op.config;
  const name = i18n.t(`optimizer.${optimizer.kind}`);
  const training = i18n.t('pipe.words.training', { epochs, optimizer: name, lr: plain(optimizer.lr) });
  const comma = i18n.t('short.comma');
  if (op.op === 'distil') return [training, i18n.t(`pipe.words.${teacherFrom}`, { teacher })].join(comma);
  return op.op === 'quantizeTune' ? [i18n.t('quant.bits', { bits: op.scheme.bits }), training].join(comma) : training;
}

/** Whether a number means something beside the choices. @param {keyof StageValues} name @param {StageValues} values */
function isAsked(name, { shape, scope, activations, teacherFrom }) {
  if (name === 'teacher' || name === 'teacherEpochs') return teacherFrom === 'trained';
  if (name === 'group') return shape === 'groups';
  if (name === 'ratio') return shape !== 'groups' && scope !== 'own';
  if (name === 'ratios') return shape !== 'groups' && scope === 'own';
  return name !== 'activationBits' || activations !== 'off';
}

/** `of`: the shape that has these options. @param {Stage['kind']} kind
 * @returns {{ name: keyof StageValues, of?: string, help: string, options: { value: string, label: string }[] }[]} */
function choicesOf(kind) {
  const options = (/** @type {readonly string[]} */ values, /** @type {string} */ prefix) =>
    values.map((value) => ({ value, label: `${prefix}.${value}` }));
  if (kind === 'prune') {
    const lists = /** @type {const} */ ([
      ['score', scoresOf],
      ['scope', scopesOf],
      ['rule', rulesOf],
    ]);
    return [
      { name: 'shape', help: 'pipe.help.shape', options: options(KINDS, 'shape') },
      ...lists.flatMap(([name, of]) =>
        KINDS.map((shape) => ({
          name,
          of: shape,
          help: `pipe.help.${name}`,
          // Movement would have to be recorded by a training just before.
          options: options(of(shape), 'score').filter(({ value }) => value !== 'movement'),
        })),
      ),
    ];
  }
  if (kind === 'quantize' || kind === 'quantizeTune')
    return [
      { name: 'levels', help: 'pipe.help.levels', options: options(SCHEMES.levels, 'quant') },
      { name: 'per', help: 'pipe.help.per', options: options(SCHEMES.per, 'quant') },
      {
        name: 'activations',
        help: 'pipe.help.activations',
        options: options(SCHEMES.activations, 'quant.activations'),
      },
    ];
  if (kind === 'distil')
    return [
      { name: 'teacherFrom', help: 'pipe.help.teacherFrom', options: options(['trained', 'own'], 'pipe.teacher') },
    ];
  return [];
}
