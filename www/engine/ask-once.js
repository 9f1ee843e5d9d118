// @ts-check
/**
 * What the engine is asked once a run and question. Answers are kept until the data set or the engine is another: its
 * runs have the numbers of the old ones.
 */

/** @import { Store } from '../state/store.js' */
import { isOtherLab } from '../state/select.js';

/**
 * @template T
 * @template [Q=undefined]
 * @param {{ store: Store, ask: (run: number, question: Q) => Promise<T | null>, kept?: number }} options  `ask` gives null
 *   where there is no answer, which has been told; `kept`: how many of the latest answers stay
 */
export function createAskOnce({ store, ask, kept = Infinity }) {
  /** `answer` is undefined until it has come. @typedef {{ promise: Promise<T | null>, answer: T | null | undefined }} Entry */
  /** By run and question, the oldest first. @type {Map<string, Entry>} */
  let known = new Map();

  store.follow((state, before) => {
    if (isOtherLab(state, before)) known = new Map();
  });

  /** @param {number} run @param {Q} question */
  const keyOf = (run, question) => JSON.stringify([run, question]);

  /** @param {number} run @param {Q} question @returns {Entry} */
  function entryOf(run, question) {
    const key = keyOf(run, question);
    const old = known.get(key);
    if (old) return old;
    /** @type {Entry} */
    const entry = { promise: ask(run, question), answer: undefined };
    const mine = known;
    mine.set(key, entry);
    entry.promise.then((answer) => {
      entry.answer = answer;
      forgetOldest(mine);
      if (mine === known) store.redraw();
    });
    return entry;
  }

  /** Those that wait for their answer stay. @param {Map<string, Entry>} entries */
  function forgetOldest(entries) {
    const answered = [...entries].filter(([, { answer }]) => answer !== undefined);
    for (const [key] of answered.slice(0, -kept)) entries.delete(key);
  }

  return {
    /**
     * The answer if it is there; asks otherwise, and the page is drawn when it has come.
     * @param {number} run
     * @param {Q} question
     * @returns {T | null}
     */
    now: (run, question) => entryOf(run, question).answer ?? null,
    /** The answer when it has come. @param {number} run @param {Q} question */
    when: (run, question) => entryOf(run, question).promise,
    /** The answer, without asking: null, there is none; undefined, it has not come. @param {number} run @param {Q} question */
    known: (run, question) => known.get(keyOf(run, question))?.answer,
  };
}
