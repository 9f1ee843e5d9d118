// @ts-check
/**
 * The glossary at work. Loaded on demand.
 */

/** @import { Parts } from '../contract.js' */
import { found, slice } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createGlossary } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, i18n }) {
  const own = store.slice(slice);
  const view = createGlossary(element, { i18n, onText: (text) => own.change({ text }) });
  return {
    draw() {
      const { text } = own.get().form;
      view.update({ text, groups: found(text, (id) => `${i18n.t(`term.${id}`)} ${i18n.t(`term.${id}.is`)}`) });
    },
  };
}
