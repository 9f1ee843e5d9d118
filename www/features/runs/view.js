// @ts-check
/**
 * The runs so far: a network after each operation. Choosing one goes back (or forth) to it.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
import { runNumber } from '../../state/tree.js';
import { h, setAttribute, setHidden } from '../../ui/dom.js';
import { bytes, percent } from '../../words/format.js';
import { opWords } from '../../words/op-words.js';

/** @typedef {{ runs: readonly { node: RunNode, depth: number }[], current: number | null, busy: boolean }} RunListData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onSelect: (node: number) => void }} handlers
 */
export function createRunList(element, { i18n, onSelect }) {
  const list = h('ol', { class: 'runs', i18nLabel: 'runs.title' });
  const empty = h('p', { class: 'empty', i18n: 'runs.empty' });
  element.append(
    h('div', { class: 'panel-head' }, h('h2', { i18n: 'runs.title' })),
    h('p', { class: 'help', i18n: 'runs.help' }),
    list,
    empty,
  );
  list.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const buttons = [...list.querySelectorAll('button')];
    const next = buttons[buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement)) + by];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  /** Scrolls the list, never the page, to the current run. */
  function showCurrent() {
    const item = list.querySelector('[aria-current]')?.getBoundingClientRect();
    if (!item) return;
    const frame = list.getBoundingClientRect();
    if (item.top < frame.top) list.scrollTop -= frame.top - item.top;
    else if (item.bottom > frame.bottom) list.scrollTop += item.bottom - frame.bottom;
  }

  /** @type {RunListData | null} */
  let last = null;
  let lastLanguage = '';

  return {
    /** @param {RunListData} data */
    update(data) {
      const language = i18n.language();
      const same =
        last &&
        lastLanguage === language &&
        last.current === data.current &&
        last.busy === data.busy &&
        last.runs.length === data.runs.length &&
        data.runs.every((run, index) => last?.runs[index].node === run.node);
      const moved = last?.current !== data.current;
      last = data;
      lastLanguage = language;
      if (same) return;
      const focused =
        document.activeElement instanceof HTMLElement && list.contains(document.activeElement)
          ? document.activeElement.dataset.node
          : null;
      list.replaceChildren(
        ...data.runs.map(({ node, depth }) => {
          const { evaluation, kept, weights, bytes: size, format } = node.result;
          const button = h(
            'button',
            {
              type: 'button',
              class: 'run',
              'data-testid': 'run',
              'data-node': node.id,
              'data-op': node.op.op,
              'data-accuracy': evaluation.correct / evaluation.total,
              'data-sparsity': 1 - kept / weights,
              disabled: data.busy && node.id !== data.current,
              'aria-current': node.id === data.current ? 'true' : null,
              onclick: () => onSelect(node.id),
            },
            h(
              'span',
              { class: 'run-words' },
              h('span', { class: 'run-index number' }, String(runNumber(node.id))),
              opWords(i18n, node.op),
            ),
            h(
              'span',
              { class: 'run-numbers number' },
              h('strong', {}, percent(evaluation.correct / evaluation.total, language)),
              h('span', {}, i18n.t('runs.gone', { sparsity: percent(1 - kept / weights, language) })),
              h('span', {}, `${bytes(size, language)} ${i18n.t(`format.${format}`)}`),
            ),
          );
          const item = h('li', {}, button);
          item.style.setProperty('--depth', String(Math.min(depth, 8)));
          return item;
        }),
      );
      setHidden(empty, data.runs.length > 0);
      setAttribute(list, 'aria-busy', data.busy ? 'true' : null);
      if (moved) showCurrent();
      if (focused)
        /** @type {HTMLElement | null} */ (list.querySelector(`[data-node="${focused}"]`))?.focus({
          preventScroll: true,
        });
    },
  };
}
