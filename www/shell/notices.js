// @ts-check
/**
 * Messages: read aloud, worded in the page's language, closed by the person.
 */

/** @import { Parts } from '../features/contract.js' */
/** @import { I18n, Params } from '../i18n/index.js' */
/** @import { Notice } from '../state/state.js' */
import { html, nothing, render } from 'lit-html';
import { iconOf } from '../ui/icons.js';
import { addStyleSheet } from '../ui/style-sheet.js';
import { bare, isolated } from './isolated.js';

/** What tells of something done, and asks for nothing, goes away by itself. */
const STAYS_MS = 12_000;
/** And not while a person is at it. */
const AGAIN_MS = 3_000;

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, parts: Pick<Parts, 'store' | 'client' | 'opening' | 'i18n'>, onDismiss: (id: number) => void, onAction: (name: string) => void }} handlers
 */
export function createNotices(element, { i18n, parts, onDismiss, onAction }) {
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

  /** What stands below a message. @type {((notice: Notice) => unknown) | null} */
  let details = null;
  /** Whether the words of rare messages are here, or on their way. */
  let words = false;

  /** Fetches the words of rare messages with the first of them. */
  async function fetchWords() {
    words = true;
    try {
      const more = await import('./files/index.js');
      i18n.add(more.texts);
      await addStyleSheet(more.style);
      details = more.createDetails(parts, again);
    } catch {
      // Without a connection they are in the engine's words.
      details = () => nothing;
    }
    again();
  }

  function again() {
    last = null;
    update(parts.store.get().notices);
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
          i18n.has(key)
            ? isolated((marked) => t(key, worded(marked)), params)
            : isolated((marked) => t('error.unknown', marked), { message: params.message ?? key })
        }
      </p>
      ${details?.({ id, kind, key, params, action }) ?? nothing}
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
        typeof value === 'string' && i18n.has(`word.${bare(value)}`) ? t(`word.${bare(value)}`) : value,
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
    return html`<div role="alert" class="notices">${urgent.map(({ made }) => made)}</div>
      <div role="status" class="notices">${calm.map(({ made }) => made)}</div>`;
  }

  /** @param {readonly Notice[]} notices */
  function update(notices) {
    const language = i18n.language();
    if (notices === last && lastLanguage === language) return;
    last = notices;
    lastLanguage = language;
    const isRare = (/** @type {Notice} */ { key }) => key === 'notice.loaded' || !i18n.has(key);
    if (!words && notices.some(isRare)) fetchWords();
    const shown = details || !words ? notices : notices.filter((notice) => !isRare(notice));
    for (const { id, kind, action } of shown) {
      if (action || (kind !== 'info' && kind !== 'success') || going.has(id)) continue;
      going.add(id);
      goAway(id, STAYS_MS);
    }
    render(template(shown), element);
  }

  render(template([]), element);
  return { update };
}
