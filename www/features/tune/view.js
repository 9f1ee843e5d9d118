// @ts-check
/**
 * Step 4: how the pruned network is fine-tuned.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { NumberField, TuneForm } from '../../ops/forms.js' */
import { h, setNumber } from '../../ui/dom.js';
import { choiceField, moreFields } from '../../ui/fields.js';
import { createTrainingFields } from '../../ui/training-fields.js';
import { percent } from '../../words/format.js';

/** @typedef {{ form: TuneForm, faults: readonly NumberField[], sparsity: number | null }} TuneData */

/** @param {{ i18n: I18n, onForm: (form: Partial<TuneForm>) => void, onTune: () => void }} handlers */
export function createTunePanel({ i18n, onForm, onTune }) {
  const mask = choiceField({
    name: 'mask',
    label: 'tune.mask',
    onChange: (value) => onForm({ mask: /** @type {TuneForm['mask']} */ (value) }),
    options: [
      { value: 'keep', label: 'tune.keep', help: 'tune.keep.help' },
      { value: 'forget', label: 'tune.forget', help: 'tune.forget.help' },
    ],
  });
  const common = createTrainingFields('tune', { i18n, onInput: onForm, onEnter: onTune });
  const sparsity = h('strong', { class: 'number' });
  return {
    element: h(
      'div',
      {},
      mask.element,
      ...common.essential,
      moreFields('tune', ...common.more),
      h('p', { class: 'read-out' }, h('span', { i18n: 'tune.sparsity' }), ' ', sparsity),
    ),
    /** @param {TuneData} data */
    update({ form, faults, sparsity: value }) {
      mask.update(form.mask);
      common.update({ form, faults });
      setNumber(sparsity, value === null ? '\u2013' : percent(value, i18n.language()), value);
    },
  };
}
