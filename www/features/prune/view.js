// @ts-check
/**
 * Step 3: the exact ratio, and what it removes from each layer.
 */

/** @import { I18n, Language } from '../../i18n/index.js' */
import { readNumber } from '../../ops/limits.js';
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { textField } from '../../ui/fields.js';
import { fixed, percent, weight } from '../../words/format.js';

/** `help`: the texts for the ratio and the threshold; `fixed`: the N:M that leaves the ratio no say.
 * @typedef {{ ratio: number, help: { ratio: string, threshold: string }, fixed: string | null, layers: { removed: number, total: number, threshold: number }[], emptied: readonly number[],
 *             pin: 'none' | 'offer' | 'pinned' }} PruneData */

/**
 * @param {{ i18n: I18n, onRatio: (ratio: number) => void, onPin: (pinned: boolean) => void }} handlers
 */
export function createPrunePanel({ i18n, onRatio, onPin }) {
  const ratio = textField({
    id: 'ratio-exact',
    label: 'prune.ratio',
    help: 'help.ratio',
    onInput: (value) => {
      const percentTyped = readNumber(value, { min: 0, max: 100, whole: false });
      ratio.update(value, percentTyped === null ? i18n.t('fault.number', { min: 0, max: 100 }) : null);
      if (percentTyped !== null) onRatio(percentTyped / 100);
    },
  });
  const fixedNote = h('p', { class: 'help', hidden: true });
  const threshold = h('p', { class: 'help' });
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'numbers' },
    h('caption', { class: 'visually-hidden', i18n: 'prune.table' }),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...['prune.layer', 'prune.removed', 'prune.left', 'prune.threshold'].map((key) =>
          h('th', { scope: 'col', i18n: key }),
        ),
      ),
    ),
    body,
  );
  const emptied = h('p', { class: 'warning', role: 'status', hidden: true });
  const pin = h('button', {
    type: 'button',
    class: 'button',
    'aria-describedby': 'pin-help',
    onclick: () => onPin(pin.getAttribute('aria-pressed') !== 'true'),
  });
  const pinHelp = h('p', { id: 'pin-help', class: 'help' });
  const pinRow = h('div', { class: 'field-button' }, pinHelp, pin);

  return {
    element: h('div', {}, ratio.element, table, fixedNote, threshold, emptied, pinRow),
    /** @param {PruneData} data */
    update(data) {
      const language = i18n.language();
      // While it is being typed in, the box belongs to the person.
      if (document.activeElement !== ratio.input) ratio.update(plainPercent(data.ratio), null);
      ratio.input.disabled = data.fixed !== null;
      ratio.help(i18n.t(data.help.ratio));
      setText(threshold, i18n.t(data.help.threshold));
      setHidden(fixedNote, data.fixed === null);
      setText(fixedNote, data.fixed === null ? '' : i18n.t('slider.fixed', { shape: data.fixed }));
      while (body.rows.length > data.layers.length) body.deleteRow(-1);
      data.layers.forEach((layer, index) => {
        const row = body.rows[index] ?? body.insertRow();
        while (row.cells.length < 4)
          row.append(h(row.cells.length === 0 ? 'th' : 'td', row.cells.length === 0 ? { scope: 'row' } : {}));
        setText(row.cells[0], String(index + 1));
        fill(row.cells[1], `prune-removed-${index + 1}`, layer.removed, layer.total, language);
        fill(row.cells[2], `prune-left-${index + 1}`, layer.total - layer.removed, layer.total, language);
        setText(row.cells[3], weight(layer.threshold));
        setAttribute(row, 'class', data.emptied.includes(index) ? 'emptied' : null);
      });
      setHidden(emptied, data.emptied.length === 0);
      setText(
        emptied,
        data.emptied.length === 0
          ? ''
          : i18n.t('prune.emptied', { layers: data.emptied.map((layer) => layer + 1).join(', ') }),
      );
      setHidden(pinRow, data.pin === 'none');
      setAttribute(pin, 'aria-pressed', String(data.pin === 'pinned'));
      setText(pin, i18n.t(data.pin === 'pinned' ? 'prune.unpin' : 'prune.pin'));
      setText(pinHelp, i18n.t(data.pin === 'pinned' ? 'help.unpin' : 'help.pin'));
    },
  };
}

/** A count, and under it its share. @param {HTMLElement} cell @param {string} testId @param {number} count @param {number} total
 * @param {Language} language */
function fill(cell, testId, count, total, language) {
  if (cell.childElementCount < 2)
    cell.replaceChildren(h('span', { 'data-testid': testId }), h('span', { class: 'cell-note' }));
  setNumber(cell.children[0], fixed(count, language), count);
  setText(cell.children[1], percent(count / total, language));
}

/** A ratio as percent without rounding noise. @param {number} ratio */
function plainPercent(ratio) {
  return String(Number((ratio * 100).toFixed(10)));
}
