// @ts-check
/**
 * Fine-tuning at many ratios: which, how far it has come, and what each gave. Choosing one opens its run.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RatiosFault } from '../../ops/forms.js' */
/** @import { PruneMethod, TrainConfig } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
import { h, setAttribute, setNumber, setText } from '../../ui/dom.js';
import { textField } from '../../ui/fields.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { percent } from '../../words/format.js';
import { methodWords } from '../../words/method-words.js';
import { opWords } from '../../words/op-words.js';

/** @typedef {{ ratio: number, before: number, after: number | null, diverged: boolean, current: boolean }} TuneManyRow */
/** @typedef {{ ratios: string, fault: RatiosFault | null, enabled: boolean, canOpen: boolean, job: StudyProgress | null,
 *             settings: { method: PruneMethod, config: TrainConfig, mask: 'keep' | 'forget' } | null,
 *             rows: readonly TuneManyRow[] }} TuneManyData  `settings`: those of the rows */

/**
 * @param {{ i18n: I18n, onRatios: (text: string) => void, onTuneMany: () => void, onCancel: () => void,
 *           onOpen: (ratio: number) => void, onSave: () => void }} handlers
 */
export function createTuneMany({ i18n, onRatios, onTuneMany, onCancel, onOpen, onSave }) {
  const ratios = textField({
    id: 'tune-ratios',
    label: 'many.ratios',
    help: 'help.many.ratios',
    inputMode: 'text',
    onInput: onRatios,
    onEnter: onTuneMany,
  });
  const begin = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'tune-many', onclick: onTuneMany },
    h('span', { i18n: 'many.begin' }),
  );
  const progress = createStudyProgress({ i18n, name: 'tune-many', label: 'many.progress', begin, onCancel });
  const caption = h('caption');
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'numbers many', hidden: true },
    caption,
    h(
      'thead',
      {},
      h('tr', {}, ...['many.ratio', 'many.before', 'many.after'].map((key) => h('th', { scope: 'col', i18n: key }))),
    ),
    body,
  );
  const save = h(
    'button',
    { type: 'button', class: 'button', hidden: true, 'data-testid': 'tune-many-csv', onclick: onSave },
    h('span', { i18n: 'many.save' }),
  );

  function addRow() {
    const row = body.insertRow();
    const open = h('button', {
      type: 'button',
      class: 'link-button',
      'data-testid': 'tune-many-open',
      onclick: () => onOpen(Number(row.dataset.ratio)),
    });
    row.append(h('th', { scope: 'row' }, open), h('td'), h('td'));
    row.dataset.testid = 'tune-many-row';
    return row;
  }

  return {
    element: h(
      'div',
      { class: 'study' },
      h('p', { class: 'help', i18n: 'help.many' }),
      ratios.element,
      begin,
      progress.element,
      table,
      save,
    ),
    /** @param {TuneManyData} data */
    update(data) {
      ratios.update(data.ratios, data.fault && i18n.t(`fault.ratios.${data.fault.code}`, { ...data.fault }));
      begin.disabled = !data.enabled;
      progress.update(data.job);
      table.hidden = save.hidden = data.settings === null;
      if (data.settings) setText(caption, words(data.settings));
      while (body.rows.length > data.rows.length) body.deleteRow(-1);
      data.rows.forEach((row, index) => fill(body.rows[index] ?? addRow(), row, data.canOpen));
    },
  };

  /** What was done, since the form may say something else by now. @param {NonNullable<TuneManyData['settings']>} settings */
  function words({ method, config, mask }) {
    return `${opWords(i18n, { op: 'fineTune', config, mask })}; ${methodWords(i18n, method)}`;
  }

  /** @param {HTMLTableRowElement} line @param {TuneManyRow} row @param {boolean} canOpen */
  function fill(line, { ratio, before, after, diverged, current }, canOpen) {
    const language = i18n.language();
    const open = /** @type {HTMLButtonElement} */ (line.cells[0].firstChild);
    setAttribute(line, 'data-ratio', ratio);
    setText(open, percent(ratio, language));
    setAttribute(open, 'aria-label', i18n.t('many.open', { ratio: percent(ratio, language) }));
    setAttribute(open, 'aria-current', current ? 'true' : null);
    open.disabled = !canOpen;
    setNumber(line.cells[1], percent(before, language, 2), before);
    const text = after === null ? i18n.t('many.diverged') : percent(after, language, 2);
    setNumber(line.cells[2], diverged && after !== null ? `${text} *` : text, after);
    setAttribute(line.cells[2], 'title', diverged ? i18n.t('many.diverged.help') : null);
  }
}
