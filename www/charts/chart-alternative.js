// @ts-check
/** A chart's numbers as a sentence and a table, for those who do not see it; what stays the same is not made anew. */

/** @import { Alternative, AlternativeCell } from './chart-surface.js' */
import { newElement, setAttribute, setText } from '../ui/dom.js';

/** @param {HTMLElement} element */
export function createAlternative(element) {
  const sentence = newElement('p', {});
  const caption = newElement('caption', {});
  const head = newElement('tr', {});
  const body = newElement('tbody', {});
  const table = newElement('table');
  table.createTHead().append(head);
  table.prepend(caption);
  table.append(body);
  element.replaceChildren(sentence, table);

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
      fill(head, names, () => newElement('th', { scope: 'col' }));
      fit(body, rows.length, () => newElement('tr', {}));
      rows.forEach((cells, at) =>
        fill(/** @type {HTMLElement} */ (body.children[at]), cells, () => newElement('td', {})),
      );
    },
  };
}
