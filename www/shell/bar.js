// @ts-check
/**
 * The bar at the top: the wordmark, the workspaces, data set, network, status and the tools.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Status } from '../state/select.js' */
/** @import { EntryWorkspace, Workspace } from '../state/state.js' */
/** @import { StudyKind } from '../state/studies.js' */
/** @import { Work } from './work.js' */
import { html, nothing, render } from 'lit-html';
import { WORKSPACES } from '../state/workspaces.js';
import { iconOf } from '../ui/icons.js';
import { duration, fixed, percent } from '../words/format.js';

/** @typedef {'light' | 'dark' | 'auto'} ThemeChoice */
/** @typedef {{ view: Workspace, dataset: { name: string, isBuiltIn: boolean, train: number, test: number, splitOff: boolean } | null,
 *   sizes: readonly number[], status: Status, statusText: string, work: readonly Work[], runs: number, theme: ThemeChoice, canUndo: boolean,
 *   canExport: boolean }} BarData */

const THEME_ICONS = /** @type {const} */ ({ light: 'sun', dark: 'moon', auto: 'auto' });

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onView: (view: Workspace) => void,
 *   onEntry: (workspace: EntryWorkspace, id: string) => void, onStop: (study: StudyKind | null) => void, onData: () => void, onNetwork: () => void, onUndo: () => void,
 *   onShare: () => void, onExport: () => void, onLanguage: () => void, onTheme: () => void }} handlers
 */
export function createBar(element, handlers) {
  const { i18n, onView } = handlers;
  const { t } = i18n;

  /** @param {MouseEvent} event @param {() => void} act */
  function go(event, act) {
    // With a modifier the link opens elsewhere.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    act();
  }

  /** @param {Workspace} view @param {Workspace} chosen */
  const entry = (view, chosen) =>
    html`<a
      href="#view=${view}"
      data-testid=${`view-${view}`}
      aria-current=${view === chosen ? 'page' : nothing}
      @click=${(/** @type {MouseEvent} */ event) => go(event, () => onView(view))}
      >${t(`view.${view}`)}</a
    >`;

  /** @param {'undo' | 'share' | 'export'} name @param {'undo' | 'share' | 'download'} picture @param {() => void} act @param {boolean} [disabled] */
  const tool = (name, picture, act, disabled = false) =>
    html`<button
      type="button"
      class="bar-tool"
      data-testid=${name}
      title=${t(`help.${name}`)}
      ?disabled=${disabled}
      @click=${act}
    >
      ${iconOf(picture)}<span>${t(`tool.${name}`)}</span>
    </button>`;

  /** @param {Work} work */
  function workItem({ study, entry, fraction, secondsLeft }) {
    const far = percent(fraction, i18n.language(), 0);
    const left = secondsLeft === null ? '' : ` \u00b7 ${t('run.left', { time: duration(secondsLeft) })}`;
    const name = entry ? t(`${entry.id}.question`) : t('view.explore');
    return html`<li data-testid="work" data-study=${study ?? 'run'} data-value=${fraction}>
      <a
        href=${entry ? `#view=${entry.workspace}/${entry.id}` : '#view=explore'}
        title=${name}
        @click=${(/** @type {MouseEvent} */ event) =>
          go(event, () => (entry ? handlers.onEntry(entry.workspace, entry.id) : onView('explore')))}
        ><span class="work-name">${entry ? name : ''}</span><span class="number">${far}${left}</span></a
      >
      <button
        type="button"
        class="bar-tool"
        data-testid=${`stop-${study ?? 'run'}`}
        aria-label=${t('work.stop', { name })}
        title=${t('work.stop', { name })}
        @click=${() => handlers.onStop(study)}
      >
        ${iconOf('stop')}
      </button>
    </li>`;
  }

  /** @param {BarData} data */
  function template({ view, dataset, sizes, status, statusText, work, runs, theme, canUndo, canExport }) {
    const language = i18n.language();
    const other = language === 'en' ? { text: '中文', lang: 'zh-CN' } : { text: 'EN', lang: 'en' };
    const splitOff = dataset?.splitOff ? t('notice.splitOff', { test: dataset.test }) : '';
    return html`<h1 class="wordmark">
        <a href="./" title=${t('help.wordmark')}>Prunelab</a>
      </h1>
      <nav class="workspaces" data-testid="view" data-value=${view} aria-label=${t('page.views')}>
        ${WORKSPACES.map((one) => entry(one, view))}
      </nav>
      <div class="bar-setup">
        <button
          type="button"
          class="bar-choice"
          data-testid="dataset"
          data-value=${dataset?.name ?? nothing}
          data-train=${dataset?.train ?? nothing}
          data-test=${dataset?.test ?? nothing}
          aria-haspopup="dialog"
          title=${`${t('help.dataset')} ${splitOff}`.trim()}
          @click=${handlers.onData}
        >
          <span class="visually-hidden">${t('header.data')}</span>
          <span class="bar-name"
            >${!dataset ? t('header.noData') : dataset.isBuiltIn ? t('dataset.digits') : dataset.name}</span
          >
          ${dataset && html`<span class="bar-size">${fixed(dataset.train, language)} + ${fixed(dataset.test, language)}</span>`}
          <span class="caret" aria-hidden="true"></span>
        </button>
        <button
          type="button"
          class="bar-choice bar-network"
          data-testid="network"
          data-value=${sizes.join('-')}
          title=${t('help.network')}
          @click=${handlers.onNetwork}
        >
          <span class="visually-hidden">${t('header.network')}</span>${sizes.join('-')}
          <span class="caret" aria-hidden="true"></span>
        </button>
      </div>
      <p class="status" role="status" data-testid="status" data-state=${status}>${statusText}</p>
      ${
        work.length
          ? html`<ul class="bar-work" aria-label=${t('work.list')}>
              ${work.map(workItem)}
            </ul>`
          : nothing
      }
      <div class="bar-tools" role="toolbar" aria-label=${t('header.tools')}>
        ${tool('undo', 'undo', handlers.onUndo, !canUndo)}
        <button
          type="button"
          class="bar-tool"
          data-testid="runs-open"
          data-value=${runs}
          title=${t('help.runs')}
          popovertarget="runs"
        >
          ${iconOf('runs')}<span>${t('tool.runs')}</span> <b class="number">${runs}</b>
        </button>
        ${tool('share', 'share', handlers.onShare)} ${tool('export', 'download', handlers.onExport, !canExport)}
        <button
          type="button"
          class="bar-tool bar-language"
          data-testid="language"
          data-value=${language}
          lang=${other.lang}
          title=${t('help.language')}
          @click=${handlers.onLanguage}
        >
          ${other.text}
        </button>
        <button
          type="button"
          class="bar-tool"
          data-testid="theme"
          data-value=${theme}
          aria-label=${t(`theme.${theme}`)}
          title=${t(`theme.${theme}`)}
          @click=${handlers.onTheme}
        >
          ${iconOf(THEME_ICONS[theme])}
        </button>
      </div>`;
  }

  return {
    /** @param {BarData} data */
    update(data) {
      render(template(data), element);
    },
  };
}
