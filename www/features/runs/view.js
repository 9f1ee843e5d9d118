// @ts-check
/**
 * The history: a network after each operation. Choosing one goes back (or forth) to it.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
import { html, nothing, render } from 'lit-html';
import { runNumber } from '../../state/tree.js';
import { bytes, percent } from '../../words/format.js';
import { opWords } from '../../words/op-words.js';

/** @typedef {{ runs: readonly { node: RunNode, depth: number }[], current: number | null, busy: boolean }} RunListData */

/** Runs deeper than this stand no further in. */
const DEEPEST = 8;

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onSelect: (node: number) => void }} handlers
 */
export function createRunList(element, { i18n, onSelect }) {
  const { t } = i18n;
  /** @type {RunListData | null} */
  let last = null;

  /** Arrow keys go from run to run. @param {KeyboardEvent} event */
  function onKey(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const buttons = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll('button')];
    const next = buttons[buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement)) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** Scrolls the list, never the page, to the current run. */
  function showCurrent() {
    const list = element.querySelector('.runs');
    const item = list?.querySelector('[aria-current]')?.getBoundingClientRect();
    if (!list || !item) return;
    const frame = list.getBoundingClientRect();
    if (item.top < frame.top) list.scrollTop -= frame.top - item.top;
    else if (item.bottom > frame.bottom) list.scrollTop += item.bottom - frame.bottom;
  }

  /** @param {{ node: RunNode, depth: number }} run @param {RunListData} data */
  function runTemplate({ node, depth }, { current, busy }) {
    const language = i18n.language();
    const { evaluation, kept, weights, bytes: size, format } = node.result;
    const [accuracy, sparsity] = [evaluation.correct / evaluation.total, 1 - kept / weights];
    return html`<li .style=${`--depth: ${Math.min(depth, DEEPEST)}`}>
      <button
        type="button"
        class="run"
        data-testid="run"
        data-node=${node.id}
        data-op=${node.op.op}
        data-accuracy=${accuracy}
        data-sparsity=${sparsity}
        ?disabled=${busy && node.id !== current}
        aria-current=${node.id === current ? 'true' : nothing}
        @click=${() => onSelect(node.id)}
      >
        <span class="run-words"
          ><span class="run-index number">${runNumber(node.id)}</span>${opWords(i18n, node.op)}</span
        >
        <span class="run-numbers number">
          <strong>${percent(accuracy, language)}</strong>
          <span>${t('runs.pruned', { sparsity: percent(sparsity, language) })}</span>
          <span>${bytes(size, language)} ${t(`format.${format}`)}</span>
        </span>
      </button>
    </li>`;
  }

  /** @param {RunListData} data */
  function template(data) {
    return html`<div class="panel-head"><h2>${t('runs.title')}</h2></div>
      <p class="help">${t('runs.help')}</p>
      <ol class="runs" aria-label=${t('runs.title')} aria-busy=${data.busy ? 'true' : nothing} @keydown=${onKey}>
        ${data.runs.map((run) => runTemplate(run, data))}
      </ol>
      ${data.runs.length === 0 ? html`<p class="empty">${t('runs.empty')}</p>` : nothing}`;
  }

  return {
    /** @param {RunListData} data */
    update(data) {
      const moved = last?.current !== data.current || last.runs.length !== data.runs.length;
      last = data;
      render(template(data), element);
      if (moved) showCurrent();
    },
  };
}
