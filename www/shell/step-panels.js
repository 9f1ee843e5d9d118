// @ts-check
/**
 * The controls of the four steps. Only the chosen step's are shown.
 */

/** @import { PruneData } from '../features/prune/view.js' */
/** @import { ScanPanelData } from '../features/scan/view.js' */
/** @import { MethodData } from '../features/score/view.js' */
/** @import { TuneManyData } from '../features/tune-many/view.js' */
/** @import { I18n } from '../i18n/index.js' */
/** @import { NumberField, TrainForm, TuneForm } from '../ops/forms.js' */
/** @import { PruneMethod } from '../protocol.js' */
/** @import { Step } from '../state/state.js' */
import { createPrunePanel } from '../features/prune/view.js';
import { createScanPanel } from '../features/scan/view.js';
import { createMethodPanel } from '../features/score/view.js';
import { createTuneMany } from '../features/tune-many/view.js';
import { h, setHidden, setNumber } from '../ui/dom.js';
import { choiceField, textField } from '../ui/fields.js';
import { createTrainingFields, faultText } from '../ui/training-fields.js';
import { percent } from '../words/format.js';

/** @typedef {{ i18n: I18n, onTrainForm: (form: Partial<TrainForm>) => void, onTuneForm: (form: Partial<TuneForm>) => void,
 *   onMethod: (method: Partial<PruneMethod>) => void, onNote: () => void, onRatio: (ratio: number) => void, onTrain: () => void,
 *   onTrainOn: () => void, onTune: () => void, onPin: (pinned: boolean) => void,
 *   many: Omit<Parameters<typeof createTuneMany>[0], 'i18n'>,
 *   scan: Omit<Parameters<typeof createScanPanel>[0], 'i18n'> }} StepHandlers */
/** @typedef {{ step: Step,
 *   train: { form: TrainForm, faults: readonly NumberField[], canTrainOn: boolean },
 *   method: MethodData, prune: PruneData, scan: ScanPanelData, many: TuneManyData,
 *   tune: { form: TuneForm, faults: readonly NumberField[], sparsity: number | null } }} StepData */

/**
 * @param {HTMLElement} element
 * @param {StepHandlers} handlers
 */
export function createStepPanels(element, handlers) {
  const panels = {
    train: createTrainPanel(handlers),
    score: createScorePanel(handlers),
    prune: createPrunePanel(handlers),
    tune: createTunePanel(handlers),
  };
  const sections = Object.entries(panels).map(([step, panel]) =>
    h(
      'section',
      {
        id: `panel-${step}`,
        role: 'tabpanel',
        'aria-labelledby': `tab-${step}`,
        class: 'step-panel',
      },
      h('h2', { i18n: `step.${step}` }),
      h('p', { class: 'lead', i18n: `step.${step}.lead` }),
      panel.element,
    ),
  );
  element.append(...sections);

  return {
    /** @param {StepData} data */
    update(data) {
      for (const section of sections) setHidden(section, section.id !== `panel-${data.step}`);
      panels.train.update(data.train);
      panels.score.update(data);
      panels.prune.update(data.prune);
      panels.tune.update(data);
    },
    redraw: panels.score.redraw,
  };
}

/** @param {StepHandlers} handlers */
function createTrainPanel({ i18n, onTrainForm, onTrain, onTrainOn }) {
  const hidden = textField({
    id: 'train-hidden',
    label: 'field.hidden',
    help: 'help.hidden',
    inputMode: 'text',
    onInput: (value) => onTrainForm({ hidden: value }),
    onEnter: onTrain,
  });
  const common = createTrainingFields('train', { i18n, onInput: onTrainForm, onEnter: onTrain });
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
      common.element,
      h('div', { class: 'field-button' }, h('p', { id: 'train-on-help', class: 'help', i18n: 'help.trainOn' }), on),
    ),
    /** @param {StepData['train']} data */
    update({ form, faults, canTrainOn }) {
      hidden.update(form.hidden, faults.includes('hidden') ? faultText(i18n, 'hidden') : null);
      common.update({ form, faults });
      on.disabled = !canTrainOn;
    },
  };
}

/** @param {StepHandlers} handlers */
function createScorePanel({ i18n, onMethod, onNote, scan: scanHandlers }) {
  const method = createMethodPanel({ i18n, onMethod, onNote });
  const scan = createScanPanel({ i18n, ...scanHandlers });
  return {
    element: h('div', {}, method.element, scan.element),
    /** @param {StepData} data */
    update({ method: methodData, scan: scanData }) {
      method.update(methodData);
      scan.update(scanData);
    },
    redraw: scan.redraw,
  };
}

/** @param {StepHandlers} handlers */
function createTunePanel({ i18n, onTuneForm, onTune, many: manyHandlers }) {
  const mask = choiceField({
    name: 'mask',
    label: 'tune.mask',
    onChange: (value) => onTuneForm({ mask: /** @type {TuneForm['mask']} */ (value) }),
    options: [
      { value: 'keep', label: 'tune.keep', help: 'tune.keep.help' },
      { value: 'forget', label: 'tune.forget', help: 'tune.forget.help' },
    ],
  });
  const common = createTrainingFields('tune', { i18n, onInput: onTuneForm, onEnter: onTune });
  const sparsity = h('strong', { class: 'number' });
  const many = createTuneMany({ i18n, ...manyHandlers });
  return {
    element: h(
      'div',
      {},
      mask.element,
      common.element,
      h('p', { class: 'read-out' }, h('span', { i18n: 'tune.sparsity' }), ' ', sparsity),
      many.element,
    ),
    /** @param {StepData} data */
    update({ tune: { form, faults, sparsity: value }, many: manyData }) {
      many.update(manyData);
      mask.update(form.mask);
      common.update({ form, faults });
      setNumber(sparsity, value === null ? '\u2013' : percent(value, i18n.language()), value);
    },
  };
}
