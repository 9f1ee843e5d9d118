// @ts-check
/**
 * The tools of the stage: those of the image, and which network is shown.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Geometry } from './geometry.js' */
/** @import { StageData } from './model.js' */
/** @import { StageHandlers } from './view.js' */
import { html, nothing } from 'lit-html';
import { SAMPLES } from './samples.js';

/** @param {I18n} i18n @param {StageHandlers} handlers */
export function createTools({ t }, handlers) {
  /** @param {boolean} wrongFirst */
  function errorsFirst(wrongFirst) {
    return html`<label class="stage-check" title=${t('stage.wrongFirst.help')}>
      <input
        type="checkbox"
        data-testid="image-wrong-first"
        .checked=${wrongFirst}
        @change=${(/** @type {Event} */ { currentTarget }) =>
          handlers.onWrongFirst(/** @type {HTMLInputElement} */ (currentTarget).checked)}
      />
      ${t('stage.wrongFirst')}
    </label>`;
  }

  /** Those of the image. @param {StageData} data @param {Geometry} geometry @param {boolean} wrongFirst */
  function imageTools({ drawing }, { tools: rect, tall }, wrongFirst) {
    const button = (
      /** @type {string} */ key,
      /** @type {string} */ testId,
      /** @type {() => void} */ onClick,
      /** @type {string} */ words,
    ) =>
      html`<button
        type="button"
        class="stage-button"
        data-testid=${testId}
        title=${t(key)}
        aria-label=${t(key)}
        @click=${onClick}
      >
        ${words}
      </button>`;
    return html`<div class="stage-tools" .style=${`left: ${rect.left}px; top: ${rect.top}px; width: ${rect.width}px`}>
      ${button('stage.previous', 'image-previous', () => handlers.onStep(-1), '‹')}
      ${button('stage.next', 'image-next', () => handlers.onStep(1), '›')}
      <button type="button" class="stage-button" data-testid="image-shuffle" @click=${handlers.onShuffle}>
        ${t('stage.shuffle')}
      </button>
      <button type="button" class="stage-button" data-testid="draw-clear" @click=${handlers.onClear}>
        ${t(drawing ? 'stage.clear' : 'stage.draw')}
      </button>
      ${tall ? nothing : errorsFirst(wrongFirst)}
      <select
        class="stage-select"
        data-testid="draw-sample"
        aria-label=${t('stage.sample.help')}
        .value=${''}
        @change=${(/** @type {Event} */ { currentTarget }) => {
          const select = /** @type {HTMLSelectElement} */ (currentTarget);
          if (select.value !== '') handlers.onSample(Number(select.value));
          select.value = '';
        }}
      >
        <option value="">${t('stage.sample')}</option>
        ${Array.from({ length: SAMPLES }, (_, digit) => html`<option value=${digit}>${digit}</option>`)}
      </select>
    </div>`;
  }

  /** Which network is on the stage. @param {StageData} data @param {Geometry} geometry @param {boolean} wrongFirst */
  function networkTools({ which, hasTuned, held }, { options: rect, tall }, wrongFirst) {
    const options = /** @type {const} */ (['dense', 'pruned', 'tuned']);
    const place = `left: ${rect.left}px; top: ${rect.top}px; width: ${rect.width}px`;
    return html`<div class="stage-switch" .style=${place}>
      <div
        class="segmented"
        role="group"
        data-testid="stage-network"
        data-value=${which}
        aria-label=${t('stage.network')}
      >
        ${options.map(
          (option) =>
            html`<button
              type="button"
              value=${option}
              aria-pressed=${String(option === which)}
              ?disabled=${which === 'live' || (option === 'tuned' && !hasTuned)}
              @click=${() => handlers.onNetwork(option)}
            >
              ${t(`stage.network.${option}`)}
            </button>`,
        )}
      </div>
      ${which === 'live' ? html`<span class="live-badge">${t('stage.live')}</span>` : nothing}
      <button
        type="button"
        class="stage-button stage-hold"
        data-testid="stage-compare"
        title=${t('stage.hold.help')}
        aria-pressed=${String(held)}
        @pointerdown=${() => handlers.onHold(true)}
        @pointerup=${() => handlers.onHold(false)}
        @pointercancel=${() => handlers.onHold(false)}
        @pointerleave=${() => handlers.onHold(false)}
        @blur=${() => handlers.onHold(false)}
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key === ' ' || event.key === 'Enter') handlers.onHold(true);
        }}
        @keyup=${() => handlers.onHold(false)}
        @contextmenu=${(/** @type {Event} */ event) => event.preventDefault()}
      >
        ${t('stage.hold')}
      </button>
      ${tall ? errorsFirst(wrongFirst) : nothing}
    </div>`;
  }

  return { imageTools, networkTools };
}
