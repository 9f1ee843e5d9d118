// @ts-check
/**
 * Distillation at work: the teacher is a run of the list or trained now, its answers to single images come from the
 * engine, and the pool trains students alone and taught, a piece of work a seed. Loaded on demand.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { createAnswers } from '../../engine/answers.js';
import { readSeed, readTraining } from '../../ops/forms.js';
import { readNumber } from '../../ops/limits.js';
import { distillationTrials } from '../../ops/recipes.js';
import { accuracyOf, currentNode, isOtherLab, isReady } from '../../state/select.js';
import { sliceOf } from '../../state/slices.js';
import { opsTo } from '../../state/tree.js';
import { points } from '../../words/format.js';
import { addEnd, pairsCsv, pairsOf, readDistil, slice, temperaturesWith } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createDistilPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, client, i18n, theme, save }) {
  const answerOf = createAnswers({ store, client });
  const own = store.slice(slice);
  /** @type {import('../../engine/answers.js').Answer | null} */
  let answer = null;

  const panel = createDistilPanel(element, {
    i18n,
    onForm: own.change,
    onTeacher: (teacher) => own.change({ teacher }),
    onType: (image) => own.change({ image }),
    onStep: (by) => own.change({ image: String((imageOf(store.get()) ?? 0) + 1 + by) }),
    onTrain() {
      const state = store.get();
      const { teacher: choice } = readDistil(own.get().form);
      const about = settings(state);
      if (state.run || !isReady(state)) return;
      if (!choice || !about) return refuse();
      const { hidden, epochs } = choice;
      const config = { ...about.config, epochs };
      actions.start(
        null,
        [
          { op: 'init', hidden, seed: about.seed },
          { op: 'train', config },
        ],
        true,
      );
      own.found({ training: store.get().run?.runId ?? null });
    },
    onCancelTraining: actions.cancel,
    onStart: compare,
    onCancel: () => studies.cancel('distil'),
    onOpen(seed, arm) {
      const trial = own.get().comparison?.trials.find((one) => one.seed === seed);
      if (trial && !store.get().run) actions.start(null, trial[arm]);
    },
    onSave() {
      const { comparison } = own.get();
      if (comparison) save('prunelab-distilled.csv', pairsCsv(comparison), 'text/csv');
    },
  });
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
    const number = readNumber(own.get().form.image, { min: 1, max: data.info?.test ?? 0, whole: true });
    return number === null ? null : number - 1;
  }

  function compare() {
    const state = store.get();
    const node = teacherOf(state);
    const { lesson } = readDistil(own.get().form);
    const about = settings(state);
    if (!node || !isReady(state) || state.studies.jobs.distil) return;
    if (!lesson || !about) return refuse();
    const made = opsTo(state.nodes, node.id);
    const { epochs, ...lessons } = lesson;
    const config = { ...about.config, epochs };
    const trials = distillationTrials({ ...lessons, seed: about.seed, config, teacher: made });
    const accuracy = accuracyOf(node.result.evaluation);
    own.found({ comparison: { lesson, teacher: { run: node.id, accuracy }, trials, found: [] } });
    studies.conduct({
      study: 'distil',
      base: node,
      lasting: true,
      pieces: trials.map(({ seed, alone, taught }) => ({
        work: (base) => ({ kind: 'lists', base, made, lists: [alone, taught] }),
        onEnds(ends) {
          const { comparison } = own.get();
          if (comparison) own.found({ comparison: ends.reduce((sum, end) => addEnd(sum, seed, end), comparison) });
        },
      })),
    });
  }

  store.follow((state, before) => {
    if (isOtherLab(state, before)) answer = null;
  });

  /** At first the run that is current, as long as another has not been chosen. @param {State} state @returns {RunNode | null} */
  function teacherOf(state) {
    const { teacher } = own.get().form;
    return teacher === null ? currentNode(state) : (state.nodes.get(teacher) ?? null);
  }

  return {
    /** @param {State} state */
    draw(state) {
      const { form, training, comparison } = own.get();
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
          typed: form.image,
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

/** What the teacher brings, in a line. @param {State} state @param {I18n} i18n */
export function status(state, i18n) {
  const { comparison } = sliceOf(state, slice);
  const difference = comparison && pairsOf(comparison).difference;
  if (!difference) return null;
  return i18n.t('distil.status', {
    difference: points(difference.mean, i18n.language(), 2),
    count: difference.count,
  });
}
