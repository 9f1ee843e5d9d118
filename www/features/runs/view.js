// @ts-check
/**
 * The runs so far: a network after each operation. Choosing one goes back (or forth) to it.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Op, RunNode, TrainConfig } from '../../protocol.js' */
import { runNumber } from '../../state/tree.js';
import { h, setAttribute, setHidden } from '../../ui/dom.js';
import { bytes, percent, plain } from '../../words/format.js';
import { methodWords } from '../../words/method-words.js';

/** @typedef {{ runs: readonly { node: RunNode, depth: number }[], current: number | null, busy: boolean }} RunListData */

/**
 * An operation in plain words.
 * @param {I18n} i18n
 * @param {Op} op
 */
export function opWords(i18n, op) {
  const language = i18n.language();
  switch (op.op) {
    case 'init':
      return i18n.t('op.init', { hidden: op.hidden.join(', '), seed: String(op.seed) });
    case 'import':
      return i18n.t('op.import', { name: op.name });
    case 'prune':
      return i18n.t('op.prune', { ratio: percent(op.ratio, language), method: methodWords(i18n, op.method) });
    case 'rewind':
      return op.toStep == null ? i18n.t('op.rewind') : i18n.t('op.rewind.step', { step: op.toStep });
    case 'reinit':
    case 'shuffle':
      return i18n.t(`op.${op.op}`, { seed: String(op.seed) });
    case 'edit': {
      const restored = op.edits.filter(({ keep }) => keep).length;
      return i18n.t('op.edit', { cut: op.edits.length - restored, restored });
    }
    case 'gradual':
      return (
        i18n.t('op.gradual', { epochs: op.config.epochs, ratio: percent(op.ratio, language) }) +
        (op.stopAfter != null ? i18n.t('op.stopped', { batches: op.stopAfter }) : '')
      );
    case 'quantize':
      return i18n.t(op.scheme.activations ? 'op.quantize.both' : 'op.quantize', schemeParams(op.scheme));
    case 'share':
      return i18n.t('op.share', { bits: op.bits.join(', ') });
    case 'quantizeTune':
    case 'shareTune': {
      const params = op.op === 'quantizeTune' ? schemeParams(op.scheme) : {};
      return (
        i18n.t(`op.${op.op}`, { ...params, epochs: op.config.epochs }) +
        (op.stopAfter != null ? i18n.t('op.stopped', { batches: op.stopAfter }) : '')
      );
    }
    case 'rewire':
      return stopped(i18n, op, `op.rewire.${op.grow}`, { fraction: percent(op.fraction, language), end: op.end });
    case 'proximal':
      return stopped(i18n, op, 'op.proximal', { lambda: plain(op.lambda) });
    case 'distil': {
      const { temperature, alpha } = op;
      const params = {
        temperature: plain(temperature),
        alpha: percent(alpha, language, 0),
        teacher: op.teacher.length,
      };
      return stopped(i18n, op, 'op.distil', params);
    }
    case 'movement':
    case 'train':
    case 'fineTune': {
      const { epochs, optimizer } = op.config;
      const params = {
        epochs,
        optimizer: i18n.t(`optimizer.${optimizer.kind}`),
        lr: plain(optimizer.lr),
        batches: op.stopAfter ?? 0,
      };
      const key = op.op === 'fineTune' ? `op.fineTune.${op.mask}` : `op.${op.op}`;
      return i18n.t(key, params) + (op.stopAfter != null ? i18n.t('op.stopped', params) : '');
    }
  }
}

/** @param {import('../../protocol.js').Scheme} scheme */
function schemeParams({ bits, activations }) {
  return { bits, activationBits: activations?.bits ?? 32 };
}

/**
 * @param {I18n} i18n
 * @param {{ config: TrainConfig, stopAfter?: number }} op
 * @param {string} key
 * @param {Record<string, string | number>} params
 */
function stopped(i18n, { config, stopAfter }, key, params) {
  const words = i18n.t(key, { epochs: config.epochs, ...params });
  return words + (stopAfter != null ? i18n.t('op.stopped', { batches: stopAfter }) : '');
}

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
  /** The language, and whether all its texts were there. */
  let lastWords = '';

  return {
    /** @param {RunListData} data */
    update(data) {
      const language = i18n.language();
      const words = `${language} ${i18n.complete()}`;
      const same =
        last &&
        lastWords === words &&
        last.current === data.current &&
        last.busy === data.busy &&
        last.runs.length === data.runs.length &&
        data.runs.every((run, index) => last?.runs[index].node === run.node);
      const moved = last?.current !== data.current;
      last = data;
      lastWords = words;
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
              'data-node': node.id,
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
