// @ts-check
/**
 * Step 4: how the pruned network is fine-tuned.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { NumberField, TuneForm } from '../../ops/forms.js' */
import { html, nothing, render } from 'lit-html';
import { moreFields, radioField } from '../../ui/form.js';
import { trainingFields } from '../../ui/training-form.js';
import { percent } from '../../words/format.js';

/** @typedef {{ form: TuneForm, faults: readonly NumberField[], sparsity: number | null }} TuneData */

const MASKS = /** @type {const} */ (['keep', 'forget']);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onForm: (form: Partial<TuneForm>) => void, onTune: () => void }} handlers
 */
export function createTunePanel(element, { i18n, onForm, onTune }) {
  const { t } = i18n;

  /** @param {TuneData} data */
  function template({ form, faults, sparsity }) {
    const common = trainingFields('tune', { i18n, form, faults, onInput: onForm, onEnter: onTune });
    return html`${radioField({
        name: 'mask',
        label: t('tune.mask'),
        value: form.mask,
        options: MASKS.map((value) => ({ value, label: t(`tune.${value}`), help: t(`tune.${value}.help`) })),
        onChange: (mask) => onForm({ mask: /** @type {TuneForm['mask']} */ (mask) }),
      })}
      ${common.essential} ${moreFields('tune', t('fields.more'), common.more)}
      <p class="read-out">
        <span>${t('tune.sparsity')}</span>
        <strong class="number" data-value=${sparsity ?? nothing}
          >${sparsity === null ? '–' : percent(sparsity, i18n.language())}</strong
        >
      </p>`;
  }

  return {
    /** @param {TuneData} data */
    update(data) {
      render(template(data), element);
    },
  };
}
