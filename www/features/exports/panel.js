// @ts-check
/**
 * Files to take away: has the engine write the chosen network in every kind, one after another, for the dialog to show
 * and to save.
 */

/** @import { Parts } from '../contract.js' */
import { pngOf, svgOf } from '../../charts/chart-picture.js';
import { resultsJson, runsCsv } from '../../state/results.js';
import { baseId, isRanked, placeNow, ratioNow } from '../../state/select.js';
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

  /** @param {boolean} atSlider */
  function wished(atSlider) {
    const state = store.get();
    if (!atSlider) return state.current === null ? null : { node: state.current, prune: null };
    const base = baseId(state);
    if (base === null || !isRanked(state) || placeNow(state) === null) return null;
    return { node: base, prune: { method: state.method, ratio: ratioNow(state) } };
  }

  /** @param {boolean} atSlider */
  async function write(atSlider) {
    const mine = ++latest;
    const wish = wished(atSlider);
    dialog.begin(wish !== null);
    if (!wish) return;
    for (const kind of FILE_KINDS) {
      const file = await client().ask('exportModel', { ...wish, kind });
      if (mine !== latest) return;
      if (file) dialog.show(file);
      else dialog.fail(kind);
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

  return { open: () => dialog.open() };
}
