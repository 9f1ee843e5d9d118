// @ts-check
/** Asking a network about all test images, a few at a time: their classes, or what a neuron makes of them. */

/** @import { Engine } from '../pkg/prunelab.js' */
import { createPace } from './pace.js';
import { CANCELLED } from './responder.js';

/** @typedef {{ begin: () => void, read: () => any, resolve: (result: any) => void,
 *   reject: (error: unknown) => void }} Wish */

/** @param {Engine} engine */
export function createSurveyJob(engine) {
  const pace = createPace(3, 4096);
  /** The first is at work. @type {{ classes: Wish[], neuron: Wish[] }} */
  const wishes = { classes: [], neuron: [] };
  /** What has begun. @type {Wish | null} */
  let current = null;

  const next = () => wishes.classes[0] ?? wishes.neuron[0] ?? null;

  /** @param {Wish} wish @param {() => void} answer */
  function end(wish, answer) {
    for (const list of Object.values(wishes)) if (list.includes(wish)) list.splice(list.indexOf(wish), 1);
    if (current === wish) current = null;
    answer();
  }

  /** @param {Wish[]} list */
  const drop = (list) => [...list].forEach((wish) => end(wish, () => wish.reject(CANCELLED)));

  /** @template T @param {Wish[]} list @param {{ begin: () => void, read: () => T }} question @returns {Promise<T>} */
  const ask = (list, question) =>
    new Promise((resolve, reject) => {
      list.push({ ...question, resolve, reject });
    });

  return {
    get idle() {
      return next() === null;
    },

    /** Classes of all test images: at every grid point of the ranking at work, and of its base. */
    predictions: () =>
      ask(wishes.classes, {
        begin: () => engine.beginDense(),
        read: () => engine.predictions(),
      }),

    /** Images that a neuron answers most to, and its activations. @param {() => void} begin */
    strongest(begin) {
      drop(wishes.neuron);
      return ask(wishes.neuron, { begin, read: () => engine.strongest() });
    },

    work() {
      const wish = next();
      if (!wish) return;
      if (current !== wish) wish.begin();
      current = wish;
      const start = performance.now();
      const through = engine.stepSurvey(pace.units);
      pace.note(performance.now() - start);
      if (through) end(wish, () => wish.resolve(wish.read()));
    },

    /** @param {unknown} error */
    fail(error) {
      const wish = next();
      if (wish) end(wish, () => wish.reject(error));
    },

    /** Another ranking is at work, or none. */
    dropPredictions: () => drop(wishes.classes),

    /** The data set has changed. */
    cancel: () => Object.values(wishes).forEach(drop),
  };
}
