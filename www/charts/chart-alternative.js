// @ts-check
/** A chart's numbers as a sentence and a table, for those who do not see it; what stays the same is not made anew. */

/** @import { Alternative, AlternativeCell } from './chart-surface.js' */
import { h, setAttribute, setText } from '../ui/dom.js';

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

  /** @param {HTMLElement} row @param {readonly AlternativeCell[]} cells @param {() => HTMLElement} make */
  function fill(row, cells, make) {
    fit(row, cells.length, make);
    cells.forEach((cell, at) => put(row.children[at], cell));
  }

  /** @param {Element} element @param {AlternativeCell} cell @param {string} [before]  said before it */
  function put(element, cell, before = '') {
    const { text, value } = typeof cell === 'string' ? { text: cell, value: null } : cell;
    setText(element, [before, text].filter((part) => part !== '').join(' '));
    setAttribute(element, 'data-value', value);
  }

  return {
    /** @param {Alternative} words @param {string} failure  why nothing is drawn; empty when all is well */
    update({ caption: title, head: names, rows, note = '' }, failure) {
      put(sentence, note, failure);
      setText(caption, title);
      fill(head, names, () => h('th', { scope: 'col' }));
      fit(body, rows.length, () => h('tr', {}));
      rows.forEach((cells, at) => fill(/** @type {HTMLElement} */ (body.children[at]), cells, () => h('td', {})));
    },
  };
}
