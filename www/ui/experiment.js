// @ts-check
/**
 * Parts of an experiment as templates: two lines of method with their sources, and the sentence that says what came out.
 */

import { html, nothing } from 'lit-html';

/** A paper, with its number at arXiv where it has one. @typedef {{ name: string, arxiv?: string }} Source */

/** @param {string} text @param {readonly Source[]} [sources] */
export function methodLines(text, sources = []) {
  return html`<p class="experiment-method">
    ${text}
    ${sources.map(({ name, arxiv }) =>
      arxiv
        ? html`<a href=${`https://arxiv.org/abs/${arxiv}`} target="_blank" rel="noopener">${name}</a> `
        : html`<span>${name}</span> `,
    )}
  </p>`;
}

/**
 * What came out, in one sentence or a few, and what limits it.
 * @param {string} testId
 * @param {string | null} text  null: nothing came out yet
 * @param {{ limits?: string, value?: string | number | null }} [more]  `value`: the number that the sentence is about
 */
export function answerLines(testId, text, { limits = '', value = null } = {}) {
  return html`<div class="experiment-answer" role="status">
    ${
      text === null
        ? nothing
        : html`<p data-testid=${testId} data-value=${value ?? nothing}>${text}</p>
            ${limits ? html`<p class="help">${limits}</p>` : nothing}`
    }
  </div>`;
}
