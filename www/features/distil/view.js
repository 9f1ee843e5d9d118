// @ts-check
/**
 * Distillation: who teaches, whom, and how; soft targets of one image; the student alone beside the student taught.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/progress.js' */
/** @import { DistilField, DistilForm } from './model.js' */
/** @import { SoftLabelsData } from './soft-labels.js' */
/** @import { TaughtData } from './table.js' */
import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { accuracyOf } from '../../state/select.js';
import { methodLines } from '../../ui/experiment.js';
import { textField } from '../../ui/form.js';
import { studyProgress } from '../../ui/progress.js';
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
const SOURCES = [{ name: 'Hinton, Vinyals & Dean 2015', arxiv: '1503.02531' }];
const OWN = /** @type {const} */ (['teacherHidden', 'teacherEpochs']);
const STUDENT = /** @type {const} */ (['hidden', 'epochs', 'temperature', 'alpha', 'seeds']);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onForm: (change: Partial<DistilForm>) => void, onTeacher: (run: number) => void,
 *   onTrain: () => void, onCancelTraining: () => void, onStart: () => void, onCancel: () => void }
 *   & Parameters<typeof createSoftLabels>[0] & Parameters<typeof createTaughtTable>[0]} handlers
 */
export function createDistilPanel(element, handlers) {
  const { i18n, onForm, onTeacher, onTrain, onCancelTraining, onStart, onCancel } = handlers;
  const { t } = i18n;
  const soft = createSoftLabels(handlers);
  const taught = createTaughtTable(handlers);

  /** @param {DistilField} name */
  function faultText(name) {
    if (name === 'hidden' || name === 'teacherHidden') return t('fault.hidden');
    const { min, max, whole } = DISTIL_LIMITS[name];
    return t(whole ? 'fault.whole' : 'fault.number', { min, max });
  }

  /** @param {DistilField} name @param {DistilData} data @param {() => void} onEnter */
  function field(name, { form, faults }, onEnter) {
    return textField({
      id: `distil-${name}`,
      label: t(`distil.${name}`),
      help: t(`distil.${name}.help`),
      value: form[name],
      fault: faults.includes(name) ? faultText(name) : null,
      inputMode: name === 'temperature' || name === 'alpha' ? 'decimal' : 'numeric',
      onEnter,
      onInput: (value) => onForm({ [name]: value }),
    });
  }

  /** @param {DistilData} data */
  function teacher(data) {
    const { runs, teacher: chosen } = data;
    return html`<h3>${t('distil.teachers')}</h3>
      <div class="field distil-teacher">
        <label for="distil-teacher">${t('distil.teacher')}</label>
        <select
          id="distil-teacher"
          data-testid="distil-teacher"
          aria-describedby="distil-teacher-help"
          data-accuracy=${chosen ? accuracyOf(chosen.result.evaluation) : nothing}
          ?disabled=${runs.length === 0}
          @change=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) =>
            onTeacher(Number(event.currentTarget.value))}
        >
          ${runs.map(
            (node) =>
              html`<option value=${node.id} .selected=${live(node.id === chosen?.id)}>${runWords(i18n, node)}</option>`,
          )}
        </select>
        <p id="distil-teacher-help" class="help">${t(runs.length ? 'distil.teacher.help' : 'distil.teacher.none')}</p>
      </div>
      <details class="distil-larger">
        <summary data-testid="distil-larger">${t('distil.larger')}</summary>
        <div class="experiment-fields">${OWN.map((name) => field(name, data, onTrain))}</div>
        ${studyProgress({
          i18n,
          name: 'distil-training',
          testId: 'distil-train',
          label: t('distil.training'),
          begin: t('distil.train'),
          job: data.training,
          enabled: data.canTrain,
          onBegin: onTrain,
          onCancel: onCancelTraining,
        })}
      </details>`;
  }

  return {
    /** @param {DistilData} data */
    update(data) {
      render(
        html`${methodLines(t('distil.method'), SOURCES)}
          <div class="experiment-controls">
            ${teacher(data)}
            <h3>${t('distil.student')}</h3>
            <div class="experiment-fields">${STUDENT.map((name) => field(name, data, onStart))}</div>
            <p class="help">${t(data.fault ? 'distil.settings.fault' : 'distil.settings', { seed: data.seed })}</p>
            ${studyProgress({
              i18n,
              name: 'distil',
              testId: 'distil-start',
              label: t('distil.progress'),
              begin: t('distil.start'),
              job: data.job,
              enabled: data.canStart,
              primary: true,
              onBegin: onStart,
              onCancel,
            })}
            <details class="formula">
              <summary>${t('score.formula')}</summary>
              <code>${FORMULA}</code>
              <p class="help">${t('distil.formula')}</p>
            </details>
          </div>
          ${taught(data.taught)} ${soft(data.soft)}`,
        element,
      );
    },
  };
}
