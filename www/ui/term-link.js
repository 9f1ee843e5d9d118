// @ts-check
/**
 * Links from help to the glossary's sentence about a term.
 */

/** @import { I18n } from '../i18n/index.js' */
import { html } from 'lit-html';

/** Help with a link to a term. @param {I18n} i18n @param {string} help @param {string} term  its id in the glossary
 * @param {(term: string) => void} onTerm */
export const helpWithTerm = ({ t }, help, term, onTerm) =>
  html`${help}
    <a
      class="term-link"
      href="#view=learn/glossary"
      data-testid="term-link"
      data-value=${term}
      @click=${(/** @type {MouseEvent} */ event) => {
        event.preventDefault();
        onTerm(term);
      }}
      >${t('term.link')}</a
    >`;

/** Opens the glossary at a term. @param {(id: string) => Promise<void>} open @param {string} term */
export async function openTerm(open, term) {
  await open('glossary');
  requestAnimationFrame(() => document.getElementById(`term-${term}`)?.focus());
}
