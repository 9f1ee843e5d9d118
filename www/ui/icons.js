// @ts-check
/**
 * Icons as templates: decoration only, so hidden from screen readers.
 */

import { svg, html } from 'lit-html';
import { PATHS } from './dom.js';

/** A 20 x 20 line icon. @param {keyof typeof PATHS} name */
export function iconOf(name) {
  return html`<svg viewBox="0 0 20 20" class="icon" aria-hidden="true" focusable="false">
    ${svg`<path d=${PATHS[name]}></path>`}
  </svg>`;
}
