// @ts-check
/**
 * The budget game: how much of each layer stays, what was measured, and whether the goal is reached.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { ModelResult } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { Goal } from './model.js' */
import { h, setAttribute, setHidden, setNumber, setText } from '../../ui/dom.js';
import { textField } from '../../ui/fields.js';
import { createStudyProgress } from '../../ui/study-progress.js';
import { bytes, percent } from '../../words/format.js';

/** @typedef {{ result: ModelResult, verdict: { reached: boolean, misses: ('size' | 'accuracy')[] } | null }} Attempt */
/** @typedef {{ playing: boolean, guide: number, layers: readonly { count: number, density: number }[], size: string,
 *   accuracy: string, sizeFault: boolean, accuracyFault: boolean, goal: Goal | null, pending: boolean,
 *   measured: Attempt | null, tuned: Attempt | null, job: StudyProgress | null, busy: boolean }} BudgetData */

/**
 * @param {{ i18n: I18n, onDensity: (layer: number, density: number) => void, onSize: (text: string) => void,
 *   onAccuracy: (text: string) => void, onPrefill: () => void, onTune: () => void, onKeep: () => void, onCancel: () => void }} handlers
 */
export function createBudgetPanel({ i18n, onDensity, onSize, onAccuracy, onPrefill, onTune, onKeep, onCancel }) {
  const sliders = h('div', { class: 'budget-sliders', role: 'group', i18nLabel: 'budget.layers' });
  const size = textField({
    id: 'budget-size',
    testId: 'budget-size-wanted',
    label: 'budget.size',
    help: 'budget.size.help',
    onInput: onSize,
  });
  const accuracy = textField({
    id: 'budget-accuracy',
    testId: 'budget-accuracy-wanted',
    label: 'budget.accuracy',
    help: 'budget.accuracy.help',
    onInput: onAccuracy,
  });
  const prefill = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'budget-prefill', onclick: onPrefill },
    h('span', { i18n: 'budget.prefill' }),
  );
  const tune = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'budget-tune', onclick: onTune },
    h('span', { i18n: 'budget.tune' }),
  );
  const keep = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'budget-keep', onclick: onKeep },
    h('span', { i18n: 'budget.keep' }),
  );
  const progress = createStudyProgress({ i18n, name: 'budget', label: 'budget.progress', begin: tune, onCancel });
  /** @param {string} testid */
  const attempt = (testid) => {
    const [accuracyCell, sizeCell, bytesCell] = ['accuracy', 'size', 'bytes'].map((name) =>
      h('strong', { class: 'number', 'data-testid': `${testid}-${name}` }),
    );
    const words = h('p', { class: 'budget-verdict', role: 'status', 'data-testid': `${testid}-verdict` });
    const title = h('h4');
    return { title, accuracy: accuracyCell, size: sizeCell, bytes: bytesCell, words };
  };
  const now = attempt('budget');
  const after = attempt('budget-tuned');
  /** @param {ReturnType<typeof attempt>} at */
  const box = ({ title, accuracy: right, size: share, bytes: file, words }) =>
    h(
      'div',
      { class: 'budget-attempt' },
      title,
      h(
        'p',
        { class: 'budget-figures' },
        h('span', {}, right, ' ', h('span', { i18n: 'budget.right' })),
        h('span', {}, share, ' ', h('span', { i18n: 'budget.stays' })),
        h('span', {}, file, ' ', h('span', { i18n: 'budget.file' })),
      ),
      words,
    );
  const boxes = { now: box(now), after: box(after) };
  const waiting = h('p', { class: 'help', i18n: 'budget.waiting' });
  const game = h(
    'div',
    {},
    sliders,
    size.element,
    accuracy.element,
    boxes.now,
    boxes.after,
    h('div', { class: 'compare-buttons' }, prefill, tune, keep),
    progress.element,
  );

  /** @param {ReturnType<typeof attempt>} at @param {string} title @param {Attempt | null} data @param {Goal | null} goal */
  function fill(at, title, data, goal) {
    const language = i18n.language();
    setText(at.title, i18n.t(title));
    const result = data?.result ?? null;
    const right = result && result.evaluation.correct / result.evaluation.total;
    const share = result && result.kept / result.weights;
    setNumber(at.accuracy, right === null ? '\u2026' : percent(right, language, 2), right);
    setNumber(at.size, share === null ? '\u2026' : percent(share, language, 2), share);
    setNumber(at.bytes, result === null ? '\u2026' : bytes(result.bytes, language), result?.bytes ?? null);
    const said = data?.verdict ?? null;
    setAttribute(at.words, 'data-reached', said === null ? null : String(said.reached));
    setAttribute(at.words, 'data-misses', said && said.misses.join(' '));
    if (!said || !goal || right === null || share === null) {
      setText(at.words, '');
      return;
    }
    const params = {
      accuracy: percent(right, language, 2),
      wanted: percent(goal.accuracy, language, 2),
      size: percent(share, language, 2),
      budget: percent(goal.size, language, 2),
    };
    const reasons = said.misses.map((miss) => i18n.t(`budget.miss.${miss}`, params));
    setText(at.words, said.reached ? i18n.t('budget.reached') : `${i18n.t('budget.missed')} ${reasons.join(' ')}`);
  }

  return {
    element: h(
      'div',
      {},
      h('h3', { i18n: 'budget.title' }),
      h('p', { class: 'help', i18n: 'budget.help' }),
      waiting,
      game,
    ),
    /** @param {BudgetData} data */
    update(data) {
      const language = i18n.language();
      setHidden(waiting, data.playing);
      setHidden(game, !data.playing);
      if (!data.playing) return;
      while (sliders.children.length > data.layers.length) sliders.lastElementChild?.remove();
      data.layers.forEach(({ density }, layer) => {
        const [label, input, output] = rowOf(layer);
        const text = percent(density, language);
        setText(label, i18n.t('budget.layer', { layer: layer + 1 }));
        const value = String(Number((100 * density).toFixed(2)));
        // The box rounds to its steps; while it has what is nearest it is left alone.
        if (Math.abs(Number(input.value) - Number(value)) > 0.051) input.value = value;
        setAttribute(input, 'aria-valuetext', text);
        setText(output, text);
      });
      const fault = i18n.t('fault.number', { min: 0, max: 100 });
      size.update(data.size, data.sizeFault ? fault : null);
      accuracy.update(data.accuracy, data.accuracyFault ? fault : null);
      fill(now, 'budget.pruned', data.measured, data.goal);
      fill(after, 'budget.tuned', data.tuned, data.goal);
      setHidden(boxes.after, data.tuned === null);
      setAttribute(boxes.now, 'aria-busy', data.pending ? 'true' : null);
      progress.update(data.job);
      tune.disabled = data.measured === null;
      keep.disabled = data.measured === null || data.busy;
    },
  };

  /** @param {number} layer @returns {[HTMLElement, HTMLInputElement, HTMLElement]} */
  function rowOf(layer) {
    let row = sliders.children[layer];
    if (!row) {
      const id = `budget-layer-${layer + 1}`;
      const input = h('input', {
        id,
        type: 'range',
        min: '0',
        max: '100',
        step: '0.1',
        'data-testid': id,
        oninput: () => onDensity(layer, Number((Number(input.value) / 100).toFixed(6))),
      });
      row = h(
        'div',
        { class: 'budget-row' },
        h('label', { for: id }),
        input,
        h('output', { for: id, class: 'number' }),
      );
      sliders.append(row);
    }
    return /** @type {[HTMLElement, HTMLInputElement, HTMLElement]} */ ([...row.children]);
  }
}
