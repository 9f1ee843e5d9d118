// @ts-check
/**
 * The pipeline at work: the builder's stages become operations of one run after another, and the files of the runs that
 * lead to the current one are written to know their size. Loaded on demand.
 */

/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
/** @import { PipelineForm, Stage, StageKind } from './stages.js' */
import { html, render } from 'lit-html';
import { createFileSizes } from '../../engine/file-sizes.js';
import { subjectOnStage } from '../../state/moment.js';
import { isReady } from '../../state/select.js';
import { opsTo, pathTo, runNumber } from '../../state/tree.js';
import { openTerm } from '../../ui/term-link.js';
import { opWords } from '../../words/op-words.js';
import { subjectWords } from '../../words/subject-words.js';
import { listText, presetOf, readList } from './list-text.js';
import { freeId, pipelineSlice } from './model.js';
import { pathData, progressOf } from './path.js';
import { baseOf, planOf } from './plan.js';
import { presetForm } from './presets.js';
import { createStage, moveStage, withShape } from './stages.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createBuilderView } from './view.js';
import { createWaterfallView } from './waterfall.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, client, i18n, charts, open }) {
  const own = store.slice(pipelineSlice(store.get().seed));
  // A run that was there before the panel.
  own.found({ end: store.get().current });
  /** Where the keyboard goes once the list is drawn. @type {{ id: number | null, what: 'toggle' | 'up' | 'down' | 'remove' } | null} */
  let focus = null;
  /** Stages whose settings are unfolded. @type {Set<number>} */
  const unfolded = new Set();
  /** The kind of the next stage that is added. @type {StageKind} */
  let kind = 'train';
  /** What was done to the list, for screen readers. */
  let told = '';

  const listNow = () => readList(own.get().form.list);

  /** A list of the person's own from here on. @param {Partial<PipelineForm>} change */
  const change = (change) => own.change({ list: listText({ ...listNow(), ...change }) });

  /** @param {number} id @param {(stage: Stage) => Stage} next */
  const changeStage = (id, next) =>
    change({ stages: listNow().stages.map((stage) => (stage.id === id ? next(stage) : stage)) });

  const builder = createBuilderView({
    i18n,
    onPreset(name) {
      const { form } = own.get();
      const list = presetForm(name, freeId(form), store.get().seed);
      own.change({ list: listText(list), before: presetOf(listNow()) === null ? form.list : form.before });
    },
    onRestore() {
      const { list, before } = own.get().form;
      if (before === null) return;
      focus = { id: readList(before).stages[0]?.id ?? null, what: 'up' };
      own.change({ list: before, before: presetOf(listNow()) === null ? list : null });
    },
    onForm: change,
    onKind(next) {
      kind = next;
      store.redraw();
    },
    onToggle(id) {
      if (!unfolded.delete(id)) unfolded.add(id);
      store.redraw();
    },
    onAdd() {
      const stage = createStage(kind, freeId(own.get().form));
      unfolded.add(stage.id);
      focus = { id: stage.id, what: 'toggle' };
      change({ stages: [...listNow().stages, stage] });
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
      change({ stages: moveStage(listNow().stages, id, by) });
    },
    onRemove(id) {
      const at = listNow().stages.findIndex((stage) => stage.id === id);
      const stages = listNow().stages.filter((stage) => stage.id !== id);
      focus = { id: stages[Math.min(at, stages.length - 1)]?.id ?? null, what: 'remove' };
      change({ stages });
    },
    onStart() {
      const state = store.get();
      const { parent, ops, problems } = plan(state);
      if (!canStart(state) || problems.length) return;
      actions.start(parent, ops);
      own.found({ runId: store.get().run?.runId ?? -1 });
    },
    onCancel: actions.cancel,
    onTerm: (term) => openTerm(open, term),
  });
  const waterfall = createWaterfallView({
    i18n,
    charts,
    onOpen: actions.select,
    onExport() {
      // The dialog offers the current run.
      const { end } = own.get();
      if (end !== null && end !== store.get().current) actions.select(end);
      open('exports');
    },
  });
  /** @param {State} state */
  const canStart = (state) => isReady(state) && state.run === null;

  /** @param {State} state */
  function plan(state) {
    const { info } = state.data;
    const images = info?.train ?? 1;
    return planOf(listNow(), {
      pixels: (info?.height ?? 28) * (info?.width ?? 28),
      classes: info?.classes ?? 10,
      images,
      base: baseOf(state, images),
    });
  }

  /** The runs that lead to the last one. @param {State} state */
  const pathNow = ({ nodes }) => pathTo(nodes, own.get().end);

  const sizes = createFileSizes({ store, client, wanted: pathNow });

  /** The keyboard goes on where the list was changed, and that is told. */
  function follow() {
    if (!focus) return;
    const { id, what } = focus;
    focus = null;
    const { stages } = listNow();
    const index = stages.findIndex((stage) => stage.id === id);
    const row = element.querySelector(`[data-id="${id}"]`);
    const button = (/** @type {string} */ name) =>
      /** @type {HTMLButtonElement | null} */ (row?.querySelector(`[data-do="${name}"]`) ?? null);
    const wanted = button(what);
    const next = wanted?.disabled ? button(what === 'up' ? 'down' : 'up') : wanted;
    (next ?? /** @type {HTMLElement | null} */ (element.querySelector('#pipe-kind')))?.focus();
    if (index < 0) return;
    const name = i18n.t(`pipe.kind.${stages[index].kind}`);
    told = i18n.t('pipe.told', { kind: name, stage: index + 1, count: stages.length });
    store.redraw();
  }

  return {
    /** @param {State} state */
    draw(state) {
      const { run } = state;
      const { form, runId } = own.get();
      const on = subjectOnStage(state);
      const mine = run?.runId === runId ? run : null;
      const images = state.data.info?.train ?? 1;
      const begun = {
        form: listNow(),
        plan: plan(state),
        preset: presetOf(listNow()),
        base: on && {
          run: runNumber(on.node.id),
          words: i18n.t('subject.is', { network: subjectWords(i18n, on) }),
        },
        canStart: canStart(state),
        restorable: form.before !== null,
        progress: mine && {
          total: mine.ops.length,
          finished: mine.opsDone,
          ...progressOf(mine.ops, mine, images, opsTo(state.nodes, mine.parent)),
        },
        at: mine && mine.ops[mine.opsDone] ? atWords(mine) : null,
        kind,
        open: unfolded,
        told,
      };
      const path = pathData(pathNow(state), sizes.of);
      render(
        html`${builder(begun)} ${waterfall.template({ path, current: run ? null : state.current, busy: run !== null })}`,
        element,
      );
      follow();
      if (element.closest('[hidden]') === null) sizes.ask();
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
