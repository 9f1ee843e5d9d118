// @ts-check
/**
 * Slices: the part of the state that belongs to one feature. Its `form` is what the person set, and undo covers it; what
 * else stands in it is what the feature found or shows. Pure.
 *
 * A feature describes its slice in its `model.js` and gets a handle from `store.slice`. Two events are common to all:
 * `form` changes fields of the form, `slice` changes the rest. `reduce` answers every other event of the state.
 */

/** @import { WorkerEvent } from '../protocol.js' */
/** @import { PageEvent, State } from './state.js' */

/** `reduce` gets the state after the event, and returns the same slice where nothing changes.
 * @template {{ form: object }} S
 * @typedef {{ id: string, initial: S,
 *   reduce?: (slice: S, event: WorkerEvent | PageEvent, state: State, before: State) => S }} Slice */
/** @typedef {{ type: 'form', feature: string, change: Readonly<Record<string, unknown>> } |
 *   { type: 'slice', feature: string, change: Readonly<Record<string, unknown>> }} SliceEvent */
/** @typedef {Readonly<Record<string, { form: object }>>} Slices */

/**
 * A feature's slice of a state; its beginning where nothing has happened to it.
 * @template {{ form: object }} S
 * @param {{ slices: Slices }} state
 * @param {Slice<S>} slice
 * @returns {S}
 */
export function sliceOf({ slices }, { id, initial }) {
  return /** @type {S} */ (slices[id] ?? initial);
}

/**
 * @param {Slices} slices
 * @param {SliceEvent} event
 * @returns {Slices}
 */
export function changeSlice(slices, { type, feature, change }) {
  const slice = slices[feature];
  const next = type === 'form' ? { ...slice, form: { ...slice.form, ...change } } : { ...slice, ...change };
  return { ...slices, [feature]: next };
}

/** Fields of forms as a link has them, by features. @typedef {Readonly<Record<string, Readonly<Record<string, string>>>>} LinkedForms */

/** Whether a link has such a value: texts, numbers and switches. @param {unknown} value */
const isLinked = (value) => ['string', 'number', 'boolean'].includes(typeof value);

/**
 * What a link sets of a form: fields there are, of the kind that they are.
 * @param {object} form
 * @param {Readonly<Record<string, string>>} [linked]
 */
export function linkedFields(form, linked = {}) {
  /** @type {Record<string, string | number | boolean>} */
  const fields = {};
  for (const [name, value] of Object.entries(form)) {
    if (!Object.hasOwn(linked, name)) continue;
    const text = linked[name];
    if (typeof value === 'string') fields[name] = text;
    if (typeof value === 'number' && Number.isFinite(Number(text))) fields[name] = Number(text);
    if (typeof value === 'boolean' && ['true', 'false'].includes(text)) fields[name] = text === 'true';
  }
  return fields;
}

/**
 * What of a form is not as at first, for a link.
 * @param {object} form
 * @param {object} initial
 * @returns {Record<string, string>}
 */
export function changedFields(form, initial) {
  const first = new Map(Object.entries(initial));
  return Object.fromEntries(
    Object.entries(form)
      .filter(([name, value]) => isLinked(value) && isLinked(first.get(name)) && value !== first.get(name))
      .map(([name, value]) => [name, String(value)]),
  );
}

/**
 * Every feature's answer to an event.
 * @param {readonly Slice<any>[]} known
 * @param {State} state
 * @param {WorkerEvent | PageEvent} event
 * @param {State} before
 * @returns {State}
 */
export function reduceSlices(known, state, event, before) {
  let { slices } = state;
  for (const { id, reduce } of known) {
    const next = reduce?.(slices[id], event, state, before);
    if (next !== undefined && next !== slices[id]) slices = { ...slices, [id]: next };
  }
  return slices === state.slices ? state : { ...state, slices };
}
