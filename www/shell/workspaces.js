// @ts-check
/**
 * The workspaces: which of them is shown, and the bar at the bottom of a phone that leads to the parts of the page.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Workspace } from '../state/state.js' */
import { html, nothing, render } from 'lit-html';
import { WORKSPACES } from '../state/workspaces.js';
import { find, setAttribute, setHidden } from '../ui/dom.js';
import { iconOf } from '../ui/icons.js';

/** Parts of Explore that a phone's bar leads to: their place, and their icon. */
const PARTS = /** @type {const} */ ([
  ['stage', 'network'],
  ['rail', 'steps'],
  ['evidence', 'evidence'],
]);
const ICONS = /** @type {const} */ ({ experiments: 'flask', compress: 'compress', learn: 'lesson' });

/** The element that a workspace shows; a lesson stands beside the living stage. @param {Workspace} view */
export function elementOf(view) {
  return view === 'learn' ? 'explore' : view;
}

export function createWorkspaces() {
  const ids = [...new Set(WORKSPACES.map(elementOf))];
  /** @type {Workspace | null} */
  let shown = null;
  return {
    /** @param {Workspace} view */
    update(view) {
      if (view === shown) return;
      const first = shown === null;
      shown = view;
      for (const id of ids) setHidden(find(`#${id}`, HTMLElement), id !== elementOf(view));
      setAttribute(document.documentElement, 'data-view', view);
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
