// @ts-check
/**
 * Accuracy class by class, before and after pruning. Loaded when its tab is chosen.
 */

/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
import { classesData, slice } from './model.js';
import { createClasses } from './view.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} card @param {Parts} parts */
export function mount(card, { store, i18n }) {
  const own = store.slice(slice);
  const classes = createClasses(card, { i18n, onView: (view) => own.found({ view }) });
  return { draw: (/** @type {State} */ state) => classes.update({ ...classesData(state), view: own.get().view }) };
}
