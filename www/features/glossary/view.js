// @ts-check
/**
 * Terms in groups, each with its sentence and its source, and a box to look for one.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Term } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

/** @typedef {{ text: string, groups: readonly { group: string, terms: readonly Term[] }[] }} GlossaryData */

/** @param {HTMLElement} element @param {{ i18n: I18n, onText: (text: string) => void }} handlers */
export function createGlossary(element, { i18n, onText }) {
  const { t } = i18n;

  /** @param {Term} term */
  function termTemplate({ id, source: { paper, arxiv } }) {
    return html`<div class="term" id=${`term-${id}`} tabindex="-1" data-testid="term" data-value=${id}>
      <dt>${t(`term.${id}`)}</dt>
      <dd>
        ${t(`term.${id}.is`)}
        <span class="term-source"
          >${
            arxiv
              ? html`<a href=${`https://arxiv.org/abs/${arxiv}`} target="_blank" rel="noopener">${paper}</a>`
              : paper
          }</span
        >
      </dd>
    </div>`;
  }

  return {
    /** @param {GlossaryData} data */
    update({ text, groups }) {
      render(
        html`<p class="help">${t('glossary.lead')}</p>
          <label class="glossary-search">
            ${t('glossary.search')}
            <input
              type="text"
              autocomplete="off"
              data-testid="glossary-search"
              .value=${live(text)}
              @input=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
                onText(event.currentTarget.value)}
            />
          </label>
          ${groups.map(
            ({ group, terms }) =>
              html`<section aria-labelledby=${`glossary-${group}`}>
                <h3 id=${`glossary-${group}`}>${t(`glossary.${group}`)}</h3>
                <dl>${terms.map(termTemplate)}</dl>
              </section>`,
          )}
          ${groups.length === 0 ? html`<p class="empty" role="status">${t('glossary.none')}</p>` : nothing}`,
        element,
      );
    },
  };
}
