// @ts-check
/**
 * The pipeline builder: presets, how it begins, the list of stages, what is wrong with it, and how far it has come.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { StudyProgress } from '../../ui/progress.js' */
/** @import { Plan, Problem } from './plan.js' */
/** @import { Preset } from '../../description.js' */
/** @import { StageHandlers } from './stage-view.js' */
/** @import { PipelineForm, StageKind } from './stages.js' */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { segments, textField } from '../../ui/form.js';
import { studyProgress } from '../../ui/progress.js';
import { PAPERS, PRESETS } from './presets.js';
import { stageTemplate } from './stage-view.js';
import { STAGE_KINDS } from './stages.js';

/** `base`: the number of the run on the stage and words for it; `at`: for the operation at work; `restorable`: whether a
 * preset replaced a list; `kind`: of a stage that could be added; `open`: stages that are unfolded; `told`: for screen readers.
 * @typedef {{ form: PipelineForm, plan: Plan, preset: Preset | null,
 *   base: { run: number, words: string } | null, canStart: boolean, restorable: boolean, progress: StudyProgress | null,
 *   at: string | null, kind: StageKind, open: ReadonlySet<number>, told: string }} PipelineData */
/** @typedef {StageHandlers & { onPreset: (preset: Preset) => void, onRestore: () => void, onKind: (kind: StageKind) => void,
 *   onAdd: () => void, onForm: (change: Partial<PipelineForm>) => void, onCancel: () => void }} PipelineHandlers */

/** @param {PipelineHandlers} handlers */
export function createBuilderView(handlers) {
  const { i18n, onPreset, onRestore, onKind, onAdd, onForm, onStart, onCancel } = handlers;
  const { t } = i18n;

  /** @param {PipelineData} data */
  function presetTemplate({ preset, restorable }) {
    return html`<div class="compare-buttons">
        ${segments({
          testId: 'pipeline-presets',
          label: t('pipe.presets'),
          value: preset ?? '',
          options: PRESETS.map((value) => ({ value, label: t(`pipe.preset.${value}`) })),
          onChange: (value) => onPreset(/** @type {Preset} */ (value)),
        })}
        <button type="button" class="button" data-testid="pipeline-restore" ?hidden=${!restorable} @click=${onRestore}>
          ${t('pipe.restore')}
        </button>
      </div>
      <p class="help">
        ${preset ? t(`pipe.preset.${preset}.help`) : t('pipe.own')}
        ${(preset ? PAPERS[preset] : []).map(([name, arxiv], index) => [
          index > 0 ? t('short.comma') : nothing,
          arxiv
            ? html`<a href=${`https://arxiv.org/abs/${arxiv}`} target="_blank" rel="noopener">${name}</a>`
            : html`<span>${name}</span>`,
        ])}
      </p>`;
  }

  /** A new network, or the one on the stage. @param {PipelineData} data */
  function beginTemplate({ form, plan, base }) {
    const isNew = form.begin === 'new';
    const field = (/** @type {'hidden' | 'seed'} */ name) => {
      const problem = plan.problems.find(({ stage, field: of }) => stage === -1 && of === name);
      return textField({
        id: `pipe-${name}`,
        label: t(`field.${name}`),
        help: t(`help.${name}`),
        value: form[name],
        fault: problem ? t(problem.key, problem.params) : null,
        inputMode: name === 'hidden' ? 'text' : 'numeric',
        onInput: (value) => onForm({ [name]: value }),
        onEnter: onStart,
      });
    };
    return html`<div class="compare-buttons">
        <span>${t('pipe.begin')}</span>
        ${segments({
          testId: 'pipeline-begin',
          label: t('pipe.begin'),
          value: form.begin,
          options: ['new', 'current'].map((value) => ({ value, label: t(`pipe.begin.${value}`) })),
          onChange: (value) => onForm({ begin: value === 'current' ? 'current' : 'new' }),
        })}
      </div>
      ${
        isNew
          ? html`<div class="pipeline-begin">${field('hidden')} ${field('seed')}</div>`
          : html`<p class="help" data-testid="pipeline-base" data-value=${base?.run ?? nothing}>
              ${base?.words ?? t('subject.none')}
            </p>`
      }`;
  }

  /** @param {Problem} problem @param {PipelineForm} form */
  function problemWords({ stage, field, value, key, params }, { stages }) {
    const remedy = t(key, params);
    if (stage === null) return remedy;
    const place =
      stage < 0 ? t('pipe.begin') : t('pipe.stage', { stage: stage + 1, kind: t(`pipe.kind.${stages[stage].kind}`) });
    const common = field !== null && (stage < 0 || field in stages[stage].training);
    if (field === null) return t('pipe.problem', { place, remedy });
    const what = t(`${common ? 'field' : 'pipe.field'}.${field}`);
    return t('pipe.problem.value', { place, field: what, value, remedy });
  }

  /** @param {PipelineData} data */
  function stagesTemplate({ form, plan, open }) {
    return html`<ol class="pipeline-list" aria-label=${t('pipe.stages')} data-testid="pipeline-stages">
      ${repeat(
        form.stages,
        ({ id }) => id,
        (stage, index) =>
          stageTemplate(
            {
              stage,
              index,
              count: form.stages.length,
              op: plan.read[index],
              faults: plan.problems.filter((problem) => problem.stage === index),
              open: open.has(stage.id),
            },
            handlers,
          ),
      )}
    </ol>`;
  }

  /** @param {PipelineData} data */
  return (data) => {
    const { form, plan, kind, canStart, progress, at, told } = data;
    return html`<div class="pipeline-builder">
      ${presetTemplate(data)} ${beginTemplate(data)} ${stagesTemplate(data)}
      <div class="compare-buttons">
        <label for="pipe-kind">${t('pipe.new')}</label>
        <select
          id="pipe-kind"
          data-testid="pipeline-kind"
          @change=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) =>
            onKind(/** @type {StageKind} */ (event.currentTarget.value))}
        >
          ${STAGE_KINDS.map(
            (value) => html`<option value=${value} .selected=${value === kind}>${t(`pipe.kind.${value}`)}</option>`,
          )}
        </select>
        <button type="button" class="button" data-testid="pipeline-add" @click=${onAdd}>${t('pipe.add')}</button>
      </div>
      <p class="help pipeline-storing">${t('pipe.storing')}</p>
      <div role="status" data-testid="pipeline-problems">
        <ul class="pipeline-problems" ?hidden=${plan.problems.length === 0}>
          ${plan.problems.map(
            (problem) =>
              html`<li
                data-testid="pipeline-problem"
                data-stage=${problem.stage ?? nothing}
                data-field=${problem.field ?? nothing}
                data-key=${problem.key}
              >
                ${problemWords(problem, form)}
              </li>`,
          )}
        </ul>
      </div>
      ${studyProgress({
        i18n,
        name: 'pipeline',
        testId: 'pipeline-start',
        label: t('pipe.progress'),
        begin: t('pipe.start'),
        job: progress,
        enabled: canStart && plan.problems.length === 0,
        primary: true,
        onBegin: onStart,
        onCancel,
      })}
      <p
        class="help"
        data-testid="pipeline-at"
        data-value=${progress ? progress.finished + 1 : nothing}
        data-total=${progress?.total ?? nothing}
        ?hidden=${at === null}
      >
        ${at}
      </p>
      <p class="visually-hidden" role="status">${told}</p>
    </div>`;
  };
}
