// @ts-check
/**
 * The data dialog at work: built-in digits, files beside the page, downloads. Loaded on demand.
 */

/** @import { Collection, DownloadProgress } from '../../engine/downloads.js' */
/** @import { Parts } from '../contract.js' */
import { COLLECTION_NAMES, DownloadError, download, isBeside } from '../../engine/downloads.js';
import { nothing, render } from 'lit-html';
import { dataSummary, loadSamples, texts as summary } from '../../charts/data-summary.js';
import { find, newPart } from '../../ui/dom.js';
import { addStyleSheet } from '../../ui/style-sheet.js';
import { bytes } from '../../words/format.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createDataDialog } from './view.js';

export const texts = { en: { ...summary.en, ...en }, zh: { ...summary.zh, ...zh } };
export const style = new URL('./style.css', import.meta.url);

/** @param {string} address */
function hostOf(address) {
  return URL.canParse(address) ? new URL(address).host || address : address;
}

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, i18n, opening, client }) {
  /** @type {AbortController | null} */
  let fetching = null;

  const dialog = createDataDialog(newPart(element), {
    i18n,
    ownOrigin: location.origin,
    probeBeside: isBeside,
    onDigits: (choice) => opening.openDigits({ source: 'digits', ...choice }),
    onBeside: () => guarded(() => opening.openBeside()),
    onFolder: (files) => opening.openFiles(files.map((file) => ({ name: file.webkitRelativePath, blob: file }))),
    onChooseFiles: () => find('#file-input', HTMLInputElement).click(),
    onDownload: fetchAll,
    onCancel: () => fetching?.abort(),
  });

  /** @param {Collection} collection @param {string[]} mirrors */
  async function fetchAll(collection, mirrors) {
    if (fetching) return;
    fetching = new AbortController();
    try {
      dialog.fail('');
      dialog.update({ busy: true, fraction: null, text: i18n.t('data.download.begin'), digests: [] });
      const { files, digests } = await download(collection, mirrors, show, fetching.signal);
      const lines = digests.map(({ file, digest, checked }) =>
        i18n.t(checked ? 'data.digest.right' : digest ? 'data.digest.shown' : 'data.digest.none', {
          file,
          digest: digest ?? '',
        }),
      );
      dialog.update({ busy: false, fraction: 1, text: i18n.t('data.download.done'), digests: lines });
      await opening.openData(COLLECTION_NAMES[collection], files);
      // In use now, or refused by the engine: its message stands on the page, behind the dialog.
      dialog.close();
    } catch (error) {
      dialog.update({ busy: false, fraction: 0, text: '', digests: [] });
      if (!(error instanceof DownloadError)) throw error;
      if (error.code !== 'cancelled') dialog.fail(faultWords(error, mirrors));
    } finally {
      fetching = null;
    }
  }

  /** What went wrong at the last address, and which hosts were asked. @param {DownloadError} error @param {string[]} mirrors */
  function faultWords(error, mirrors) {
    if (mirrors.length === 0) return i18n.t('download.empty');
    const hosts = [...new Set(mirrors.map((mirror) => hostOf(mirror)))].join(', ');
    return `${i18n.t(`download.${error.code}`, error.params)} ${i18n.t('download.tried', { hosts })}`;
  }

  /** @param {DownloadProgress} progress */
  function show({ file, index, count, done, total }) {
    const language = i18n.language();
    dialog.update({
      busy: true,
      fraction: total ? (index + Math.min(1, done / total)) / count : null,
      text: i18n.t('data.download.file', { file, index: index + 1, count, done: bytes(done, language) }),
      digests: [],
    });
  }

  /** @param {() => Promise<unknown>} work */
  async function guarded(work) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      if (error.code !== 'cancelled')
        store.dispatch({ type: 'notice', kind: 'error', key: `download.${error.code}`, params: error.params });
    }
  }

  /** Shows the data set in use, with nine of its images. */
  async function showInUse() {
    const { info } = store.get().data;
    const show = (/** @type {import('../../charts/data-summary.js').Samples | null} */ samples) => {
      const isCurrent = info !== null && store.get().data.info === info;
      const onTurn = info?.spec.source === 'files' ? turn : null;
      render(isCurrent ? dataSummary({ i18n, info, samples, onTurn }) : nothing, dialog.inUse);
    };
    show(null);
    if (info) show(await loadSamples(client(), info));
  }

  function turn() {
    dialog.close();
    opening.turnImages();
  }

  addStyleSheet(new URL('../../charts/data-summary.css', import.meta.url));
  return {
    open() {
      showInUse();
      return dialog.open();
    },
  };
}
