// @ts-check
/**
 * Files to take away: a network as safetensors, the results as CSV and JSON, each chart as PNG and SVG.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Picture } from './chart-surface.js' */
import { h } from '../dom.js';
import { createDialog } from './dialog.js';

/** What each chart is called. @type {Readonly<Record<string, string>>} */
const NAMES = Object.freeze({
  'chart-accuracy': 'accuracy.title',
  'chart-histogram': 'hist.title',
  'chart-learning': 'learning.title',
  'chart-scan': 'scan.title',
  'chart-compare': 'cmp.title',
  'chart-lottery': 'lottery.title',
});

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, pictures: ReadonlyMap<string, Picture>, onExport: (atSlider: boolean) => void,
 *   onResults: (kind: 'csv' | 'json') => void, onChart: (testid: string, kind: 'png' | 'svg') => void }} handlers
 */
export function createExportDialog(element, { i18n, pictures, onExport, onResults, onChart }) {
  /** @param {boolean} atSlider @param {string} key */
  const option = (atSlider, key) =>
    h(
      'section',
      {},
      h('h3', { i18n: `export.${key}` }),
      h('p', { class: 'help', i18n: `export.${key}.help` }),
      h('button', {
        type: 'button',
        class: 'button primary',
        i18n: 'export.save',
        onclick: () => {
          dialog.close();
          onExport(atSlider);
        },
      }),
    );
  const results = h(
    'section',
    {},
    h('h3', { i18n: 'export.results' }),
    h('p', { class: 'help', i18n: 'export.results.help' }),
    h(
      'div',
      { class: 'buttons' },
      .../** @type {const} */ (['csv', 'json']).map((kind) =>
        h(
          'button',
          { type: 'button', class: 'button', 'data-testid': `export-${kind}`, onclick: () => onResults(kind) },
          kind.toUpperCase(),
        ),
      ),
    ),
  );
  const charts = h('ul', { class: 'export-charts' });
  const dialog = createDialog(
    { id: 'export-dialog', title: 'export.title' },
    h('p', { class: 'help', i18n: 'export.help' }),
    option(false, 'current'),
    option(true, 'slider'),
    results,
    h('section', {}, h('h3', { i18n: 'export.charts' }), h('p', { class: 'help', i18n: 'export.charts.help' }), charts),
  );
  element.append(dialog.element);

  /** Those that are drawn now. */
  function list() {
    const shown = [...pictures].filter(([, picture]) => picture.shown);
    charts.replaceChildren(
      ...shown.map(([testid]) => {
        const name = i18n.t(NAMES[testid] ?? 'export.chart');
        const buttons = /** @type {const} */ (['png', 'svg']).map((kind) =>
          h(
            'button',
            {
              type: 'button',
              class: 'button',
              'data-testid': `export-${testid}-${kind}`,
              'aria-label': `${name}, ${kind.toUpperCase()}`,
              onclick: () => onChart(testid, kind),
            },
            kind.toUpperCase(),
          ),
        );
        return h('li', {}, h('span', {}, name), ...buttons);
      }),
    );
  }
  return {
    open() {
      list();
      dialog.open();
    },
  };
}
