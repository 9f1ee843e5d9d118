// @ts-check
/**
 * Style sheets that come with what is loaded on demand.
 */

import { h } from './dom.js';

/** Adds a style sheet once; it is waited for, so that nothing is shown without it. @param {URL} url @returns {Promise<void>} */
export function addStyleSheet({ href }) {
  return new Promise((resolve) => {
    if (document.querySelector(`link[href="${href}"]`)) {
      resolve();
      return;
    }
    document.head.append(h('link', { rel: 'stylesheet', href, onload: () => resolve(), onerror: () => resolve() }));
  });
}
