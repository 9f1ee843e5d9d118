// @ts-check
/**
 * Files to take away: a network in every kind of file with its size, the results as CSV and JSON, each chart as PNG
 * and SVG.
 */

/** @import { Picture } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { FileKind } from '../../protocol.js' */
import { createDialog } from '../../ui/dialog.js';
import { h, setHidden, setNumber } from '../../ui/dom.js';
import { choiceField } from '../../ui/fields.js';
import { bytes } from '../../words/format.js';

/** What each chart is called. @type {Readonly<Record<string, string>>} */
export const CHART_NAMES = Object.freeze({
  'chart-accuracy': 'accuracy.title',
  'chart-histogram': 'hist.title',
  'chart-learning': 'export.chart.learning',
  'chart-scan': 'scan.title',
  'chart-compare': 'cmp.title',
  'chart-lottery': 'lottery.title',
  'chart-pareto': 'export.chart.pareto',
});

/** In the order they are offered. @type {readonly FileKind[]} */
export const FILE_KINDS = Object.freeze(['compact', 'safetensors', 'masks', 'onnx', 'onnxShrunk', 'onnxInt8']);

/** @typedef {{ kind: FileKind, name: string, bytes: Uint8Array, calibrated: number }} WrittenFile */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, pictures: ReadonlyMap<string, Picture>, onChoose: (atSlider: boolean) => void,
 *   onSave: (file: WrittenFile) => void, onResults: (kind: 'csv' | 'json') => void,
 *   onChart: (testid: string, kind: 'png' | 'svg') => void }} handlers
 */
export function createExportDialog(element, { i18n, pictures, onChoose, onSave, onResults, onChart }) {
  let atSlider = false;
  const which = choiceField({
    name: 'export-which',
    label: 'export.network',
    options: ['current', 'slider'].map((value) => ({
      value,
      label: `export.${value}`,
      help: `export.${value}.help`,
    })),
    onChange: (value) => {
      atSlider = value === 'slider';
      onChoose(atSlider);
    },
  });
  which.update('current');
  const none = h('p', { class: 'help', role: 'status', i18n: 'export.none', hidden: true });

  const rows = FILE_KINDS.map((kind) => {
    const size = h('span', { class: 'export-size', 'data-testid': `export-size-${kind}` });
    const help = h('p', { class: 'help', 'data-testid': `export-help-${kind}` });
    const button = h(
      'button',
      {
        type: 'button',
        class: 'button',
        'data-testid': `export-file-${kind}`,
        onclick: () => {
          if (row.file) onSave(row.file);
        },
      },
      h('span', { i18n: 'export.save' }),
    );
    const title = h('h3', { id: `export-${kind}-title`, i18n: `export.file.${kind}` });
    button.setAttribute('aria-describedby', title.id);
    const row = {
      kind,
      size,
      help,
      button,
      /** @type {WrittenFile | null} */
      file: null,
      failed: false,
      element: h('li', {}, h('div', { class: 'export-head' }, title, size, button), help),
    };
    return row;
  });

  /** @param {typeof rows[number]} row */
  function draw({ kind, size, help, button, file, failed }) {
    button.disabled = !file;
    const waiting = i18n.t(failed ? 'export.failed' : 'export.writing');
    setNumber(size, file ? bytes(file.bytes.length, i18n.language()) : waiting, file?.bytes.length ?? null);
    setNumber(
      help,
      i18n.t(`export.file.${kind}.help`, { count: file ? String(file.calibrated) : '\u2026' }),
      file?.calibrated ?? null,
    );
  }

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
  const files = h('ul', { class: 'export-files' }, ...rows.map((row) => row.element));
  const dialog = createDialog(
    { id: 'export-dialog', title: 'export.title' },
    h('section', {}, which.element, h('p', { class: 'help', i18n: 'export.help' }), none, files),
    results,
    h('section', {}, h('h3', { i18n: 'export.charts' }), h('p', { class: 'help', i18n: 'export.charts.help' }), charts),
  );
  element.append(dialog.element);

  /** Those with something to show, whatever is in sight. */
  function list() {
    const named = Object.entries(CHART_NAMES).filter(([testid]) => pictures.get(testid)?.filled);
    charts.replaceChildren(
      ...named.map(([testid, key]) => {
        const name = i18n.t(key);
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
        return h('li', { 'data-testid': 'export-chart', 'data-value': testid }, h('span', {}, name), ...buttons);
      }),
    );
  }
  return {
    /** Files are being written anew, or there is no such network. @param {boolean} exists */
    begin(exists) {
      setHidden(none, exists);
      setHidden(files, !exists);
      for (const row of rows) {
        Object.assign(row, { file: null, failed: false });
        draw(row);
      }
    },
    /** @param {WrittenFile} file */
    show(file) {
      for (const row of rows.filter(({ kind }) => kind === file.kind)) draw(Object.assign(row, { file }));
    },
    /** @param {FileKind} kind */
    fail(kind) {
      for (const row of rows.filter((row) => row.kind === kind)) draw(Object.assign(row, { failed: true }));
    },
    open() {
      list();
      onChoose(atSlider);
      dialog.open();
    },
  };
}
