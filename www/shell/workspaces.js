// @ts-check
/**
 * The workspaces: which of them is shown, and the bar at the bottom of a phone that leads to the parts of the page.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Page, Workspace } from '../state/state.js' */
import { html, nothing, render } from 'lit-html';
import { WORKSPACES } from '../state/workspaces.js';
import { find, setAttribute, setHidden } from '../ui/dom.js';
import { iconOf } from '../ui/icons.js';
import { addStyleSheet } from '../ui/style-sheet.js';

/** Of the workspaces with a list, which are not seen without it. */
const LISTS = new URL('./entries.css', import.meta.url);

/** Parts of Explore that a phone's bar leads to: their place, and their icon. */
const PARTS = /** @type {const} */ ([
  ['stage', 'network'],
  ['rail', 'steps'],
  ['evidence', 'evidence'],
]);
const ICONS = /** @type {const} */ ({ experiments: 'flask', compress: 'compress', learn: 'lesson' });

/** The element that is shown; the lesson stands beside the living stage, what else there is to learn by itself.
 * @param {Pick<Page, 'view' | 'entries'>} page @returns {Workspace} */
export function elementOf({ view, entries }) {
  return view === 'learn' && !entries.learn ? 'explore' : view;
}

export function createWorkspaces() {
  let shown = '';
  return {
    /** @param {Page} page */
    update(page) {
      const element = elementOf(page);
      const next = `${page.view} ${element}`;
      if (next === shown) return;
      const first = shown === '';
      shown = next;
      if (element !== 'explore') void addStyleSheet(LISTS);
      for (const id of WORKSPACES) setHidden(find(`#${id}`, HTMLElement), id !== element);
      setAttribute(document.documentElement, 'data-view', page.view);
      if (!first) window.scrollTo(0, 0);
    },
  };
}

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onView: (view: Workspace) => void }} handlers
 */
export function createDock(element, { i18n, onView }) {
  const { t } = i18n;
  /** @param {string} part */
  function showPart(part) {
    onView('explore');
    // Once it is in sight again.
    requestAnimationFrame(() => find(`#${part}`, HTMLElement).scrollIntoView({ block: 'start' }));
  }
  return {
    /** @param {Workspace} view */
    update(view) {
      render(
        html`${PARTS.map(
          ([part, picture]) =>
            html`<button type="button" data-testid=${`part-${part}`} @click=${() => showPart(part)}>
              ${iconOf(picture)}<span>${t(`part.${part}`)}</span>
            </button>`,
        )}${WORKSPACES.filter((one) => one !== 'explore').map(
          (one) =>
            html`<button
              type="button"
              data-testid=${`part-${one}`}
              aria-current=${one === view ? 'page' : nothing}
              @click=${() => onView(one)}
            >
              ${iconOf(ICONS[/** @type {keyof typeof ICONS} */ (one)])}<span>${t(`view.${one}`)}</span>
            </button>`,
        )}`,
        element,
      );
    },
  };
}
