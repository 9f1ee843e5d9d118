// @ts-check
/**
 * Distillation: who teaches, whom, and how; soft labels of one image; the student alone beside the student taught.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { DistilField, DistilForm } from './model.js' */
/** @import { SoftLabelsData } from './soft-labels.js' */
/** @import { TaughtData } from './table.js' */
import { accuracyOf } from '../../state/select.js';
import { h, setAttribute, setText } from '../../ui/dom.js';
import { textField } from '../../ui/fields.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { runWords } from '../../words/op-words.js';
import { DISTIL_LIMITS } from './model.js';
import { createSoftLabels } from './soft-labels.js';
import { createTaughtTable } from './table.js';

/** `fault`: the settings of step 1 are out of range.
 * @typedef {{ form: DistilForm, faults: readonly DistilField[], fault: boolean, seed: string, runs: readonly RunNode[],
 *   teacher: RunNode | null, canTrain: boolean, training: StudyProgress | null, canStart: boolean,
 *   job: StudyProgress | null, soft: SoftLabelsData, taught: TaughtData | null }} DistilData */

/** y are labels, z the student's logits, v the teacher's. */
const FORMULA = 'L = (1 \u2212 \u03b1) CE(y, softmax(z)) + \u03b1 T\u00b2 KL(softmax(v / T) \u2016 softmax(z / T))';

/**
 * @param {{ i18n: I18n, onForm: (change: Partial<DistilForm>) => void, onTeacher: (run: number) => void,
 *   onTrain: () => void, onCancelTraining: () => void, onStart: () => void, onCancel: () => void }
 *   & Parameters<typeof createSoftLabels>[0] & Parameters<typeof createTaughtTable>[0]} handlers
 */
export function createDistilPanel(handlers) {
  const { i18n, onForm, onTeacher, onTrain, onCancelTraining, onStart, onCancel } = handlers;
  const teacher = h('select', {
    id: 'distil-teacher',
    'data-testid': 'distil-teacher',
    'aria-describedby': 'distil-teacher-help',
    onchange: () => onTeacher(Number(teacher.value)),
  });
  const teacherHelp = h('p', { id: 'distil-teacher-help', class: 'help' });
  /** @param {DistilField} name @param {() => void} onEnter */
  const field = (name, onEnter) =>
    textField({
      id: `distil-${name}`,
      label: `distil.${name}`,
      help: `distil.${name}.help`,
      inputMode: name === 'temperature' || name === 'alpha' ? 'decimal' : 'numeric',
      testId: `distil-${name}`,
      onEnter,
      onInput: (value) => onForm({ [name]: value }),
    });
  const own = {
    teacherHidden: field('teacherHidden', onTrain),
    teacherEpochs: field('teacherEpochs', onTrain),
  };
  const students = {
    hidden: field('hidden', onStart),
    epochs: field('epochs', onStart),
    temperature: field('temperature', onStart),
    alpha: field('alpha', onStart),
    seeds: field('seeds', onStart),
  };
  const fields = Object.entries({ ...own, ...students });
  /** @param {Record<string, { element: HTMLElement }>} some */
  const group = (some) => h('div', { class: 'sparse-fields' }, ...Object.values(some).map(({ element }) => element));
  /** @param {string} name @param {string} kind @param {() => void} onclick */
  const button = (name, kind, onclick) =>
    h('button', { type: 'button', class: kind, i18n: `distil.${name}`, 'data-testid': `distil-${name}`, onclick });
  const train = button('train', 'button', onTrain);
  const start = button('start', 'button primary', onStart);
  const training = createStudyProgress({
    i18n,
    name: 'distil-training',
    label: 'distil.training',
    begin: train,
    onCancel: onCancelTraining,
  });
  const progress = createStudyProgress({ i18n, name: 'distil', label: 'distil.progress', begin: start, onCancel });
  const settings = h('p', { class: 'help' });
  const soft = createSoftLabels(handlers);
  const taught = createTaughtTable(handlers);
  let listed = '';

  /** @param {readonly RunNode[]} runs @param {RunNode | null} chosen */
  function fillRuns(runs, chosen) {
    const key = `${i18n.language()} ${runs.map(({ id }) => id).join(' ')}`;
    if (key !== listed) {
      listed = key;
      teacher.replaceChildren(...runs.map((node) => h('option', { value: node.id }, runWords(i18n, node))));
    }
    if (chosen) teacher.value = String(chosen.id);
    setAttribute(teacher, 'data-accuracy', chosen && accuracyOf(chosen.result.evaluation));
    teacher.disabled = runs.length === 0;
    setText(teacherHelp, i18n.t(runs.length ? 'distil.teacher.help' : 'distil.teacher.none'));
  }

  /** @param {DistilField} name */
  function faultText(name) {
    if (name === 'hidden' || name === 'teacherHidden') return i18n.t('fault.hidden');
    const { min, max, whole } = DISTIL_LIMITS[name];
    return i18n.t(whole ? 'fault.whole' : 'fault.number', { min, max });
  }

  return {
    element: h(
      'div',
      { class: 'distil-body' },
      h(
        'div',
        {},
        h('h3', { i18n: 'distil.teachers' }),
        h('div', { class: 'distil-teacher' }, h('label', { for: 'distil-teacher', i18n: 'distil.teacher' }), teacher),
        teacherHelp,
        h(
          'details',
          { class: 'distil-larger' },
          h('summary', { 'data-testid': 'distil-larger', i18n: 'distil.larger' }),
          group(own),
          h('div', { class: 'compare-buttons' }, train),
          training.element,
        ),
        h('h3', { i18n: 'distil.student' }),
        group(students),
        settings,
        h('div', { class: 'compare-buttons' }, start),
        progress.element,
        h(
          'details',
          { class: 'formula' },
          h('summary', { i18n: 'score.formula' }),
          h('code', {}, FORMULA),
          h('p', { class: 'help', i18n: 'distil.formula' }),
          h(
            'p',
            { class: 'help' },
            h(
              'a',
              { href: 'https://arxiv.org/abs/1503.02531', target: '_blank', rel: 'noopener' },
              'Hinton, Vinyals & Dean 2015',
            ),
          ),
        ),
      ),
      h('div', { class: 'distil-results' }, soft.element, taught.element),
    ),
    /** @param {DistilData} data */
    update(data) {
      const { form, faults } = data;
      fillRuns(data.runs, data.teacher);
      for (const [name, one] of fields) {
        const key = /** @type {DistilField} */ (name);
        one.update(form[key], faults.includes(key) ? faultText(key) : null);
      }
      setText(settings, i18n.t(data.fault ? 'distil.settings.fault' : 'distil.settings', { seed: data.seed }));
      train.disabled = !data.canTrain;
      training.update(data.training);
      start.disabled = !data.canStart;
      progress.update(data.job);
      soft.update(data.soft);
      taught.update(data.taught);
    },
  };
}
