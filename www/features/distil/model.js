// @ts-check
/**
 * Distillation: what was typed, a teacher's answer at a temperature, and a student alone beside the
 * same student taught, seed by seed. Pure.
 */

/** @import { Limit } from '../../ops/limits.js' */
/** @import { ListEnd, Op } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { Summary } from '../../util/statistics.js' */
import { RECIPES } from '../../description.js';
import { readHidden } from '../../ops/forms.js';
import { readNumber } from '../../ops/limits.js';
import { isOtherLab } from '../../state/select.js';
import { summarise } from '../../util/statistics.js';

/** What is typed: the student and how it is taught; a teacher trained for it.
 * @typedef {{ hidden: string, temperature: string, alpha: string, epochs: string, seeds: string,
 *   teacherHidden: string, teacherEpochs: string }} DistilForm */
/** @typedef {keyof DistilForm} DistilField */
/** @typedef {{ hidden: number[], temperature: number, alpha: number, epochs: number, seeds: number }} Lesson */
/** @typedef {{ hidden: number[], epochs: number }} TeacherChoice */
/** One seed's two networks, as lists of operations. @typedef {{ seed: number, alone: Op[], taught: Op[] }} Trial */
/** One network that was trained. @typedef {{ seed: number, arm: Arm, correct: number, total: number }} Found */
/** The teacher is a run of that number and accuracy.
 * @typedef {{ lesson: Lesson, teacher: { run: number, accuracy: number }, trials: readonly Trial[], found: readonly Found[] }} Comparison */
/** Accuracies; a difference is of taught over alone.
 * @typedef {{ seed: number, alone: number | null, taught: number | null, difference: number | null }} PairRow */
/** Means over the seeds done so far; `better`, `worse`: seeds whose taught student is that.
 * @typedef {{ rows: PairRow[], alone: Summary | null, taught: Summary | null, difference: Summary | null, better: number,
 *   worse: number, range: readonly [number, number] | null }} Pairs  `range`: of all accuracies, if they differ */

export const ARMS = /** @type {const} */ (['alone', 'taught']);
/** @typedef {typeof ARMS[number]} Arm */

const { limits, default: standard } = RECIPES.distillation;

/** Those of fields with one number. @type {Readonly<Record<Exclude<DistilField, 'hidden' | 'teacherHidden'>, Limit>>} */
export const DISTIL_LIMITS = Object.freeze({
  ...limits,
  teacherEpochs: limits.epochs,
});

/** @returns {DistilForm} */
export function defaultDistil() {
  const { hidden, temperature, alpha, config, seeds, teacher } = standard;
  const [made, trained] = teacher;
  return {
    hidden: hidden.join(', '),
    temperature: String(temperature),
    alpha: String(alpha),
    epochs: String(config.epochs),
    seeds: String(seeds),
    teacherHidden: made.hidden.join(', '),
    teacherEpochs: String(trained.config.epochs),
  };
}

/** `teacher`: a run of the list; `image`: the test image as typed, from 1. `training`: the run that makes a teacher.
 * @type {Slice<{ form: DistilForm & { teacher: number | null, image: string }, training: number | null,
 *   comparison: Comparison | null }>} */
export const slice = {
  id: 'distil',
  initial: { form: { ...defaultDistil(), teacher: null, image: '1' }, training: null, comparison: null },
  reduce(own, event, state, before) {
    if (isOtherLab(state, before)) return { form: { ...own.form, teacher: null }, training: null, comparison: null };
    // Students that are opened as runs do not become the teacher.
    if (event.type === 'studyBegan' && event.study === 'distil' && own.form.teacher === null)
      return { ...own, form: { ...own.form, teacher: state.current } };
    if (own.training === null || state.run || before.run?.runId !== own.training) return own;
    // What was trained is the current run by now, unless it was ended before its first batch.
    const teacher = state.current === before.current ? own.form.teacher : state.current;
    return { ...own, form: { ...own.form, teacher }, training: null };
  },
};

