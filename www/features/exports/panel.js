// @ts-check
/**
 * Files to take away: has the engine write the chosen network in every kind, one after another, for the dialog to show
 * and to save.
 */

/** @import { FileKind } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { WrittenFile } from './view.js' */
import { pngOf, svgOf } from '../../charts/chart-picture.js';
import { resultsJson, runsCsv } from '../../state/results.js';
import { slice, subjectOf } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { chartsOf, createExportDialog, FILE_KINDS } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, client, i18n, charts, save, address }) {
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

  /** @param {string} testid @param {'png' | 'svg'} kind */
  async function saveChart(testid, kind) {
    const picture = pictures.get(testid);
    if (!picture) return;
    const content = kind === 'svg' ? svgOf(picture) : await pngOf(picture, window.devicePixelRatio);
    save(`prunelab-${testid}.${kind}`, content, kind === 'svg' ? 'image/svg+xml' : 'image/png');
  }

  return {
    open() {
      write();
      dialog.open();
    },
    redraw() {
      if (dialog.isOpen()) draw();
    },
  };
}
