// @ts-check
/**
 * Workspaces with a list: at the left the entries, each a question with its state, at the right the chosen one. An entry is a
 * feature that names its `workspace`; its address is `view=experiments/scan`.
 */

/** @import { EntryFeature, Feature } from '../features/contract.js' */
/** @import { I18n } from '../i18n/index.js' */
/** @import { EntryWorkspace, Page } from '../state/state.js' */
/** @import { Progress } from '../state/studies.js' */
import { html, nothing, render } from 'lit-html';
import { towards } from './tabs.js';

/** What the list says of an entry: how far its work is, or a line of what came out; null for what was not run.
 * @typedef {{ progress: Progress | null, line: string | null }} EntryState */

/** The workspaces that have a list. @type {readonly EntryWorkspace[]} */
export const ENTRY_WORKSPACES = Object.freeze(['experiments', 'compress', 'learn']);

/** @param {readonly Feature[]} features @returns {EntryFeature[]} in their order */
export function entriesOf(features) {
  return features.flatMap((feature) => ('workspace' in feature ? [feature] : []));
}

/** The entry that a workspace shows: the chosen one, or else its first. @param {readonly EntryFeature[]} entries
 * @param {EntryWorkspace} workspace @param {Page['entries']} chosen */
export function shownEntry(entries, workspace, chosen) {
  const own = entries.filter((entry) => entry.workspace === workspace);
  return (own.find(({ id }) => id === chosen[workspace]) ?? own[0])?.id ?? '';
}

/**
 * @param {Readonly<Record<EntryWorkspace, HTMLElement>>} elements
 * @param {{ i18n: I18n, entries: readonly EntryFeature[], onEntry: (workspace: EntryWorkspace, id: string) => void }} handlers
 *   `onEntry` gets no id where the list itself is chosen
 */
export function createEntries(elements, { i18n, entries, onEntry }) {
  const { t } = i18n;
  let isMade = false;

  /** @param {MouseEvent} event @param {EntryWorkspace} workspace @param {string} id */
  function go(event, workspace, id) {
    // With a modifier the link opens elsewhere.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onEntry(workspace, id);
    // On a phone the list and the entry take turns: the focus goes along.
    requestAnimationFrame(() => {
      const link = /** @type {HTMLElement} */ (event.currentTarget ?? event.target);
      if (link.checkVisibility()) return;
      const next = id ? `${id}-question` : `entry-${shownEntry(entries, workspace, {})}`;
      document.getElementById(next)?.focus();
      window.scrollTo(0, 0);
    });
  }

  /** Arrow keys go through the list, Enter follows the link. @param {KeyboardEvent} event */
  function onKey(event) {
    const links = /** @type {HTMLElement[]} */ ([
      .../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll('a'),
    ]);
    const at = links.findIndex((link) => link === document.activeElement);
    const to = at < 0 ? null : towards(event.key, at, links.length);
    if (to === null) return;
    event.preventDefault();
    links[to].focus();
  }

  /** @param {EntryFeature} entry @param {boolean} isShown @param {EntryState} state */
  function linkOf({ id, workspace, studies }, isShown, { progress, line }) {
    const kind = progress ? 'running' : line !== null ? 'done' : 'none';
    const words = progress
      ? t('entry.running', { finished: progress.finished, total: progress.total })
      : (line ?? (studies ? t('entry.none') : ''));
    return html`<li>
      <a
        href="#view=${workspace}/${id}"
        id=${`entry-${id}`}
        data-testid=${`entry-${id}`}
        data-state=${kind}
        aria-current=${isShown ? 'page' : nothing}
        @click=${(/** @type {MouseEvent} */ event) => go(event, workspace, id)}
      >
        <span class="entry-question">${t(`${id}.question`)}</span>
        <span class="entry-line number">${words}</span>
      </a>
    </li>`;
  }

  return {
    /** Both lists at first, then the one that is in sight. @param {Pick<Page, 'view' | 'entries'>} page
     * @param {(entry: EntryFeature) => EntryState} stateOf */
    update({ view, entries: chosen }, stateOf) {
      const drawn = isMade ? ENTRY_WORKSPACES.filter((workspace) => workspace === view) : ENTRY_WORKSPACES;
      isMade = true;
      for (const workspace of drawn) {
        const own = entries.filter((entry) => entry.workspace === workspace);
        const shown = shownEntry(entries, workspace, chosen);
        const list = t(`entries.${workspace}`);
        elements[workspace].toggleAttribute('data-chosen', Boolean(chosen[workspace]));
        render(
          html`<nav class="entries" aria-label=${list} @keydown=${onKey}>
              <ul>
                ${own.map((entry) => linkOf(entry, entry.id === shown, stateOf(entry)))}
              </ul>
            </nav>
            <div class="entry-place">
              <a
                class="entry-back"
                href="#view=${workspace}"
                data-testid="entry-back"
                @click=${(/** @type {MouseEvent} */ event) => go(event, workspace, '')}
                >${list}</a
              >
              ${own.map(
                ({ id }) =>
                  html`<section
                    id=${id}
                    class="entry"
                    data-testid=${`section-${id}`}
                    aria-labelledby=${`${id}-question`}
                    ?hidden=${id !== shown}
                  >
                    <h2 id=${`${id}-question`} data-testid=${`question-${id}`} tabindex="-1">${t(`${id}.question`)}</h2>
                  </section>`,
              )}
            </div>`,
          elements[workspace],
        );
      }
    },
  };
}