/**
 * @param {DistilForm} form
 * @returns {{ lesson: Lesson | null, teacher: TeacherChoice | null, faults: DistilField[] }}  null: out of range
 */
export function readDistil(form) {
  /** @type {DistilField[]} */
  const faults = [];
  /** @template T @param {DistilField} field @param {T | null} value @returns {T | null} */
  const checked = (field, value) => {
    if (value === null) faults.push(field);
    return value;
  };
  /** @param {keyof typeof DISTIL_LIMITS} field */
  const number = (field) => checked(field, readNumber(form[field], DISTIL_LIMITS[field]));
  const lesson = {
    hidden: checked('hidden', readHidden(form.hidden)),
    temperature: number('temperature'),
    alpha: number('alpha'),
    epochs: number('epochs'),
    seeds: number('seeds'),
  };
  const teacher = {
    hidden: checked('teacherHidden', readHidden(form.teacherHidden)),
    epochs: number('teacherEpochs'),
  };
  /** @param {Record<string, unknown>} values */
  const whole = (values) => Object.values(values).every((value) => value !== null);
  return {
    lesson: whole(lesson) ? /** @type {Lesson} */ (lesson) : null,
    teacher: whole(teacher) ? /** @type {TeacherChoice} */ (teacher) : null,
    faults,
  };
}

/** @param {Comparison} comparison @param {number} seed @param {ListEnd} end  of the list of that arm @returns {Comparison} */
export function addEnd(comparison, seed, { list, evaluation: { correct, total } }) {
  const arm = ARMS[list];
  const others = comparison.found.filter((one) => one.seed !== seed || one.arm !== arm);
  return { ...comparison, found: [...others, { seed, arm, correct, total }] };
}

/** @param {Comparison} comparison @returns {Pairs} */
export function pairsOf({ trials, found }) {
  const rows = trials.map(({ seed }) => {
    const [alone, taught] = ARMS.map((arm) => {
      const one = found.find((other) => other.seed === seed && other.arm === arm);
      return one ? one.correct / one.total : null;
    });
    return { seed, alone, taught, difference: alone === null || taught === null ? null : taught - alone };
  });
  /** @param {'alone' | 'taught' | 'difference'} key */
  const values = (key) => rows.flatMap((row) => row[key] ?? []);
  const differences = values('difference');
  const all = [...values('alone'), ...values('taught')];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return {
    rows,
    alone: summarise(values('alone')),
    taught: summarise(values('taught')),
    difference: summarise(differences),
    better: differences.filter((value) => value > 0).length,
    worse: differences.filter((value) => value < 0).length,
    range: low < high ? [low, high] : null,
  };
}

/** A line a network. @param {Comparison} comparison */
export function pairsCsv({ trials, found }) {
  const lines = trials.flatMap(({ seed }) =>
    ARMS.flatMap((arm) =>
      found
        .filter((one) => one.seed === seed && one.arm === arm)
        .map(({ correct, total }) => [seed, arm, correct / total, correct, total].join(',')),
    ),
  );
  return `${['seed,student,accuracy,correct,total', ...lines].join('\n')}\n`;
}

/** softmax(logits / temperature). @param {ArrayLike<number>} logits @param {number} temperature */
export function softmaxAt(logits, temperature) {
  const scaled = Array.from(logits, (z) => z / temperature);
  const top = Math.max(...scaled);
  const powers = scaled.map((z) => Math.exp(z - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** In bits: 0 for one certain class. @param {readonly number[]} probabilities */
export function entropyOf(probabilities) {
  return probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);
}

/** Temperatures shown side by side, rising, the chosen one among them. @param {number | null} chosen */
export function temperaturesWith(chosen) {
  return [...new Set([1, 2, 4, 8, ...(chosen === null ? [] : [chosen])])].sort((a, b) => a - b);
}
