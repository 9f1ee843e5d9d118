// @ts-check
/**
 * A modal dialog with a heading and a close button, as a template.
 */

import { html } from 'lit-html';
import { iconOf } from './icons.js';

/** @param {Event} event  of something in a dialog */
const dialogOf = ({ currentTarget }) =>
  /** @type {HTMLDialogElement | null} */ (/** @type {Element} */ (currentTarget).closest('dialog'));

/** A click beside it closes it, too. @param {{ id: string, title: string, close: string, body: unknown }} parts */
export function dialogTemplate({ id, title, close, body }) {
  return html`<dialog
    id=${id}
    data-testid=${id}
    aria-labelledby=${`${id}-title`}
    @click=${(/** @type {Event} */ event) => event.target === event.currentTarget && dialogOf(event)?.close()}
  >
    <div class="dialog-head">
      <h2 id=${`${id}-title`}>${title}</h2>
      <button
        type="button"
        class="icon-button"
        aria-label=${close}
        @click=${(/** @type {Event} */ event) => dialogOf(event)?.close()}
      >
        ${iconOf('close')}
      </button>
    </div>
    <div class="dialog-body">${body}</div>
  </dialog>`;
}
