// @ts-check
/**
 * The four steps as tabs; each always shows its measured result.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { PruneMethod } from '../protocol.js' */
/** @import { Step } from '../state/state.js' */
import { kindOf } from '../ops/method.js';
import { h, setAttribute, setNumber, setText } from '../ui/dom.js';
import { percent, points } from '../words/format.js';
import { shapeWords } from '../words/method-words.js';
import { STEPS } from './steps.js';

/** @typedef {{ step: Step, busy: Step | null, dense: number | null, liveAccuracy: number | null, method: PruneMethod,
 *             sparsity: number | null, pruned: number | null, prunedPending: boolean,
 *             liveTuned: number | null,
 *             tuned: { accuracy: number, ratio: number, left: number | null } | null }} TilesData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onStep: (step: Step) => void }} handlers
 */
export function createTiles(element, { i18n, onStep }) {
  const dense = h('span', { class: 'tile-number', 'data-testid': 'accuracy-dense' });
  const denseNote = h('span', { class: 'tile-note' });
  const method = h('span', { class: 'tile-words' });
  const methodNote = h('span', { class: 'tile-note' });
  const sparsity = h('span', { class: 'tile-number', 'data-testid': 'sparsity' });
  const pruned = h('span', { class: 'tile-number', 'data-testid': 'accuracy-pruned' });
  const prunedNote = h('span', { class: 'tile-note' });
  const tuned = h('span', { class: 'tile-number', 'data-testid': 'accuracy-finetuned' });
  const tunedNote = h('span', { class: 'tile-note' });
  const arrow = h('span', { class: 'tile-arrow', 'aria-hidden': 'true' }, '\u2192');

  /** @type {Record<Step, Node[]>} */
  const contents = {
    train: [h('span', { class: 'tile-result' }, dense), denseNote],
    score: [h('span', { class: 'tile-result' }, method), methodNote],
    prune: [
      h(
        'span',
        { class: 'tile-result' },
        sparsity,
        h('span', { class: 'tile-unit', i18n: 'tile.gone' }),
        arrow,
        pruned,
      ),
      prunedNote,
    ],
    tune: [h('span', { class: 'tile-result' }, tuned), tunedNote],
  };
  const tabs = STEPS.map((step, index) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${step}`,
        'data-testid': `tab-${step}`,
        'aria-controls': `panel-${step}`,
        class: 'tile',
        onclick: () => onStep(step),
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
          const to =
            event.key === 'Home' ? 0 : event.key === 'End' ? 3 : by === undefined ? null : (index + by + 4) % 4;
          if (to === null) return;
          event.preventDefault();
          onStep(STEPS[to]);
          tabs[to].focus();
        },
      },
      h(
        'span',
        { class: 'tile-title' },
        h('span', { class: 'tile-index', 'aria-hidden': 'true' }, String(index + 1)),
        h('span', { i18n: `step.${step}` }),
      ),
      ...contents[step],
    ),
  );
  element.setAttribute('role', 'tablist');
  element.append(...tabs);

  /** A rule that asked for the value itself would have the tile matched anew with every value.
   * @param {HTMLElement} number @param {string} text @param {number | null} value */
  function show(number, text, value) {
    setNumber(number, text, value);
    setAttribute(number, 'data-measured', value !== null);
  }

  /** What else there is to say of a method than its score. @param {PruneMethod} chosen */
  function noteOf(chosen) {
    const kind = kindOf(chosen);
    const scope = kind === 'groups' ? '' : i18n.t(`tile.${chosen.scope}`);
    const rule = chosen.rule === 'exact' ? '' : i18n.t('short.kth-value');
    return [shapeWords(i18n, chosen), scope, rule].filter(Boolean).join(i18n.t('short.comma'));
  }

  return {
    /** @param {TilesData} data */
    update(data) {
      const language = i18n.language();
      tabs.forEach((tab, index) => {
        const chosen = STEPS[index] === data.step;
        setAttribute(tab, 'aria-selected', String(chosen));
        setAttribute(tab, 'tabindex', chosen ? 0 : -1);
        setAttribute(tab, 'data-busy', data.busy === STEPS[index]);
      });
      const shown = data.dense ?? data.liveAccuracy;
      show(dense, shown === null ? '\u2013' : percent(shown, language), data.dense);
      setText(
        denseNote,
        i18n.t(data.busy === 'train' ? 'tile.training' : data.dense === null ? 'tile.notYet' : 'tile.right'),
      );
      const plain = data.method.score === 'magnitude' && !data.method.shape;
      setText(method, plain ? i18n.t('tile.magnitude') : i18n.t(`score.${data.method.score}`));
      setText(methodNote, noteOf(data.method));
      show(sparsity, data.sparsity === null ? '\u2013' : percent(data.sparsity, language), data.sparsity);
      const unknown = data.prunedPending ? '\u2026' : '\u2013';
      show(pruned, data.pruned === null ? unknown : percent(data.pruned, language), data.pruned);
      setAttribute(pruned, 'aria-busy', data.prunedPending ? 'true' : null);
      setText(
        prunedNote,
        data.pruned === null || data.dense === null
          ? i18n.t(data.prunedPending ? 'tile.measuring' : 'tile.notYet')
          : i18n.t('tile.difference', { points: points(data.pruned - data.dense, language) }),
      );
      const healed = data.busy === 'tune' ? data.liveTuned : (data.tuned?.accuracy ?? null);
      const measured = data.busy === 'tune' ? null : healed;
      show(tuned, healed === null ? '\u2013' : percent(healed, language), measured);
      setText(
        tunedNote,
        data.busy === 'tune'
          ? i18n.t('tile.tuning')
          : data.tuned
            ? data.tuned.left === null
              ? i18n.t('tile.tunedAt', { ratio: percent(data.tuned.ratio, language) })
              : i18n.t('tile.forgot', { left: percent(data.tuned.left, language) })
            : i18n.t('tile.notTuned'),
      );
    },
  };
}
