// @ts-check
/**
 * Messages: read aloud, worded in the page's language, closed by the person.
 */

/** @import { I18n, Params } from '../i18n/index.js' */
/** @import { Notice } from '../state/state.js' */
import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { iconOf } from '../ui/icons.js';

/** What tells of something done, and asks for nothing, goes away by itself. */
const STAYS_MS = 12_000;
/** And not while a person is at it. */
const AGAIN_MS = 3_000;

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onDismiss: (id: number) => void, onAction: (name: string) => void }} handlers
 */
export function createNotices(element, { i18n, onDismiss, onAction }) {
  const { t } = i18n;
  /** @type {readonly Notice[] | null} */
  let last = null;
  let lastLanguage = '';
  /** Those that will go away. @type {Set<number>} */
  const going = new Set();

  /** @param {number} id @param {number} ms */
  function goAway(id, ms) {
    setTimeout(() => {
      if (element.matches(':hover, :focus-within')) goAway(id, AGAIN_MS);
      else onDismiss(id);
    }, ms);
  }

  /** @param {Notice} notice @param {boolean} older  stays out of sight on a small screen until the newer are closed */
  const card = ({ id, kind, key, params, action }, older) =>
    html`<div
      class=${`notice notice-${kind}${older ? ' notice-older' : ''}`}
      data-testid="notice"
      data-kind=${kind}
      data-key=${key}
      data-value=${JSON.stringify(params)}
    >
      <p>
        <strong class="visually-hidden">${t(`notice.${kind}`)}</strong>${
          i18n.has(key) ? t(key, worded(params)) : t('error.unknown', { message: String(params.message ?? key) })
        }
      </p>
      ${
        action
          ? html`<button type="button" class="button" data-testid="notice-action" @click=${() => onAction(action.name)}>
              ${t(action.key)}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="icon-button"
        data-testid="notice-close"
        aria-label=${t('notice.close')}
        @click=${() => onDismiss(id)}
      >
        ${iconOf('close')}
      </button>
    </div>`;

  /** Names of things in the engine's messages, in the page's language. @param {Params} params */
  function worded(params) {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'string' && i18n.has(`word.${value}`) ? t(`word.${value}`) : value,
      ]),
    );
  }

  /** @param {readonly Notice[]} notices */
  function template(notices) {
    // The newest on top: with many, those above can always be reached.
    const cards = notices
      .map((notice, index) => ({ ...notice, made: card(notice, index < notices.length - 2) }))
      .reverse();
    const urgent = cards.filter(({ kind }) => kind === 'error');
    const calm = cards.filter(({ kind }) => kind !== 'error');
    // Two live regions that are there from the start: errors interrupt, the rest waits its turn.
    return html`<div role="alert" class="notices">
        ${repeat(
          urgent,
          ({ id }) => id,
          ({ made }) => made,
        )}
      </div>
      <div role="status" class="notices">
        ${repeat(
          calm,
          ({ id }) => id,
          ({ made }) => made,
        )}
      </div>`;
  }

  render(template([]), element);
  return {
    /** @param {readonly Notice[]} notices */
    update(notices) {
      const language = i18n.language();
      if (notices === last && lastLanguage === language) return;
      last = notices;
      lastLanguage = language;
      for (const { id, kind, action } of notices) {
        if (action || (kind !== 'info' && kind !== 'success') || going.has(id)) continue;
        going.add(id);
        goAway(id, STAYS_MS);
      }
      render(template(notices), element);
    },
  };
}
