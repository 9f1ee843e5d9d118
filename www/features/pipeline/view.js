// @ts-check
/**
 * The pipeline builder: presets, how it begins, the list of stages, what is wrong with it, and how far it has come.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { Plan, Problem } from './plan.js' */
/** @import { Preset } from '../../description.js' */
/** @import { StageHandlers } from './stage-view.js' */
/** @import { PipelineForm, Stage, StageKind } from './stages.js' */
import { h, setAttribute, setHidden, setText } from '../../ui/dom.js';
import { segmented, textField } from '../../ui/fields.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { PAPERS, PRESETS } from './presets.js';
import { createStageRow } from './stage-view.js';
import { STAGE_KINDS } from './stages.js';

/** `base`: the current run's number and words for it; `at`: for the operation at work; `restorable`: whether a preset replaced a list.
 * @typedef {{ form: PipelineForm, plan: Plan, preset: Preset | null,
 *   base: { run: number, words: string } | null, canStart: boolean,
 *   restorable: boolean, progress: StudyProgress | null, at: string | null }} PipelineData */
/** @typedef {StageHandlers & { onPreset: (preset: Preset) => void, onRestore: () => void, onAdd: (kind: StageKind) => void,
 *   onForm: (change: Partial<PipelineForm>) => void, onCancel: () => void }} PipelineHandlers */

