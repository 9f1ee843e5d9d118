// @ts-check
/**
 * Distillation at work: the teacher is a run of the list or trained now, its answers to single images come from the
 * engine, and the pool trains students alone and taught, a piece of work a seed. Loaded on demand.
 */

/** @import { RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Comparison } from './model.js' */
import { createAnswers } from '../../engine/answers.js';
import { faultNotice } from '../../engine/fault-notice.js';
import { readSeed, readTraining } from '../../ops/forms.js';
import { readNumber } from '../../ops/limits.js';
import { accuracyOf, currentNode, isOtherLab, isReady } from '../../state/select.js';
import { opsTo } from '../../state/tree.js';
import {
  addEnd,
  defaultDistil,
  pairsCsv,
  pairsOf,
  readDistil,
  teacherOps,
  temperaturesWith,
  trialsOf,
} from './model.js';
import { createDistilPanel } from './view.js';

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, client, i18n, theme, save }) {
  const answerOf = createAnswers({ store, client });
  let form = defaultDistil();
  /** Run of the list. @type {number | null} */
  let teacher = null;
  /** The run that makes a teacher. @type {number | null} */
  let training = null;
  /** The test image as typed, from 1. */
  let typed = '1';
  /** @type {import('../../engine/answers.js').Answer | null} */
  let answer = null;
  /** @type {Comparison | null} */
  let comparison = null;

  const panel = createDistilPanel({
    i18n,
    onForm(change) {
      form = { ...form, ...change };
      store.redraw();
    },
    onTeacher(run) {
      teacher = run;
      store.redraw();
    },
    onType(text) {
      typed = text;
      store.redraw();
    },
    onStep(by) {
      typed = String((imageOf(store.get()) ?? 0) + 1 + by);
      store.redraw();
    },
    onTrain() {
      const state = store.get();
      const { teacher: choice } = readDistil(form);
      const about = settings(state);
      if (state.run || !isReady(state)) return;
      if (!choice || !about) return refuse();
      actions.start(null, teacherOps(choice, about), true);
      training = store.get().run?.runId ?? null;
    },
    onCancelTraining: actions.cancel,
    onStart: compare,
    onCancel: () => studies.cancel('distil'),
    onOpen(seed, arm) {
      const trial = comparison?.trials.find((one) => one.seed === seed);
      if (trial && !store.get().run) actions.start(null, trial[arm]);
    },
    onSave() {
      if (comparison) save('prunelab-distilled.csv', pairsCsv(comparison), 'text/csv');
    },
  });
  element.append(panel.element);

  function refuse() {
    store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
  }

  /** Seed, optimiser and batch size are those of step 1; epochs are each network's own. @param {State} state */
  function settings({ forms, seed }) {
    const { value: config, faults } = readTraining({ ...forms.train, epochs: '1' });
    const number = readSeed(seed);
    return faults.length || number === null ? null : { seed: number, config };
  }

  /** The test image that is asked about, from 0. @param {State} state */
  function imageOf({ data }) {
    const number = readNumber(typed, { min: 1, max: data.info?.test ?? 0, whole: true });
    return number === null ? null : number - 1;
  }

  function compare() {
    const state = store.get();
    const node = teacherOf(state);
    const { lesson } = readDistil(form);
    const about = settings(state);
    if (!node || !isReady(state) || state.studies.jobs.distil) return;
    if (!lesson || !about) return refuse();
    const made = opsTo(state.nodes, node.id);
    const trials = trialsOf(lesson, { ...about, teacher: made });
    const accuracy = accuracyOf(node.result.evaluation);
    comparison = { lesson, teacher: { run: node.id, accuracy }, trials, found: [] };
    studies.conduct(
      'distil',
      node,
      trials.map(({ seed, alone, taught }) => ({
        work: (base) => ({ kind: /** @type {const} */ ('lists'), base, made, lists: [alone, taught] }),
        onEnds(ends) {
          for (const end of ends) if (comparison) comparison = addEnd(comparison, seed, end);
          store.redraw();
        },
        onDone({ result }) {
          if (result.fault) store.dispatch(faultNotice(result.fault));
        },
      })),
    );
  }

  store.follow((state, before) => {
    if (isOtherLab(state, before)) {
      teacher = training = answer = comparison = null;
      return;
    }
    if (training === null || state.run || before.run?.runId !== training) return;
    training = null;
    // What was trained is the current run by now, unless it was ended before its first batch.
    if (state.current !== before.current) teacher = state.current;
  });

  /** At first the run that is current, as long as another has not been chosen. @param {State} state @returns {RunNode | null} */
  function teacherOf(state) {
    if (teacher === null && !state.run) teacher = currentNode(state)?.id ?? null;
    return teacher === null ? null : (state.nodes.get(teacher) ?? null);
  }

  return {
    /** @param {State} state */
    draw(state) {
      const { lesson, teacher: choice, faults } = readDistil(form);
      const node = teacherOf(state);
      const about = settings(state);
      const { info } = state.data;
      const image = imageOf(state);
      const chosen = faults.includes('temperature') ? null : Number(form.temperature);
      // While the next is asked for, the last stays.
      if (node && image !== null && isReady(state)) answer = answerOf(node, image) ?? answer;
      const ready = isReady(state) && about !== null;
      const run = state.run && state.run.runId === training ? state.run : null;
      panel.update({
        form,
        faults,
        fault: about === null,
        seed: state.seed,
        runs: [...state.nodes.values()],
        teacher: node,
        canTrain: ready && choice !== null && state.run === null,
        training: run && {
          total: run.totalBatches,
          finished: run.batch,
          fraction: run.totalBatches ? run.batch / run.totalBatches : 0,
          secondsLeft: run.secondsLeft,
        },
        canStart: ready && lesson !== null && node !== null,
        job: state.studies.jobs.distil,
        soft: {
          answer: node ? answer : null,
          typed,
          image,
          count: info?.test ?? 0,
          temperatures: temperaturesWith(chosen),
          chosen,
          width: info?.width ?? 0,
          height: info?.height ?? 0,
          theme: theme.resolved(),
        },
        taught: comparison && {
          comparison,
          pairs: pairsOf(comparison),
          canOpen: isReady(state) && state.run === null,
          sizes: info ? [info.width * info.height, ...comparison.lesson.hidden, info.classes] : [],
        },
      });
    },
  };
}
