// @ts-check
/**
 * Step 1: the hidden layers and how they are trained.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { NumberField, TrainForm } from '../../ops/forms.js' */
import { h, setAttribute } from '../../ui/dom.js';
import { moreFields, textField } from '../../ui/fields.js';
import { createTrainingFields, faultText } from '../../ui/training-fields.js';

/** @typedef {{ form: TrainForm, seed: string, faults: readonly NumberField[], canTrainOn: boolean }} TrainData */

/**
 * @param {{ i18n: I18n, onForm: (form: Partial<TrainForm>) => void, onSeed: (seed: string) => void, onTrain: () => void,
 *   onTrainOn: () => void }} handlers
 */
export function createTrainPanel({ i18n, onForm, onSeed, onTrain, onTrainOn }) {
  const hidden = textField({
    id: 'train-hidden',
    label: 'field.hidden',
    help: 'help.hidden',
    inputMode: 'text',
    onInput: (value) => onForm({ hidden: value }),
    onEnter: onTrain,
  });
  const seed = textField({
    id: 'seed',
    label: 'field.seed',
    help: 'help.seed',
    inputMode: 'numeric',
    onInput: onSeed,
    onEnter: onTrain,
  });
  const common = createTrainingFields('train', { i18n, onInput: onForm, onEnter: onTrain });
  const on = h('button', {
    type: 'button',
    class: 'button',
    i18n: 'train.on',
    'aria-describedby': 'train-on-help',
    onclick: onTrainOn,
  });
  return {
    element: h(
      'div',
      {},
      hidden.element,
      ...common.essential,
      seed.element,
      moreFields(
        'train',
        ...common.more,
        h('div', { class: 'field-button' }, h('p', { id: 'train-on-help', class: 'help', i18n: 'help.trainOn' }), on),
      ),
    ),
    /** @param {TrainData} data */
    update({ form, seed: number, faults, canTrainOn }) {
      seed.update(number, faults.includes('seed') ? faultText(i18n, 'seed') : null);
      setAttribute(seed.input, 'data-value', number);
      hidden.update(form.hidden, faults.includes('hidden') ? faultText(i18n, 'hidden') : null);
      common.update({ form, faults });
      on.disabled = !canTrainOn;
    },
  };
}
