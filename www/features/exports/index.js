// @ts-check
/**
 * Files to take away: has the engine write the chosen network in every kind, one after another, for the dialog to show
 * and to save.
 */

/** @import { Picture } from '../../charts/chart-surface.js' */
/** @import { EngineClient } from '../../engine/engine-client.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { FileKind, WorkerEvent } from '../../protocol.js' */
/** @import { Store } from '../../state/store.js' */
import { baseId, isRanked, placeNow } from '../../state/select.js';
import { find } from '../../ui/dom.js';
import { addStyleSheet } from '../../ui/style-sheet.js';
import { createExportDialog, FILE_KINDS } from './view.js';

/**
 * @param {{ store: Store, client: () => EngineClient, i18n: I18n, pictures: ReadonlyMap<string, Picture>,
 *   save: (name: string, bytes: Uint8Array, type: string) => void, saveResults: (kind: 'csv' | 'json') => void,
 *   saveChart: (testid: string, kind: 'png' | 'svg') => void }} parts
 */
export async function createExports({ store, client, i18n, pictures, save, saveResults, saveChart }) {
  await addStyleSheet(new URL('./style.css', import.meta.url));
  const dialog = createExportDialog(find('#dialogs', HTMLElement), {
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

  return { open: () => dialog.open() };
}
