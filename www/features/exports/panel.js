// @ts-check
/**
 * Files to take away: has the engine write the chosen network in every kind, one after another, for the dialog to show
 * and to save.
 */

/** @import { FileKind, WorkerEvent } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
import { pngOf, svgOf } from '../../charts/chart-picture.js';
import { resultsJson, runsCsv } from '../../state/results.js';
import { baseId, isRanked, placeNow } from '../../state/select.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createExportDialog, FILE_KINDS } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, client, i18n, charts, save, address }) {
  const { pictures } = charts;
  const dialog = createExportDialog(element, {
    i18n,
    pictures,
    onChoose: write,
    onSave: ({ name, bytes }) => save(name, bytes, 'application/octet-stream'),
    onResults: saveResults,
    onChart: saveChart,
  });
  /** The latest wish; what an older one still gets is not shown. */
  let latest = 0;
  /** @type {Promise<WorkerEvent | null>} */
  let asked = Promise.resolve(null);

  /** @param {boolean} atSlider */
  function wished(atSlider) {
    const state = store.get();
    if (!atSlider) return state.current === null ? null : { node: state.current, prune: null };
    const base = baseId(state);
    if (base === null || !isRanked(state) || placeNow(state) === null) return null;
    return { node: base, prune: { method: state.method, ratio: state.ratio } };
  }

  /** @param {boolean} atSlider */
  async function write(atSlider) {
    const mine = ++latest;
    const wish = wished(atSlider);
    dialog.begin(wish !== null);
    if (!wish) return;
    for (const kind of FILE_KINDS) {
      // One after another, so that every answer is to the wish that waits for it.
      asked = asked.then(() => (mine === latest ? answer({ type: 'exportModel', ...wish, kind }) : null));
      const event = await asked;
      if (mine !== latest) return;
      if (event?.type === 'modelFile') dialog.show(event);
      else dialog.fail(kind);
    }
  }

  /** @param {{ type: 'exportModel', node: number, prune: any, kind: FileKind }} command @returns {Promise<WorkerEvent | null>} */
  function answer(command) {
    const next = client().next(
      (event) =>
        (event.type === 'modelFile' && event.kind === command.kind) ||
        (event.type === 'error' && event.during === 'exportModel'),
    );
    client().send(command);
    return next;
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
    const content = kind === 'svg' ? svgOf(picture) : await pngOf(picture);
    save(`prunelab-${testid}.${kind}`, content, kind === 'svg' ? 'image/svg+xml' : 'image/png');
  }

  return { open: () => dialog.open() };
}