/** @param {PipelineHandlers} handlers */
export function createPipelinePanel(handlers) {
  const { i18n, onPreset, onRestore, onAdd, onForm, onStart, onCancel } = handlers;
  const presets = segmented({
    testId: 'pipeline-presets',
    label: 'pipe.presets',
    options: PRESETS.map((value) => ({ value, label: `pipe.preset.${value}` })),
    onChange: (value) => onPreset(/** @type {Preset} */ (value)),
  });
  const about = h('p', { class: 'help' });
  const paper = h('span', { class: 'help' });
  const restore = h('button', {
    type: 'button',
    class: 'button',
    i18n: 'pipe.restore',
    'data-testid': 'pipeline-restore',
    onclick: onRestore,
  });
  const begin = createBeginning({ i18n, onForm, onStart });
  const list = h('ol', { class: 'pipeline-list', i18nLabel: 'pipe.stages', 'data-testid': 'pipeline-stages' });
  const kind = h(
    'select',
    { id: 'pipe-kind', 'data-testid': 'pipeline-kind' },
    ...STAGE_KINDS.map((value) => h('option', { value, i18n: `pipe.kind.${value}` })),
  );
  const add = h('button', {
    type: 'button',
    class: 'button',
    i18n: 'pipe.add',
    'data-testid': 'pipeline-add',
    onclick: () => onAdd(/** @type {StageKind} */ (kind.value)),
  });
  const faults = h('ul', { class: 'pipeline-problems' });
  const problems = h('div', { role: 'status', 'data-testid': 'pipeline-problems' }, faults);
  const start = h('button', {
    type: 'button',
    class: 'button primary',
    i18n: 'pipe.start',
    'data-testid': 'pipeline-start',
    onclick: onStart,
  });
  const progress = createStudyProgress({ i18n, name: 'pipeline', label: 'pipe.progress', begin: start, onCancel });
  const at = h('p', { class: 'help', 'data-testid': 'pipeline-at' });
  const told = h('p', { class: 'visually-hidden', role: 'status' });
  /** @type {Map<number, ReturnType<typeof createStageRow>>} */
  const rows = new Map();
  /** @type {PipelineData | null} */
  let last = null;
  let order = '';
  let shownProblems = '';

  /** @param {readonly Stage[]} stages */
  function arrange(stages) {
    const wanted = stages.map(({ id }) => id).join();
    if (wanted === order) return;
    order = wanted;
    for (const [id, row] of rows) {
      if (stages.some((stage) => stage.id === id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    for (const stage of stages) {
      if (rows.has(stage.id)) continue;
      const row = createStageRow(stage, handlers);
      rows.set(stage.id, row);
      i18n.localise(row.element);
    }
    list.replaceChildren(...stages.map(({ id }) => /** @type {HTMLElement} */ (rows.get(id)?.element)));
  }

  /** @param {Problem} problem @param {PipelineForm} form */
  function problemWords({ stage, field, value, key, params }, { stages }) {
    const remedy = i18n.t(key, params);
    if (stage === null) return remedy;
    const place =
      stage < 0
        ? i18n.t('pipe.begin')
        : i18n.t('pipe.stage', { stage: stage + 1, kind: i18n.t(`pipe.kind.${stages[stage].kind}`) });
    const common = field !== null && (stage < 0 || field in stages[stage].training);
    const what = field === null ? '' : i18n.t(`${common ? 'field' : 'pipe.field'}.${field}`);
    return field === null
      ? i18n.t('pipe.problem', { place, remedy })
      : i18n.t('pipe.problem.value', { place, field: what, value, remedy });
  }

  /** @param {PipelineData} data */
  function showProblems({ form, plan }) {
    const words = plan.problems.map((problem) => problemWords(problem, form));
    const key = words.join('\n');
    if (key === shownProblems) return;
    shownProblems = key;
    faults.replaceChildren(
      ...plan.problems.map(({ stage, field, key: fault }, index) =>
        h(
          'li',
          { 'data-testid': 'pipeline-problem', 'data-stage': stage, 'data-field': field, 'data-key': fault },
          words[index],
        ),
      ),
    );
    setHidden(faults, words.length === 0);
  }

  /** @param {PipelineData} data */
  function update(data) {
    last = data;
    const { form, plan, preset } = data;
    presets.update(preset ?? '');
    setText(about, preset ? i18n.t(`pipe.preset.${preset}.help`) : i18n.t('pipe.own'));
    showPaper(preset);
    setHidden(restore, !data.restorable);
    begin.update(data);
    arrange(form.stages);
    form.stages.forEach((stage, index) => {
      const faults = plan.problems.filter((problem) => problem.stage === index);
      rows.get(stage.id)?.update({ stage, index, count: form.stages.length, op: plan.read[index], faults });
    });
    showProblems(data);
    start.disabled = !data.canStart || plan.problems.length > 0;
    progress.update(data.progress);
    setText(at, data.at ?? '');
    setAttribute(at, 'data-value', data.progress && data.progress.finished + 1);
    setAttribute(at, 'data-total', data.progress && data.progress.total);
    setHidden(at, data.at === null);
  }

  /** @param {Preset | null} preset */
  function showPaper(preset) {
    const key = preset ?? '';
    if (paper.dataset.preset === key) return;
    paper.dataset.preset = key;
    paper.replaceChildren(
      ...(preset ? PAPERS[preset] : []).flatMap(([name, arxiv], index) => [
        index > 0 ? i18n.t('short.comma') : '',
        arxiv
          ? h('a', { href: `https://arxiv.org/abs/${arxiv}`, target: '_blank', rel: 'noopener' }, name)
          : h('span', {}, name),
      ]),
    );
  }

  return {
    element: h(
      'div',
      { class: 'pipeline-builder' },
      h('div', { class: 'compare-buttons' }, presets.element, restore),
      about,
      paper,
      begin.element,
      list,
      h('div', { class: 'compare-buttons' }, h('label', { for: 'pipe-kind', i18n: 'pipe.new' }), kind, add),
      h('p', { class: 'help pipeline-storing', i18n: 'pipe.storing' }),
      problems,
      h('div', { class: 'compare-buttons' }, start),
      progress.element,
      at,
      told,
    ),
    update,
    /** After a stage was moved, added or removed: the keyboard goes on there, and it is told. @param {number | null} id
     * @param {'toggle' | 'up' | 'down' | 'remove'} what */
    follow(id, what) {
      if (!last) return;
      const row = id === null ? null : rows.get(id);
      const index = last.form.stages.findIndex((stage) => stage.id === id);
      if (!row || index < 0) {
        kind.focus();
        return;
      }
      row.focus(what);
      if (what === 'toggle') row.open(true);
      const name = i18n.t(`pipe.kind.${last.form.stages[index].kind}`);
      setText(told, i18n.t('pipe.told', { kind: name, stage: index + 1, count: last.form.stages.length }));
    },
  };
}

/** A new network, or the current run. @param {Pick<PipelineHandlers, 'i18n' | 'onForm' | 'onStart'>} handlers */
function createBeginning({ i18n, onForm, onStart }) {
  const way = segmented({
    testId: 'pipeline-begin',
    label: 'pipe.begin',
    options: ['new', 'current'].map((value) => ({ value, label: `pipe.begin.${value}` })),
    onChange: (value) => onForm({ begin: value === 'current' ? 'current' : 'new' }),
  });
  const field = (/** @type {'hidden' | 'seed'} */ name) =>
    textField({
      id: `pipe-${name}`,
      label: `field.${name}`,
      help: `help.${name}`,
      inputMode: name === 'hidden' ? 'text' : 'numeric',
      onEnter: onStart,
      onInput: (value) => onForm({ [name]: value }),
    });
  const [hidden, seed] = [field('hidden'), field('seed')];
  const fields = h('div', { class: 'pipeline-begin' }, hidden.element, seed.element);
  const run = h('p', { class: 'help', 'data-testid': 'pipeline-base' });
  return {
    element: h('div', {}, h('div', { class: 'compare-buttons' }, way.element), fields, run),
    /** @param {PipelineData} data */
    update({ form, plan, base }) {
      way.update(form.begin);
      const wrong = (/** @type {string} */ name) => {
        const problem = plan.problems.find(({ stage, field: of }) => stage === -1 && of === name);
        return problem ? i18n.t(problem.key, problem.params) : null;
      };
      hidden.update(form.hidden, wrong('hidden'));
      seed.update(form.seed, wrong('seed'));
      setHidden(fields, form.begin !== 'new');
      setHidden(run, form.begin === 'new');
      setText(run, base?.words ?? i18n.t('pipe.fault.noRun'));
      setAttribute(run, 'data-value', base && base.run);
    },
  };
}
