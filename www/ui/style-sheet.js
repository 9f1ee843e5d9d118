// @ts-check
/**
 * Style sheets that come with what is loaded on demand.
 */

import { newElement } from './dom.js';

/** Those that were asked for, by address. @type {Map<string, Promise<void>>} */
const added = new Map();

/** Adds a style sheet once; it is waited for, so that nothing is shown without it. @param {URL} url @returns {Promise<void>} */
export function addStyleSheet({ href }) {
  const sheet = added.get(href) ?? load(href);
  added.set(href, sheet);
  return sheet;
}

/** @param {string} href @returns {Promise<void>} */
function load(href) {
  return new Promise((resolve) => {
    const link = newElement('link', { rel: 'stylesheet', href });
    for (const end of ['load', 'error']) link.addEventListener(end, () => resolve());
    document.head.append(link);
  });
}
