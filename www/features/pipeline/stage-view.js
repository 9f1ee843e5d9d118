// @ts-check
/**
 * One stage of a pipeline: what it does in a line, buttons to move and remove it, and its settings to unfold.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { NumberField } from '../../ops/forms.js' */
/** @import { Op } from '../../protocol.js' */
/** @import { Fault } from './plan.js' */
/** @import { CommonForm, Stage, StageValues } from './stages.js' */
import { html, nothing } from 'lit-html';
import { SCHEMES } from '../../description.js';
import { KINDS, rulesOf, scopesOf, scoresOf } from '../../ops/method.js';
import { selectField, textField } from '../../ui/form.js';
import { helpWithTerm } from '../../ui/term-link.js';
import { trainingFields } from '../../ui/training-form.js';
import { percent, plain } from '../../words/format.js';
import { methodWords } from '../../words/method-words.js';
import { opWords } from '../../words/op-words.js';
import { STAGE_LIMITS, TRAINING_KINDS } from './stages.js';

/** @typedef {{ stage: Stage, index: number, count: number, op: Op | null, faults: readonly Fault[], open: boolean }} StageData */
/** @typedef {{ i18n: I18n, onValues: (id: number, change: Partial<StageValues>) => void,
 *   onTraining: (id: number, change: Partial<CommonForm>) => void, onMove: (id: number, by: -1 | 1) => void,
 *   onRemove: (id: number) => void, onToggle: (id: number) => void, onStart: () => void,
 *   onTerm: (term: string) => void }} StageHandlers */

/** Terms of the glossary that settings are about. @type {Readonly<Record<string, string>>} */
const TERMS = Object.freeze({
  shape: 'unstructured',
  score: 'score',
  scope: 'layerWise',
  group: 'semiStructured',
  ratio: 'sparsity',
  step: 'rewinding',
  levels: 'quantization',
  per: 'scale',
  codeBits: 'codebook',
  teacherFrom: 'distillation',
  temperature: 'temperature',
});

/** Settings of each kind besides those of training; lists of choices stand in `choicesOf`. @type {Readonly<Record<string, readonly (keyof StageValues)[]>>} */
const OWN = Object.freeze({
  prune: ['group', 'ratio', 'ratios'],
  rewind: ['step'],
  quantize: ['bits', 'activationBits'],
  quantizeTune: ['bits', 'activationBits'],
  share: ['codeBits'],
  distil: ['teacher', 'teacherEpochs', 'temperature', 'alpha'],
});

/** @param {StageData} data @param {StageHandlers} handlers */
export function stageTemplate(data, handlers) {
  const { stage, index, count, op, faults, open } = data;
  const { id, kind, values } = stage;
  const { i18n, onMove, onRemove, onToggle } = handlers;
  const { t } = i18n;
  const params = { stage: index + 1, kind: t(`pipe.kind.${kind}`) };
  const button = (
    /** @type {'up' | 'down' | 'remove'} */ what,
    /** @type {string} */ sign,
    /** @type {boolean} */ disabled,
    /** @type {() => void} */ onClick,
  ) =>
    html`<button
      type="button"
      class="button pipeline-button"
      data-testid=${`pipeline-stage-${what}`}
      data-do=${what}
      aria-label=${t(`pipe.${what}`, params)}
      ?disabled=${disabled}
      @click=${onClick}
    >
      ${sign}
    </button>`;
  // What is wrong with a number stands beside it; what is wrong with the stage's place stands here.
  const placed = faults.find(({ field }) => field === null);
  return html`<li
    class="pipeline-stage"
    data-testid="pipeline-stage"
    data-kind=${kind}
    data-stage=${index + 1}
    data-id=${id}
    ?data-fault=${faults.length > 0}
  >
    <div class="pipeline-head">
      <span class="pipeline-number" aria-hidden="true">${index + 1}</span>
      <button
        type="button"
        class="pipeline-toggle"
        data-testid="pipeline-stage-toggle"
        data-do="toggle"
        aria-expanded=${String(open)}
        aria-controls=${`pipe-${id}-body`}
        @click=${() => onToggle(id)}
      >
        <strong>${t(`pipe.kind.${kind}`)}</strong>
        <span
          class="pipeline-words"
          data-testid="pipeline-stage-words"
          data-teacher=${op?.op === 'distil' ? values.teacherFrom : nothing}
          >${op ? stageWords(i18n, op, values) : t('pipe.faulty')}</span
        >
      </button>
      <span class="pipeline-moves"
        >${button('up', '\u2191', index === 0, () => onMove(id, -1))}
        ${button('down', '\u2193', index === count - 1, () => onMove(id, 1))}
        ${button('remove', '\u00d7', false, () => onRemove(id))}</span
      >
    </div>
    ${placed ? html`<p class="fault">${t(placed.key, placed.params)}</p>` : nothing}
    <div id=${`pipe-${id}-body`} class="pipeline-body" ?hidden=${!open}>
      ${open ? settingsTemplate(data, handlers) : nothing}
    </div>
  </li>`;
}

/** @param {StageData} data @param {StageHandlers} handlers */
function settingsTemplate({ stage, faults }, { i18n, onValues, onTraining, onStart, onTerm }) {
  const { id, kind, values, training: form } = stage;
  const { t } = i18n;
  const helpOf = (/** @type {string} */ name, /** @type {string} */ key) =>
    TERMS[name] ? helpWithTerm(i18n, t(key), TERMS[name], onTerm) : t(key);
  const choices = choicesOf(kind)
    .filter(({ of = '' }) => of === '' || of === values.shape)
    .map(({ name, of = '', help, options }) =>
      selectField({
        id: `pipe-${id}-${name}${of && `-${of}`}`,
        testId: `pipeline-stage-${name}${of && `-${of}`}`,
        label: t(`pipe.field.${name}`),
        help: helpOf(name, help),
        value: String(values[name]),
        options: options.map(({ value, label }) => ({ value, label: t(label) })),
        onChange: (value) => onValues(id, { [name]: value }),
      }),
    );
  const texts = (OWN[kind] ?? [])
    .filter((name) => isAsked(name, values))
    .map((name) => {
      const limit = STAGE_LIMITS[name];
      const wrong = faults.find((one) => one.field === name);
      return textField({
        id: `pipe-${id}-${name}`,
        testId: `pipeline-stage-${name}`,
        label: t(`pipe.field.${name}`),
        help: helpOf(name, `pipe.help.${name}`),
        value: String(values[name]),
        fault: wrong ? t(wrong.key, wrong.params) : null,
        inputMode: !limit ? 'text' : limit.whole ? 'numeric' : 'decimal',
        onInput: (value) => onValues(id, { [name]: value }),
        onEnter: onStart,
      });
    });
  const wrong = faults.flatMap(({ field }) => (field && field in form ? /** @type {NumberField} */ (field) : []));
  const training = TRAINING_KINDS.has(kind)
    ? trainingFields(`pipe-${id}`, {
        i18n,
        form,
        faults: wrong,
        testId: 'pipeline-stage',
        help: kind === 'train' ? 'train' : 'tune',
        onInput: (change) => onTraining(id, change),
        onEnter: onStart,
      })
    : null;
  return html`<div class="pipeline-settings">
    ${choices.length + texts.length > 0 ? html`<div class="fields">${choices} ${texts}</div>` : nothing}
    ${training ? html`<div class="fields">${training.essential} ${training.more}</div>` : nothing}
  </div>`;
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
