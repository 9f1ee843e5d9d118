// @ts-check
/**
 * The head of the page: data set, seed, status and the tools.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Status } from '../state/select.js' */
import { h, icon, setAttribute, setText, svgElement } from '../ui/dom.js';
import { fixed } from '../words/format.js';

/** @typedef {'light' | 'dark' | 'auto'} ThemeChoice */
/** @typedef {{ dataset: { name: string, train: number, test: number, splitOff: boolean } | null, datasetProgress: number | null, seed: string, seedFault: boolean,
 *   status: Status, statusText: string, theme: ThemeChoice, canUndo: boolean, canExport: boolean }} HeaderData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onData: () => void, onSeed: (seed: string) => void, onTrain: () => void, onUndo: () => void, onLesson: () => void,
 *   onShare: () => void, onExport: () => void, onLanguage: () => void, onTheme: () => void }} handlers
 */
export function createHeader(
  element,
  { i18n, onData, onSeed, onTrain, onUndo, onLesson, onShare, onExport, onLanguage, onTheme },
) {
  const datasetName = h('span', { class: 'dataset-name' });
  const datasetSize = h('span', { class: 'dataset-size' });
  const dataset = h(
    'button',
    {
      type: 'button',
      class: 'button dataset',
      'data-testid': 'dataset',
      i18nTitle: 'help.dataset',
      'aria-haspopup': 'dialog',
      onclick: onData,
    },
    icon('data'),
    h('span', { class: 'visually-hidden', i18n: 'header.data' }),
    datasetName,
    datasetSize,
  );
  const seed = h('input', {
    id: 'seed',
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'off',
    'data-testid': 'seed',
    i18nTitle: 'help.seed',
    oninput: () => onSeed(seed.value),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter') onTrain();
    },
  });
  const status = h('p', { class: 'status', role: 'status', 'data-testid': 'status' });
  /** @param {string} key @param {Parameters<typeof icon>[0]} picture @param {() => void} onclick @param {string} [testId] */
  const tool = (key, picture, onclick, testId) =>
    h(
      'button',
      { type: 'button', class: 'button tool', 'data-testid': testId, i18nTitle: `help.${key}`, onclick },
      icon(picture),
      h('span', { class: 'tool-text', i18n: `tool.${key}` }),
    );
  const undo = tool('undo', 'undo', onUndo, 'undo');
  const exporting = tool('export', 'download', onExport, 'export');
  const language = h('button', {
    type: 'button',
    class: 'button',
    'data-testid': 'language',
    i18nTitle: 'help.language',
    onclick: onLanguage,
  });
  const themeIcon = h('span', { class: 'icon-slot' });
  const theme = h('button', { type: 'button', class: 'button', 'data-testid': 'theme', onclick: onTheme }, themeIcon);

  element.append(
    h('h1', { class: 'brand' }, mark(), h('span', {}, 'Prunelab')),
    h(
      'div',
      { class: 'header-setup' },
      dataset,
      h('div', { class: 'seed-field' }, h('label', { for: 'seed', i18n: 'field.seed' }), seed),
    ),
    status,
    h(
      'div',
      { class: 'header-tools', role: 'toolbar', i18nLabel: 'header.tools' },
      undo,
      tool('lesson', 'lesson', onLesson),
      tool('share', 'share', onShare, 'share'),
      exporting,
      language,
      theme,
    ),
  );
  /** @type {ThemeChoice | null} */
  let shownTheme = null;

  return {
    /** @param {HeaderData} data */
    update(data) {
      const current = i18n.language();
      const name = data.dataset ? datasetWords(i18n, data.dataset.name) : i18n.t('header.noData');
      setText(datasetName, name);
      setText(
        datasetSize,
        data.dataset ? `${fixed(data.dataset.train, current)} + ${fixed(data.dataset.test, current)}` : '',
      );
      setAttribute(dataset, 'data-value', data.dataset?.name ?? null);
      setAttribute(dataset, 'data-train', data.dataset?.train ?? null);
      setAttribute(dataset, 'data-test', data.dataset?.test ?? null);
      const splitOff = data.dataset?.splitOff ? i18n.t('help.dataset.splitOff', { test: data.dataset.test }) : '';
      setAttribute(dataset, 'title', `${i18n.t('help.dataset')} ${splitOff}`.trim());
      if (seed.value !== data.seed) seed.value = data.seed;
      setAttribute(seed, 'aria-invalid', data.seedFault ? 'true' : null);
      setAttribute(seed, 'data-value', data.seed);
      setText(status, data.statusText);
      setAttribute(status, 'data-state', data.status);
      undo.disabled = !data.canUndo;
      exporting.disabled = !data.canExport;
      setText(language, current === 'en' ? '\u4e2d\u6587' : 'English');
      setAttribute(language, 'lang', current === 'en' ? 'zh-CN' : 'en');
      setAttribute(language, 'data-value', current);
      if (shownTheme !== data.theme)
        themeIcon.replaceChildren(icon(data.theme === 'light' ? 'sun' : data.theme === 'dark' ? 'moon' : 'auto'));
      shownTheme = data.theme;
      setAttribute(theme, 'data-value', data.theme);
      setAttribute(theme, 'aria-label', i18n.t(`theme.${data.theme}`));
      setAttribute(theme, 'title', i18n.t(`theme.${data.theme}`));
    },
  };
}

/** The engine's names of data sets in the page's language. @param {I18n} i18n @param {string} name */
export function datasetWords(i18n, name) {
  const key = `dataset.${name.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  return i18n.has(key) ? i18n.t(key) : name;
}

/** A pruned little network. */
function mark() {
  const drawing = svgElement('svg', { viewBox: '0 0 32 32', class: 'brand-mark', 'aria-hidden': 'true' });
  drawing.append(
    svgElement('path', { d: 'M7 8L25 16M7 24L25 16', class: 'kept' }),
    svgElement('path', { d: 'M7 16L25 16', class: 'gone' }),
    ...[8, 16, 24].map((y) => svgElement('circle', { cx: 7, cy: y, r: 3.5, class: y === 16 ? 'node gone' : 'node' })),
    svgElement('circle', { cx: 25, cy: 16, r: 4.5, class: 'node out' }),
  );
  return drawing;
}
