// @ts-check
/**
 * Style sheets that come with what is loaded on demand.
 */

import { newElement } from './dom.js';

/** Adds a style sheet once; it is waited for, so that nothing is shown without it. @param {URL} url @returns {Promise<void>} */
export function addStyleSheet({ href }) {
  return new Promise((resolve) => {
    if (document.querySelector(`link[href="${href}"]`)) {
      resolve();
      return;
    }
    const link = newElement('link', { rel: 'stylesheet', href });
    for (const end of ['load', 'error']) link.addEventListener(end, () => resolve());
    document.head.append(link);
  });
}
