// @ts-check
/**
 * Step 1: the hidden layers and how they are trained.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { NumberField, TrainForm } from '../../ops/forms.js' */
import { html, render } from 'lit-html';
import { moreFields, textField } from '../../ui/form.js';
import { faultText, trainingFields } from '../../ui/training-form.js';

/** @typedef {{ form: TrainForm, seed: string, faults: readonly NumberField[], canTrainOn: boolean }} TrainData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onForm: (form: Partial<TrainForm>) => void, onSeed: (seed: string) => void, onTrain: () => void,
 *   onTrainOn: () => void }} handlers
 */
export function createTrainPanel(element, { i18n, onForm, onSeed, onTrain, onTrainOn }) {
  const { t } = i18n;

  /** @param {TrainData} data */
  function template({ form, seed, faults, canTrainOn }) {
    const faultOf = (/** @type {NumberField} */ field) => (faults.includes(field) ? faultText(i18n, field) : null);
    const common = trainingFields('train', { i18n, form, faults, onInput: onForm, onEnter: onTrain });
    return html`${textField({
      id: 'train-hidden',
      label: t('field.hidden'),
      help: t('help.hidden'),
      value: form.hidden,
      fault: faultOf('hidden'),
      inputMode: 'text',
      onInput: (hidden) => onForm({ hidden }),
      onEnter: onTrain,
    })}
    ${common.essential}
    ${textField({
      id: 'seed',
      label: t('field.seed'),
      help: t('help.seed'),
      value: seed,
      dataValue: seed,
      fault: faultOf('seed'),
      inputMode: 'numeric',
      onInput: onSeed,
      onEnter: onTrain,
    })}
    ${moreFields(
      'train',
      t('fields.more'),
      html`${common.more}
        <div class="field-button">
          <p id="train-on-help" class="help">${t('help.trainOn')}</p>
          <button
            type="button"
            class="button"
            data-testid="train-on"
            aria-describedby="train-on-help"
            ?disabled=${!canTrainOn}
            @click=${onTrainOn}
          >
            ${t('train.on')}
          </button>
        </div>`,
    )}`;
  }

  return {
    /** @param {TrainData} data */
    update(data) {
      render(template(data), element);
    },
  };
}
