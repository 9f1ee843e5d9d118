// @ts-check
/**
 * Optimiser, learning rate, batch size, epochs: the settings training and fine-tuning share.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { TrainForm, NumberField, OptimizerKind } from '../ops/forms.js' */
import { SUITABLE_DECAY, SUITABLE_LR } from '../ops/forms.js';
import { LIMITS } from '../ops/limits.js';
import { h, setHidden } from './dom.js';
import { checkField, selectField, textField } from './fields.js';

/** @typedef {Omit<TrainForm, 'hidden'>} CommonForm */

/**
 * @param {string} prefix
 * @param {{ i18n: I18n, onInput: (form: Partial<CommonForm>) => void, onEnter: () => void, help?: string, testId?: string }} handlers
 *   `help`: whose lines of help, unless those of `prefix`
 */
export function createTrainingFields(prefix, { i18n, onInput, onEnter, help = prefix, testId = prefix }) {
  /** @param {'lr' | 'momentum' | 'weightDecay' | 'batchSize' | 'epochs'} field */
  const number = (field) =>
    textField({
      id: `${prefix}-${field}`,
      testId: `${testId}-${field}`,
      label: `field.${field}`,
      help: `help.${help}.${field}`,
      onEnter,
      inputMode: LIMITS[field].whole ? 'numeric' : 'decimal',
      onInput: (value) => onInput({ [field]: value }),
    });
  const optimizer = selectField({
    id: `${prefix}-optimizer`,
    testId: `${testId}-optimizer`,
    label: 'field.optimizer',
    help: 'help.optimizer',
    options: ['adam', 'adamW', 'sgd'].map((value) => ({ value, label: `optimizer.${value}` })),
    onChange: (value) => {
      const kind = /** @type {OptimizerKind} */ (value);
      fields.lr.update(SUITABLE_LR[kind], null);
      fields.weightDecay.update(SUITABLE_DECAY[kind], null);
      onInput({ optimizer: kind, lr: SUITABLE_LR[kind], weightDecay: SUITABLE_DECAY[kind] });
    },
  });
  const fields = {
    epochs: number('epochs'),
    lr: number('lr'),
    momentum: number('momentum'),
    weightDecay: number('weightDecay'),
    batchSize: number('batchSize'),
  };
  const nesterov = checkField({
    id: `${prefix}-nesterov`,
    label: 'field.nesterov',
    help: 'help.nesterov',
    onChange: (checked) => onInput({ nesterov: checked }),
  });

  const element = h(
    'div',
    { class: 'fields' },
    fields.epochs.element,
    optimizer.element,
    fields.lr.element,
    fields.momentum.element,
    nesterov.element,
    fields.weightDecay.element,
    fields.batchSize.element,
  );
  return {
    element,
    /** The fields one by one: those a person needs at once, and the rest. */
    essential: [fields.epochs.element, optimizer.element, fields.lr.element],
    more: [fields.momentum.element, nesterov.element, fields.weightDecay.element, fields.batchSize.element],
    /** @param {{ form: CommonForm, faults: readonly NumberField[] }} data */
    update({ form, faults }) {
      optimizer.update(form.optimizer);
      nesterov.update(form.nesterov);
      for (const [name, field] of Object.entries(fields)) {
        const key = /** @type {keyof typeof fields} */ (name);
        field.update(form[key], faults.includes(key) ? faultText(i18n, key) : null);
      }
      setHidden(fields.momentum.element, form.optimizer !== 'sgd');
      setHidden(nesterov.element, form.optimizer !== 'sgd');
      setHidden(fields.weightDecay.element, form.optimizer === 'adam');
    },
  };
}

/**
 * What is wrong with a number and what it may be.
 * @param {I18n} i18n
 * @param {NumberField} field
 */
export function faultText(i18n, field) {
  if (field === 'hidden') return i18n.t('fault.hidden');
  const { min, max, whole } = LIMITS[field];
  return i18n.t(whole ? 'fault.whole' : 'fault.number', { min, max });
}
