// @ts-check
/**
 * Files to take away: has the engine write the chosen network in every kind, one after another, for the dialog to show
 * and to save.
 */

/** @import { FileKind } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { WrittenFile } from './view.js' */
import { csvOf, pngOf, svgOf } from '../../charts/chart-picture.js';
import { resultsJson, runsCsv } from '../../state/results.js';
import { slice, subjectOf } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { chartsOf, createExportDialog, FILE_KINDS } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, client, i18n, charts, save, address, drawCharts }) {
  const { pictures } = charts;
  const own = store.slice(slice);
  /** What has been written; null: it could not be. @type {Map<FileKind, WrittenFile | null>} */
  let files = new Map();
  /** The latest wish; what an older one still gets is not shown. */
  let latest = 0;

  const dialog = createExportDialog(element, {
    i18n,
    onSource(source) {
      own.change({ source });
      write();
    },
    onSave: ({ name, bytes }) => save(name, bytes, 'application/octet-stream'),
    onResults: saveResults,
    onChart: saveChart,
  });

  function draw() {
    const { source } = own.get().form;
    dialog.update({ source, subject: subjectOf(store.get(), source), files, charts: chartsOf(pictures) });
  }

  async function write() {
    const mine = ++latest;
    const subject = subjectOf(store.get(), own.get().form.source);
    files = new Map();
    draw();
    if (!subject) return;
    for (const kind of FILE_KINDS) {
      const file = await client().ask('exportModel', { node: subject.node.id, prune: subject.prune, kind });
      if (mine !== latest) return;
      files.set(kind, file);
      draw();
    }
  }

  /** @param {'csv' | 'json'} kind */
  function saveResults(kind) {
    const state = store.get();
    const text = kind === 'csv' ? runsCsv(state) : resultsJson(state, address());
    if (text !== null) save(`prunelab-results.${kind}`, text, kind === 'csv' ? 'text/csv' : 'application/json');
  }

  /** @param {string} testid @param {'png' | 'svg' | 'csv'} kind */
  async function saveChart(testid, kind) {
    const picture = pictures.get(testid);
    if (!picture) return;
    const name = `prunelab-${testid}.${kind}`;
    if (kind === 'csv') save(name, csvOf(picture), 'text/csv');
    else if (kind === 'svg') save(name, svgOf(picture), 'image/svg+xml');
    else save(name, await pngOf(picture, window.devicePixelRatio), 'image/png');
  }

  /** What is measured for a chart may come while the dialog is open. */
  async function drawAll() {
    if (!dialog.isOpen()) return;
    await drawCharts();
    draw();
  }

  return {
    draw: drawAll,
    open() {
      write();
      dialog.open();
      drawAll();
    },
    redraw() {
      if (dialog.isOpen()) draw();
    },
  };
}
