// @ts-check
/**
 * The budget game: how much of each layer is kept, what was measured, and whether the goal is reached.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { ModelResult } from '../../protocol.js' */
/** @import { StudyProgress } from '../../ui/progress.js' */
/** @import { Goal } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { textField } from '../../ui/form.js';
import { studyProgress } from '../../ui/progress.js';
import { bytes, fixed, percent } from '../../words/format.js';

/** @typedef {{ result: ModelResult, verdict: { reached: boolean, misses: ('size' | 'accuracy')[] } | null }} Attempt */
/** `epochs`: those that `tuned` was fine-tuned for.
 * @typedef {{ playing: boolean, layers: readonly { count: number, density: number }[], size: string, accuracy: string,
 *   sizeFault: boolean, accuracyFault: boolean, goal: Goal | null, pending: boolean, measured: Attempt | null,
 *   tuned: Attempt | null, epochs: number, job: StudyProgress | null, busy: boolean }} BudgetData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onDensity: (layer: number, density: number) => void, onSize: (text: string) => void,
 *   onAccuracy: (text: string) => void, onPrefill: () => void, onTune: () => void, onKeep: () => void, onCancel: () => void }} handlers
 */
export function createBudgetPanel(
  element,
  { i18n, onDensity, onSize, onAccuracy, onPrefill, onTune, onKeep, onCancel },
) {
  const { t } = i18n;

  /** @param {BudgetData['layers'][number]} of @param {number} layer */
  function slider({ count, density }, layer) {
    const id = `budget-layer-${layer + 1}`;
    const language = i18n.language();
    const value = String(Number((100 * density).toFixed(2)));
    // The box rounds to its steps; while it has what is nearest it is left alone.
    const input = element.querySelector(`#${id}`);
    const isNear = input instanceof HTMLInputElement && Math.abs(Number(input.value) - Number(value)) <= 0.051;
    return html`<div class="budget-row">
      <label for=${id}>${t('budget.layer', { layer: layer + 1 })}</label>
      <input
        id=${id}
        type="range"
        min="0"
        max="100"
        step="0.1"
        data-testid=${id}
        aria-valuetext=${percent(density, language)}
        .value=${isNear ? input.value : value}
        @input=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
          onDensity(layer, Number((Number(event.currentTarget.value) / 100).toFixed(6)))}
      />
      <output for=${id} class="number">${percent(density, language)}</output>
      <span class="help number"
        >${t('budget.of', { kept: fixed(Math.round(density * count), language), count: fixed(count, language) })}</span
      >
    </div>`;
  }

  /** @param {string} hook @param {string} title @param {Attempt | null} data @param {BudgetData} about */
  function attempt(hook, title, data, { goal, pending }) {
    const language = i18n.language();
    const result = data?.result ?? null;
    const accuracy = result && result.evaluation.correct / result.evaluation.total;
    const share = result && result.kept / result.weights;
    /** @param {string} name @param {string} text @param {number | null} value */
    const figure = (name, text, value) =>
      html`<strong class="number" data-testid=${`${hook}-${name}`} data-value=${value ?? nothing}>${text}</strong>`;
    const said = data?.verdict ?? null;
    return html`<div class="budget-attempt" aria-busy=${pending && hook === 'budget' ? 'true' : nothing}>
      <h4>${title}</h4>
      <p class="budget-figures">
        <span
          >${figure('accuracy', accuracy === null ? '\u2026' : percent(accuracy, language, 2), accuracy)}
          ${t('budget.right')}</span
        >
        <span
          >${figure('size', share === null ? '\u2026' : percent(share, language, 2), share)} ${t('budget.stays')}</span
        >
        <span
          >${figure('bytes', result === null ? '\u2026' : bytes(result.bytes, language), result?.bytes ?? null)}
          ${t('budget.file')}</span
        >
      </p>
      <p
        class="budget-verdict"
        role="status"
        data-testid=${`${hook}-verdict`}
        data-reached=${said ? String(said.reached) : nothing}
        data-misses=${said ? said.misses.join(' ') : nothing}
      >
        ${said && goal && accuracy !== null && share !== null ? verdictText(said, goal, accuracy, share) : ''}
      </p>
    </div>`;
  }

  /** @param {NonNullable<Attempt['verdict']>} said @param {Goal} goal @param {number} accuracy @param {number} share */
  function verdictText({ reached, misses }, goal, accuracy, share) {
    if (reached) return t('budget.reached');
    const language = i18n.language();
    const params = {
      accuracy: percent(accuracy, language, 2),
      wanted: percent(goal.accuracy, language, 2),
      size: percent(share, language, 2),
      budget: percent(goal.size, language, 2),
    };
    return [t('budget.missed'), ...misses.map((miss) => t(`budget.miss.${miss}`, params))].join(' ');
  }

  /** @param {BudgetData} data */
  function game(data) {
    const fault = t('fault.number', { min: 0, max: 100 });
    return html`<div class="budget-sliders" role="group" aria-label=${t('budget.layers')}>
        ${data.layers.map(slider)}
      </div>
      <div class="experiment-fields">
        ${textField({
          id: 'budget-size',
          testId: 'budget-size-wanted',
          label: t('budget.size'),
          help: t('budget.size.help'),
          value: data.size,
          fault: data.sizeFault ? fault : null,
          onInput: onSize,
        })}
        ${textField({
          id: 'budget-accuracy',
          testId: 'budget-accuracy-wanted',
          label: t('budget.accuracy'),
          help: t('budget.accuracy.help'),
          value: data.accuracy,
          fault: data.accuracyFault ? fault : null,
          onInput: onAccuracy,
        })}
      </div>
      <div class="budget-attempts">
        ${attempt('budget', t('budget.pruned'), data.measured, data)}
        ${
          data.tuned === null
            ? nothing
            : attempt('budget-tuned', t('budget.tuned', { epochs: data.epochs }), data.tuned, data)
        }
      </div>
      <div class="experiment-buttons">
        <button type="button" class="button" data-testid="budget-prefill" @click=${onPrefill}>
          ${t('budget.prefill')}
        </button>
        ${studyProgress({
          i18n,
          name: 'budget',
          testId: 'budget-tune',
          label: t('budget.progress'),
          begin: t('budget.tune'),
          job: data.job,
          enabled: data.measured !== null,
          onBegin: onTune,
          onCancel,
        })}
        <button
          type="button"
          class="button"
          data-testid="budget-keep"
          ?disabled=${data.measured === null || data.busy || data.job !== null}
          @click=${onKeep}
        >
          ${t(data.tuned ? 'budget.keep.tuned' : 'budget.keep')}
        </button>
      </div>`;
  }

  return {
    /** @param {BudgetData} data */
    update(data) {
      render(
        html`<h3>${t('budget.title')}</h3>
          <p class="help">${t(data.playing ? 'budget.help' : 'budget.waiting')}</p>
          ${data.playing ? game(data) : nothing}`,
        element,
      );
    },
  };
}
