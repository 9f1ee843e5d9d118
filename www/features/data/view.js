// @ts-check
/**
 * Choosing a data set: the built-in digits, MNIST beside the page, own files, or a download.
 */

/** @import { Collection } from '../../engine/downloads.js' */
/** @import { I18n } from '../../i18n/index.js' */
import { COLLECTION_NAMES, isAllowed, MIRRORS } from '../../engine/downloads.js';
import { LIMITS, readNumber } from '../../ops/limits.js';
import { createDialog } from '../../ui/dialog.js';
import { h, setText } from '../../ui/dom.js';
import { textField } from '../../ui/fields.js';
import { faultText } from '../../ui/training-fields.js';

/** @typedef {{ train: number, test: number, seed: number }} DigitsChoice */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, ownOrigin: string, onDigits: (choice: DigitsChoice) => void, onBeside: () => void, onChooseFiles: () => void, onFolder: (files: File[]) => void,
 *   onDownload: (collection: Collection, mirrors: string[]) => void, onCancel: () => void, probeBeside: () => Promise<boolean> }} handlers
 */
export function createDataDialog(
  element,
  { i18n, ownOrigin, onDigits, onBeside, onChooseFiles, onFolder, onDownload, onCancel, probeBeside },
) {
  const values = { digitsTrain: '12000', digitsTest: '2000', seed: '1' };
  /** @param {'digitsTrain' | 'digitsTest' | 'seed'} name */
  const field = (name) => {
    const made = textField({
      id: `data-${name}`,
      label: `data.${name}`,
      help: `help.data.${name}`,
      inputMode: 'numeric',
      onEnter: useDigits,
      onInput: (value) => {
        values[name] = value;
        made.update(value, readNumber(value, LIMITS[name]) === null ? faultOf(name) : null);
      },
    });
    return made;
  };
  /** @param {'digitsTrain' | 'digitsTest' | 'seed'} name */
  const faultOf = (name) =>
    name === 'seed' ? faultText(i18n, 'seed') : i18n.t('fault.whole', { min: LIMITS[name].min, max: LIMITS[name].max });
  const fields = { digitsTrain: field('digitsTrain'), digitsTest: field('digitsTest'), seed: field('seed') };

  function useDigits() {
    const [train, test, seed] = [
      readNumber(values.digitsTrain, LIMITS.digitsTrain),
      readNumber(values.digitsTest, LIMITS.digitsTest),
      readNumber(values.seed, LIMITS.seed),
    ];
    if (train === null || test === null || seed === null) return;
    dialog.close();
    onDigits({ train, test, seed });
  }

  const besideNote = h('p', { class: 'help' });
  const beside = h('button', {
    type: 'button',
    class: 'button',
    i18n: 'data.beside.use',
    disabled: true,
    onclick: () => {
      dialog.close();
      onBeside();
    },
  });
  const files = h('button', {
    type: 'button',
    class: 'button',
    i18n: 'data.files.choose',
    onclick: () => {
      dialog.close();
      onChooseFiles();
    },
  });
  const folder = h('input', {
    type: 'file',
    class: 'visually-hidden',
    webkitdirectory: true,
    tabindex: '-1',
    i18nLabel: 'data.folder.choose',
    'data-testid': 'folder-input',
    onchange: () => {
      const chosen = [...(folder.files ?? [])];
      folder.value = '';
      dialog.close();
      if (chosen.length) onFolder(chosen);
    },
  });
  const chooseFolder = h('button', {
    type: 'button',
    class: 'button',
    i18n: 'data.folder.choose',
    onclick: () => folder.click(),
  });
  const inUse = h('section', {});

  const collection = h(
    'select',
    { id: 'data-collection', onchange: () => fillMirrors() },
    ...Object.entries(COLLECTION_NAMES).map(([value, name]) => h('option', { value }, name)),
  );
  const mirrors = h('textarea', {
    id: 'data-mirrors',
    rows: '3',
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-describedby': 'data-mirrors-help',
    oninput: warn,
  });
  const warning = h('p', { class: 'warning', role: 'status', hidden: true });
  const start = h('button', {
    type: 'button',
    class: 'button primary',
    i18n: 'data.download.start',
    onclick: () => onDownload(chosen(), lines()),
  });
  const cancel = h('button', {
    type: 'button',
    class: 'button',
    i18n: 'data.download.cancel',
    disabled: true,
    onclick: onCancel,
  });
  const bar = h('progress', { max: '1', value: '0', i18nLabel: 'data.download.progress', hidden: true });
  const note = h('p', { class: 'help number', role: 'status' });
  const fault = h('p', { class: 'download-fault fault', role: 'alert' });
  const digests = h('ul', { class: 'digests' });

  const chosen = () => /** @type {Collection} */ (collection.value);
  const lines = () =>
    mirrors.value
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  function fillMirrors() {
    mirrors.value = MIRRORS[chosen()].join('\n');
    warn();
  }
  function warn() {
    const blocked = lines().filter((line) => !isAllowed(line, ownOrigin));
    warning.hidden = blocked.length === 0;
    setText(warning, blocked.length ? i18n.t('data.download.blocked', { url: blocked[0] }) : '');
  }

  const dialog = createDialog(
    { id: 'data-dialog', title: 'data.title' },
    h('p', { class: 'help', i18n: 'data.help' }),
    inUse,
    h(
      'section',
      {},
      h('h3', { i18n: 'data.digits' }),
      h('p', { class: 'help', i18n: 'data.digits.help' }),
      h('div', { class: 'fields three' }, fields.digitsTrain.element, fields.digitsTest.element, fields.seed.element),
      h('button', { type: 'button', class: 'button primary', i18n: 'data.digits.use', onclick: useDigits }),
    ),
    h(
      'section',
      {},
      h('h3', { i18n: 'data.files' }),
      h('p', { class: 'help', i18n: 'data.files.help' }),
      h('div', { class: 'buttons' }, files, chooseFolder),
      folder,
    ),
    h('section', {}, h('h3', { i18n: 'data.beside' }), besideNote, beside),
    h(
      'section',
      {},
      h('h3', { i18n: 'data.download' }),
      h('p', { class: 'help', i18n: 'data.download.help' }),
      h('div', { class: 'field' }, h('label', { for: 'data-collection', i18n: 'data.collection' }), collection),
      h('label', { for: 'data-mirrors', i18n: 'data.mirrors' }),
      mirrors,
      h('p', { id: 'data-mirrors-help', class: 'help', i18n: 'data.mirrors.help' }),
      warning,
      h('div', { class: 'buttons' }, start, cancel),
      bar,
      note,
      fault,
      digests,
    ),
  );
  element.append(dialog.element);
  fillMirrors();
  for (const [name, made] of Object.entries(fields))
    made.update(values[/** @type {keyof typeof values} */ (name)], null);

  return {
    async open() {
      setText(besideNote, i18n.t('data.beside.looking'));
      beside.disabled = true;
      setText(fault, '');
      dialog.open();
      const there = await probeBeside();
      beside.disabled = !there;
      setText(besideNote, i18n.t(there ? 'data.beside.there' : 'data.beside.absent'));
    },
    /** Where the data set in use is shown. */
    inUse,
    close: dialog.close,
    /** What went wrong with the download; nothing once it is tried again. @param {string} text */
    fail(text) {
      setText(fault, text);
      if (text) fault.scrollIntoView({ block: 'nearest' });
    },
    /** @param {{ busy: boolean, fraction: number | null, text: string, digests: readonly string[] }} data */
    update({ busy, fraction, text, digests: list }) {
      start.disabled = busy;
      cancel.disabled = !busy;
      bar.hidden = !busy;
      if (fraction === null) bar.removeAttribute('value');
      else bar.value = fraction;
      setText(note, text);
      digests.replaceChildren(...list.map((line) => h('li', {}, line)));
    },
  };
}
