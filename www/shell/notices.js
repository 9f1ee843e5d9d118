// @ts-check
/**
 * Messages: read aloud, worded in the page's language, closed by the person.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Notice } from '../state/state.js' */
import { h, icon } from '../ui/dom.js';

/** What tells of something done, and asks for nothing, goes away by itself. */
const STAYS_MS = 12_000;
/** And not while a person is at it. */
const AGAIN_MS = 3_000;

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onDismiss: (id: number) => void, onAction: (name: string) => void }} handlers
 */
export function createNotices(element, { i18n, onDismiss, onAction }) {
  // Two live regions that are there from the start: errors interrupt, the rest waits its turn.
  const urgent = h('div', { role: 'alert', class: 'notices' });
  const calm = h('div', { role: 'status', class: 'notices' });
  element.append(urgent, calm);
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
  function card({ id, kind, key, params, action }, older) {
    const text = i18n.has(key)
      ? i18n.t(key, worded(params))
      : i18n.t('error.unknown', { message: String(params.message ?? key) });
    return h(
      'div',
      {
        class: `notice notice-${kind}${older ? ' notice-older' : ''}`,
        'data-testid': 'notice',
        'data-kind': kind,
        'data-key': key,
        'data-value': JSON.stringify(params),
      },
      h('p', {}, h('strong', { class: 'visually-hidden' }, i18n.t(`notice.${kind}`)), text),
      action &&
        h(
          'button',
          { type: 'button', class: 'button', 'data-testid': 'notice-action', onclick: () => onAction(action.name) },
          i18n.t(action.key),
        ),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'data-testid': 'notice-close',
          'aria-label': i18n.t('notice.close'),
          onclick: () => onDismiss(id),
        },
        icon('close'),
      ),
    );
  }

  /** Names of things in the engine's messages, in the page's language. @param {Record<string, string | number>} params */
  function worded(params) {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'string' && i18n.has(`word.${value}`) ? i18n.t(`word.${value}`) : value,
      ]),
    );
  }

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
      // The newest on top: with many, those above can always be reached.
      const cards = notices.map((notice, index) => ({
        urgent: notice.kind === 'error',
        element: card(notice, index < notices.length - 2),
      }));
      cards.reverse();
      urgent.replaceChildren(...cards.filter((made) => made.urgent).map((made) => made.element));
      calm.replaceChildren(...cards.filter((made) => !made.urgent).map((made) => made.element));
    },
  };
}
