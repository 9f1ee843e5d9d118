// @ts-check
/**
 * Holds the state, passes events through the reducer, and has the page drawn once a frame at most.
 */

/** @import { WorkerEvent } from '../protocol.js' */
/** @import { Slice } from './slices.js' */
/** @import { PageEvent, State } from './state.js' */
import { changedFields, linkedFields, reduceSlices, sliceOf } from './slices.js';
import { initialState, reduce } from './state.js';

/**
 * @param {{ frame: (draw: () => void) => void }} options  requestAnimationFrame, or something like it
 */
export function createStore({ frame }) {
  let state = initialState();
  let drawing = false;
  /** @type {((state: State, before: State) => void)[]} */
  const followers = [];
  /** @type {Slice<any>[]} */
  const slices = [];
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

  /** @param {WorkerEvent | PageEvent} event */
  function dispatch(event) {
    const before = state;
    state = reduceSlices(slices, reduce(state, event), event, before);
    if (state === before) return;
    for (const follow of followers) follow(state, before);
    redraw();
  }

  return {
    get: () => state,
    dispatch,
    /**
     * A feature's slice, and how the feature changes it: `change` its form, which undo covers, and `found` the rest.
     * @template {{ form: object }} S
     * @param {Slice<S>} slice
     */
    slice(slice) {
      if (!slices.some(({ id }) => id === slice.id)) {
        slices.push(slice);
        const own = sliceOf(state, slice);
        const form = { ...own.form, ...linkedFields(own.form, state.linked[slice.id]) };
        state = { ...state, slices: { ...state.slices, [slice.id]: { ...own, form } } };
      }
      return {
        get: () => sliceOf(state, slice),
        /** @param {Partial<S['form']>} change */
        change: (change) => dispatch({ type: 'form', feature: slice.id, change: { ...change } }),
        /** @param {Partial<Omit<S, 'form'>>} change */
        found: (change) => dispatch({ type: 'slice', feature: slice.id, change: { ...change } }),
      };
    },
    /** What features' forms say that is not as at first, and what a link says of those that are not loaded. */
    changedForms() {
      const known = slices.map(({ id, initial }) => [
        id,
        changedFields(sliceOf(state, { id, initial }).form, initial.form),
      ]);
      return { ...state.linked, ...Object.fromEntries(known) };
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
