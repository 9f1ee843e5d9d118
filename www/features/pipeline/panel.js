// @ts-check
/**
 * The pipeline at work: the builder's stages become operations of one run after another, and the files of the runs that
 * lead to the current one are written to know their size. Loaded on demand.
 */

/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Preset } from './presets.js' */
/** @import { PipelineForm, Stage } from './stages.js' */
import { createFileSizes } from '../../engine/file-sizes.js';
import { currentNode, isOtherLab, isReady } from '../../state/select.js';
import { opsTo, pathTo, runNumber } from '../../state/tree.js';
import { h } from '../../ui/dom.js';
import { opWords } from '../../words/op-words.js';
import { pathData, progressOf } from './path.js';
import { baseOfPath, planOf } from './plan.js';
import { presetForm } from './presets.js';
import { createStage, moveStage, withShape } from './stages.js';
import { createPipelinePanel } from './view.js';
import { createWaterfall } from './waterfall.js';

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, client, i18n, open }) {
  let nextId = 1;
  /** @type {Preset | null} */
  let preset = 'textbook';
  let form = fill('textbook');
  /** The person's own list that another took the place of. @type {PipelineForm | null} */
  let before = null;
  /** Where the keyboard goes once the list is drawn. @type {{ id: number | null, what: 'toggle' | 'up' | 'down' | 'remove' } | null} */
  let focus = null;
  /** The run that this panel began. */
  let runId = -1;
  /** The last run of the waterfall. @type {number | null} */
  let end = null;

  /** @param {Preset} name */
  function fill(name) {
    const made = presetForm(name, nextId, store.get().seed);
    nextId += made.stages.length;
    return made;
  }

  /** A list of the person's own from here on. @param {Partial<PipelineForm>} change */
  function change(change) {
    form = { ...form, ...change };
    preset = null;
    store.redraw();
  }

  /** @param {number} id @param {(stage: Stage) => Stage} next */
  const changeStage = (id, next) =>
    change({ stages: form.stages.map((stage) => (stage.id === id ? next(stage) : stage)) });

  const panel = createPipelinePanel({
    i18n,
    onPreset(name) {
      if (preset === null) before = form;
      form = fill(name);
      preset = name;
      store.redraw();
    },
    onRestore() {
      if (!before) return;
      [form, before] = [before, preset === null ? form : null];
      preset = null;
      focus = { id: form.stages[0]?.id ?? null, what: 'up' };
      store.redraw();
    },
    onForm: change,
    onAdd(kind) {
      const stage = createStage(kind, nextId++);
      focus = { id: stage.id, what: 'toggle' };
      change({ stages: [...form.stages, stage] });
    },
    onValues: (id, values) =>
      changeStage(id, (stage) => {
        const next = { ...stage.values, ...values };
        return { ...stage, values: values.shape ? withShape(next, values.shape) : next };
      }),
    onTraining: (id, training) =>
      changeStage(id, (stage) => ({ ...stage, training: { ...stage.training, ...training } })),
    onMove(id, by) {
      focus = { id, what: by < 0 ? 'up' : 'down' };
      change({ stages: moveStage(form.stages, id, by) });
    },
    onRemove(id) {
      const at = form.stages.findIndex((stage) => stage.id === id);
      const stages = form.stages.filter((stage) => stage.id !== id);
      focus = { id: stages[Math.min(at, stages.length - 1)]?.id ?? null, what: 'remove' };
      change({ stages });
    },
    onStart() {
      const state = store.get();
      const { parent, ops, problems } = plan(state);
      if (!canStart(state) || problems.length) return;
      actions.start(parent, ops);
      runId = store.get().run?.runId ?? -1;
    },
    onCancel: actions.cancel,
  });
  const waterfall = createWaterfall({
    i18n,
    onOpen: actions.select,
    onExport() {
      // The dialog offers the current run.
      if (end !== null && end !== store.get().current) actions.select(end);
      open('exports');
    },
  });
  element.append(panel.element, h('hr'), waterfall.element);

  /** @param {State} state */
  const canStart = (state) => isReady(state) && state.run === null;

  /** @param {State} state */
  function plan({ data: { info }, nodes, current }) {
    const images = info?.train ?? 1;
    const base = baseOfPath(pathTo(nodes, current), images);
    return planOf(form, {
      pixels: (info?.height ?? 28) * (info?.width ?? 28),
      classes: info?.classes ?? 10,
      images,
      base,
    });
  }

  /** The runs that lead to the current one, or to the last one of the run that goes on. Going back to one of them
   * leaves those after it there. @param {State} state */
  function pathNow({ nodes, run, current }) {
    const at = run ? (run.lastNode ?? run.parent) : current;
    const shown = pathTo(nodes, end);
    if (!run && shown.some(({ id }) => id === at)) return shown;
    end = at;
    return pathTo(nodes, at);
  }

  const sizes = createFileSizes({ store, client, wanted: pathNow });
  store.follow((state, before) => {
    if (isOtherLab(state, before)) end = null;
  });

  return {
    /** @param {State} state */
    draw(state) {
      const { run } = state;
      const node = currentNode(state);
      const mine = run?.runId === runId ? run : null;
      const images = state.data.info?.train ?? 1;
      panel.update({
        form,
        plan: plan(state),
        preset,
        base: node && i18n.t('pipe.base', { run: runNumber(node.id), words: opWords(i18n, node.op) }),
        canStart: canStart(state),
        restorable: before !== null,
        progress: mine && {
          total: mine.ops.length,
          finished: mine.opsDone,
          ...progressOf(mine.ops, mine, images, opsTo(state.nodes, mine.parent)),
        },
        at: mine && mine.ops[mine.opsDone] ? atWords(mine) : null,
      });
      if (focus) panel.follow(focus.id, focus.what);
      focus = null;
      waterfall.update({
        path: pathData(pathNow(state), sizes.of),
        current: run ? null : state.current,
        busy: run !== null,
      });
      sizes.ask();
    },
    redraw: waterfall.redraw,
  };

  /** @param {import('../../state/state.js').ActiveRun} run */
  function atWords({ ops, opsDone, batch, totalBatches, teaching }) {
    const params = { step: opsDone + 1, steps: ops.length, words: opWords(i18n, ops[opsDone]), batch, totalBatches };
    if (teaching) return `${i18n.t('pipe.at.instant', params)} ${i18n.t('run.teaching')}`;
    return i18n.t(totalBatches > 0 ? 'pipe.at' : 'pipe.at.instant', params);
  }
}
