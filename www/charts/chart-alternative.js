// @ts-check
/** A chart's numbers as a sentence and a table, for those who do not see it; what stays the same is not made anew. */

/** @import { Alternative } from './chart-surface.js' */
import { h, setText } from '../ui/dom.js';

/** @param {HTMLElement} element */
export function createAlternative(element) {
  const sentence = h('p', {});
  const caption = h('caption', {});
  const head = h('tr', {});
  const body = h('tbody', {});
  element.replaceChildren(sentence, h('table', {}, caption, h('thead', {}, head), body));

  /** @param {HTMLElement} row @param {number} count @param {() => HTMLElement} make */
  function fit(row, count, make) {
    while (row.childElementCount > count) row.lastElementChild?.remove();
    while (row.childElementCount < count) row.append(make());
  }

  /** @param {HTMLElement} row @param {readonly string[]} texts @param {() => HTMLElement} make */
  function fill(row, texts, make) {
    fit(row, texts.length, make);
    texts.forEach((text, at) => setText(/** @type {HTMLElement} */ (row.children[at]), text));
  }

  return {
    /** @param {Alternative} words @param {string} failure  why nothing is drawn; empty when all is well */
    update({ caption: title, head: names, rows, note }, failure) {
      setText(sentence, [failure, note ?? ''].filter((text) => text !== '').join(' '));
      setText(caption, title);
      fill(head, names, () => h('th', { scope: 'col' }));
      fit(body, rows.length, () => h('tr', {}));
      rows.forEach((texts, at) => fill(/** @type {HTMLElement} */ (body.children[at]), texts, () => h('td', {})));
    },
  };
}
