// @ts-check
/**
 * Choosing a data set: the built-in digits, own files, MNIST on the server, or a download.
 */

/** @import { Collection } from '../../engine/downloads.js' */
/** @import { I18n } from '../../i18n/index.js' */
import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { COLLECTION_NAMES, isAllowed, MIRRORS } from '../../engine/downloads.js';
import { LIMITS, readNumber } from '../../ops/limits.js';
import { dialogTemplate } from '../../ui/dialog.js';
import { find } from '../../ui/dom.js';
import { textField } from '../../ui/form.js';

/** @typedef {{ train: number, test: number, seed: number }} DigitsChoice */
/** @typedef {{ busy: boolean, fraction: number | null, text: string, digests: readonly string[] }} Progress */

const FIELDS = /** @type {const} */ (['digitsTrain', 'digitsTest', 'seed']);
/** @typedef {typeof FIELDS[number]} Field */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, ownOrigin: string, onDigits: (choice: DigitsChoice) => void, onBeside: () => void, onChooseFiles: () => void, onFolder: (files: File[]) => void,
 *   onDownload: (collection: Collection, mirrors: string[]) => void, onCancel: () => void, probeBeside: () => Promise<boolean> }} handlers
 */
export function createDataDialog(
  element,
  { i18n, ownOrigin, onDigits, onBeside, onChooseFiles, onFolder, onDownload, onCancel, probeBeside },
) {
  const { t } = i18n;
  const values = { digitsTrain: '12000', digitsTest: '2000', seed: '1' };
  /** @type {Collection} */
  let collection = /** @type {Collection} */ (Object.keys(COLLECTION_NAMES)[0]);
  let mirrors = MIRRORS[collection].join('\n');
  /** @type {'looking' | 'there' | 'absent'} */
  let beside = 'looking';
  let failure = '';
  /** @type {Progress} */
  let progress = { busy: false, fraction: 0, text: '', digests: [] };

  /** @param {Field} name */
  const numberOf = (name) => readNumber(values[name], LIMITS[name]);
  const lines = () =>
    mirrors
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);

  function useDigits() {
    const [train, test, seed] = FIELDS.map(numberOf);
    if (train === null || test === null || seed === null) return;
    closeAnd(() => onDigits({ train, test, seed }));
  }

  /** @param {() => void} act */
  function closeAnd(act) {
    dialog.close();
    act();
  }

  /** @param {Field} name */
  function field(name) {
    const { min, max } = LIMITS[name];
    return textField({
      id: `data-${name}`,
      label: t(`data.${name}`),
      help: t(`help.data.${name}`),
      value: values[name],
      fault: numberOf(name) === null ? t('fault.whole', { min, max }) : null,
      inputMode: 'numeric',
      onEnter: useDigits,
      onInput(value) {
        values[name] = value;
        draw();
      },
    });
  }

  /** @param {string} text @param {() => void} act @param {{ primary?: boolean, disabled?: boolean }} [how] */
  const button = (text, act, { primary = false, disabled = false } = {}) =>
    html`<button type="button" class=${primary ? 'button primary' : 'button'} ?disabled=${disabled} @click=${act}>
      ${text}
    </button>`;

  function files() {
    return html`<section>
      <h3>${t('data.files')}</h3>
      <p class="help">${t('data.files.help')}</p>
      <div class="buttons">
        ${button(t('data.files.choose'), () => closeAnd(onChooseFiles))}
        ${button(t('data.folder.choose'), () => find('[data-testid=folder-input]', HTMLInputElement, element).click())}
      </div>
      <input
        type="file"
        class="visually-hidden"
        webkitdirectory
        tabindex="-1"
        aria-label=${t('data.folder.choose')}
        data-testid="folder-input"
        @change=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
          const chosen = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          closeAnd(() => {
            if (chosen.length) onFolder(chosen);
          });
        }}
      />
    </section>`;
  }

  function download() {
    const { busy, fraction, text, digests } = progress;
    const blocked = lines().find((line) => !isAllowed(line, ownOrigin));
    return html`<section>
      <h3>${t('data.download')}</h3>
      <p class="help">${t('data.download.help')}</p>
      <div class="field">
        <label for="data-collection">${t('data.collection')}</label>
        <select
          id="data-collection"
          @change=${(/** @type {{ currentTarget: HTMLSelectElement }} */ { currentTarget }) => {
            collection = /** @type {Collection} */ (currentTarget.value);
            mirrors = MIRRORS[collection].join('\n');
            draw();
          }}
        >
          ${Object.entries(COLLECTION_NAMES).map(([value, name]) => html`<option value=${value}>${name}</option>`)}
        </select>
      </div>
      <label for="data-mirrors">${t('data.mirrors')}</label>
      <textarea
        id="data-mirrors"
        rows="3"
        spellcheck="false"
        autocomplete="off"
        aria-describedby="data-mirrors-help"
        .value=${live(mirrors)}
        @input=${(/** @type {{ currentTarget: HTMLTextAreaElement }} */ { currentTarget }) => {
          mirrors = currentTarget.value;
          draw();
        }}
      ></textarea>
      <p id="data-mirrors-help" class="help">${t('data.mirrors.help')}</p>
      <p class="warning" role="status" ?hidden=${blocked === undefined}>
        ${blocked === undefined ? '' : t('data.download.blocked', { url: blocked })}
      </p>
      <div class="buttons">
        ${button(t('data.download.start'), () => onDownload(collection, lines()), { primary: true, disabled: busy })}
        ${button(t('data.download.cancel'), onCancel, { disabled: !busy })}
      </div>
      <progress
        max="1"
        value=${fraction ?? nothing}
        aria-label=${t('data.download.progress')}
        ?hidden=${!busy}
      ></progress>
      <p class="help number" role="status">${text}</p>
      <p class="download-fault fault" role="alert">${failure}</p>
      <ul class="digests">
        ${digests.map((line) => html`<li>${line}</li>`)}
      </ul>
    </section>`;
  }

  function template() {
    return dialogTemplate({
      id: 'data-dialog',
      title: t('data.title'),
      close: t('dialog.close'),
      body: html`<p class="help">${t('data.help')}</p>
        <section data-in-use></section>
        <section>
          <h3>${t('data.digits')}</h3>
          <p class="help">${t('data.digits.help')}</p>
          <div class="fields three">${FIELDS.map(field)}</div>
          ${button(t('data.digits.use'), useDigits, { primary: true })}
        </section>
        ${files()}
        <section>
          <h3>${t('data.beside')}</h3>
          <p class="help">${t(`data.beside.${beside}`)}</p>
          ${button(t('data.beside.use'), () => closeAnd(onBeside), { disabled: beside !== 'there' })}
        </section>
        ${download()}`,
    });
  }

  function draw() {
    render(template(), element);
  }

  draw();
  const dialog = find('dialog', HTMLDialogElement, element);

  return {
    async open() {
      beside = 'looking';
      failure = '';
      draw();
      if (!dialog.open) dialog.showModal();
      beside = (await probeBeside()) ? 'there' : 'absent';
      draw();
    },
    /** Where the data set in use is shown. */
    inUse: find('[data-in-use]', HTMLElement, element),
    close: () => dialog.close(),
    /** What went wrong with the download; nothing once it is tried again. @param {string} text */
    fail(text) {
      failure = text;
      draw();
      if (text) find('.download-fault', HTMLElement, element).scrollIntoView({ block: 'nearest' });
    },
    /** @param {Progress} next */
    update(next) {
      progress = next;
      draw();
    },
  };
}
