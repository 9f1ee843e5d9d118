// @ts-check
/**
 * Holds the state, passes events through the reducer, and has the page drawn once a frame at most.
 */

/** @import { WorkerEvent } from '../protocol.js' */
/** @import { PageEvent, State } from './state.js' */
import { initialState, reduce } from './state.js';

/**
 * @param {{ frame: (draw: () => void) => void }} options  requestAnimationFrame, or something like it
 */
export function createStore({ frame }) {
  let state = initialState();
  let drawing = false;
  /** @type {((state: State, before: State) => void)[]} */
  const followers = [];
  /** @type {((state: State) => void) | null} */
  let draw = null;

  function redraw() {
    if (drawing) return;
    drawing = true;
    frame(() => {
      drawing = false;
      draw?.(state);
    });
  }
  return {
    get: () => state,
    /** @param {WorkerEvent | PageEvent} event */
    dispatch(event) {
      const before = state;
      state = reduce(state, event);
      if (state === before) return;
      for (const follow of followers) follow(state, before);
      redraw();
    },
    /** Called after each change, in order. @param {(state: State, before: State) => void} follow */
    follow(follow) {
      followers.push(follow);
    },
    /** @param {(state: State) => void} view */
    drawWith(view) {
      draw = view;
    },
    redraw,
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
