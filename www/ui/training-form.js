// @ts-check
/**
 * Optimizer, learning rate, batch size, epochs: the settings training and fine-tuning share, as templates.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { NumberField, OptimizerKind, TrainForm } from '../ops/forms.js' */
import { html, nothing } from 'lit-html';
import { SUITABLE_DECAY, SUITABLE_LR } from '../ops/forms.js';
import { LIMITS } from '../ops/limits.js';
import { checkField, selectField, textField } from './form.js';

/** @typedef {Omit<TrainForm, 'hidden'>} CommonForm */

/** What is wrong with a number and what it may be. @param {I18n} i18n @param {NumberField} field */
export function faultText(i18n, field) {
  if (field === 'hidden') return i18n.t('fault.hidden');
  const { min, max, whole } = LIMITS[field];
  return i18n.t(whole ? 'fault.whole' : 'fault.number', { min, max });
}

/**
 * The fields a person needs at once, and the rest.
 * @param {string} prefix
 * @param {{ i18n: I18n, form: CommonForm, faults: readonly NumberField[], onInput: (form: Partial<CommonForm>) => void,
 *   onEnter: () => void, help?: string, testId?: string }} data  `help`: whose lines of help, unless those of `prefix`
 */
export function trainingFields(prefix, { i18n, form, faults, onInput, onEnter, help = prefix, testId = prefix }) {
  const { t } = i18n;
  /** @param {'lr' | 'momentum' | 'weightDecay' | 'batchSize' | 'epochs'} field */
  const number = (field) =>
    textField({
      id: `${prefix}-${field}`,
      testId: `${testId}-${field}`,
      label: t(`field.${field}`),
      help: t(`help.${help}.${field}`),
      value: form[field],
      fault: faults.includes(field) ? faultText(i18n, field) : null,
      inputMode: LIMITS[field].whole ? 'numeric' : 'decimal',
      onInput: (value) => onInput({ [field]: value }),
      onEnter,
    });
  const optimizer = selectField({
    id: `${prefix}-optimizer`,
    testId: `${testId}-optimizer`,
    label: t('field.optimizer'),
    help: t('help.optimizer'),
    value: form.optimizer,
    options: Object.keys(SUITABLE_LR).map((value) => ({ value, label: t(`optimizer.${value}`) })),
    onChange(value) {
      const kind = /** @type {OptimizerKind} */ (value);
      onInput({ optimizer: kind, lr: SUITABLE_LR[kind], weightDecay: SUITABLE_DECAY[kind] });
    },
  });
  const nesterov = checkField({
    id: `${prefix}-nesterov`,
    label: t('field.nesterov'),
    help: t('help.nesterov'),
    checked: form.nesterov,
    onChange: (checked) => onInput({ nesterov: checked }),
  });
  return {
    essential: html`${number('epochs')} ${optimizer} ${number('lr')}`,
    more: html`${form.optimizer === 'sgd' ? html`${number('momentum')} ${nesterov}` : nothing}
    ${form.optimizer === 'adam' ? nothing : number('weightDecay')} ${number('batchSize')}`,
  };
}
