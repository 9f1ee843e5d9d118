// @ts-check
/**
 * The slider: how much of the network is pruned. It lies on the axis of the accuracy curve above it.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RatioAxis } from '../../util/ratio-axis.js' */
import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { iconOf } from '../../ui/icons.js';
import { bytes as inBytes, percent, points } from '../../words/format.js';
import { keyStop, twentieths } from './stops.js';

/** `kind` is what the slider prunes, `shape` the N:M that fixes the sparsity, and `fixed` says so.
 * @typedef {{ ratio: number, axis: RatioAxis, sweeping: boolean, enabled: boolean, words: string, kind: string,
 *   label: string, shape: string | null, fixed: string | null }} SliderData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onRatio: (ratio: number) => void, onSlide: (ratio: number) => void, onSweep: () => void,
 *   onZoom: () => void }} handlers  `onSlide` while a pointer drags it, which need not be exact to the last digit
 */
export function createSlider(element, { i18n, onRatio, onSlide, onSweep, onZoom }) {
  const { t } = i18n;
  let dragged = false;
  /** @type {RatioAxis | null} */
  let axis = null;
  /** @type {HTMLElement | null} */
  let filled = null;
  /** @type {HTMLElement | null} */
  let runner = null;

  /** The axis is not even, so the browser's own way from a place to a value does not apply.
   * @param {PointerEvent} event */
  function follow(event) {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    if (!dragged || !axis) return;
    const { left, width } = input.getBoundingClientRect();
    const thumb = THUMB / 2;
    const ratio = axis.ratioAt((event.clientX - left - thumb) / (width - 2 * thumb));
    input.value = String(twentieths(ratio * 100));
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  const input = {
    /** @param {InputEvent} event */
    onInput(event) {
      const { valueAsNumber } = /** @type {HTMLInputElement} */ (event.currentTarget);
      (dragged ? onSlide : onRatio)(valueAsNumber / 100);
    },
    /** @param {KeyboardEvent} event */
    onKey(event) {
      const slider = /** @type {HTMLInputElement} */ (event.currentTarget);
      const stop = keyStop(event.key, slider.valueAsNumber);
      if (stop === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      // At once, not with the next frame: a quick second press goes on from here.
      slider.value = String(stop);
      onRatio(stop / 100);
    },
    /** @param {PointerEvent} event */
    onDown(event) {
      const slider = /** @type {HTMLInputElement} */ (event.currentTarget);
      if (event.button !== 0 || slider.disabled) return;
      event.preventDefault();
      slider.focus({ preventScroll: true });
      slider.setPointerCapture(event.pointerId);
      dragged = true;
      follow(event);
    },
    onUp() {
      dragged = false;
    },
    /** A finger would move the browser's own thumb. */
    onTouch: {
      handleEvent: (/** @type {Event} */ event) => event.preventDefault(),
      passive: false,
    },
  };

  /** @param {SliderData} data */
  function template({ ratio, axis: { ticks, from }, sweeping, enabled, words, kind, label, shape, fixed }) {
    const value = String(Math.round(ratio * 2000) / 20);
    return html`<label for="ratio" class="band-label" data-testid="slider-label" data-value=${kind}>${label}</label>
      <div class="slider-track">
        <div class="slider-rail" aria-hidden="true"><div class="slider-filled"></div></div>
        <div class="slider-runner" aria-hidden="true"><div class="slider-thumb"></div></div>
        <input
          type="range"
          id="ratio"
          min="0"
          max="100"
          step="0.05"
          data-testid="ratio"
          aria-describedby="ratio-help"
          data-value=${Math.round(ratio * 100000) / 1000}
          aria-valuetext=${words}
          .value=${live(value)}
          ?disabled=${fixed !== null}
          @input=${input.onInput}
          @keydown=${input.onKey}
          @pointerdown=${input.onDown}
          @pointermove=${follow}
          @pointerup=${input.onUp}
          @pointercancel=${input.onUp}
          @lostpointercapture=${input.onUp}
          @touchstart=${input.onTouch}
        />
        <div class="slider-ticks" aria-hidden="true">
          ${ticks.map((tick) => html`<span data-ratio=${tick}>${Math.round(tick * 100)}</span>`)}
        </div>
      </div>
      <p class="slider-fixed" data-testid="slider-fixed" data-value=${shape ?? nothing} ?hidden=${fixed === null}>
        ${fixed ?? ''}
      </p>
      <div class="slider-tools">
        <button
          type="button"
          class="quiet"
          data-testid="sweep"
          title=${t('slider.sweep.help')}
          ?disabled=${!enabled || fixed !== null}
          @click=${onSweep}
        >
          ${iconOf(sweeping ? 'pause' : 'play')}<span>${t(sweeping ? 'slider.stop' : 'slider.sweep')}</span>
        </button>
        <button
          type="button"
          class="quiet"
          data-testid="chart-accuracy-zoom"
          aria-pressed=${String(from > 0)}
          @click=${onZoom}
        >
          ${t(from > 0 ? 'chart.accuracy.zoomOut' : 'chart.accuracy.zoomIn')}
        </button>
      </div>
      <p id="ratio-help" class="visually-hidden">${t('slider.help')}</p>`;
  }

  return {
    /** @param {SliderData} data */
    update(data) {
      render(template(data), element);
      // Not by a property that the whole band would inherit.
      const at = data.axis.at(data.ratio);
      filled ??= /** @type {HTMLElement} */ (element.querySelector('.slider-filled'));
      runner ??= /** @type {HTMLElement} */ (element.querySelector('.slider-runner'));
      filled.style.scale = `${at} 1`;
      runner.style.translate = `${at * 100}% 0`;
      if (axis === data.axis) return;
      axis = data.axis;
      for (const tick of element.querySelectorAll('.slider-ticks span'))
        if (tick instanceof HTMLElement) tick.style.setProperty('--at', String(axis.at(Number(tick.dataset.ratio))));
    },
  };
}

/** Width of the thumb, in CSS pixels; style.css knows it too. */
const THUMB = 28;

/** What is measured at the slider, written beside it. `bytes` and `macs` are null until the network there is measured in full.
 * @typedef {{ sparsity: number | null, accuracy: number | null, pending: boolean, difference: number | null,
 *   bytes: number | null, macsPart: number | null, kind: string }} ReadingsData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onKind: (kind: 'weights' | 'neurons' | 'groups') => void }} handlers
 */
export function createReadings(element, { i18n, onKind }) {
  const { t } = i18n;
  const KINDS = /** @type {const} */ (['weights', 'neurons', 'groups']);

  /** @param {ReadingsData} data */
  function template({ sparsity, accuracy, pending, difference, bytes, macsPart, kind }) {
    const language = i18n.language();
    const open = pending ? '…' : '–';
    return html`<p class="reading reading-main">
        <span
          class="reading-number"
          data-testid="accuracy-pruned"
          data-value=${accuracy ?? nothing}
          aria-busy=${pending ? 'true' : nothing}
          >${accuracy === null ? open : percent(accuracy, language)}</span
        >
        <span class="reading-label">${t('reading.accuracy')}</span>
        <span class="reading-note"
          >${difference === null ? '' : t('reading.points', { points: points(difference, language) })}</span
        >
      </p>
      <p class="reading">
        <span class="reading-number" data-testid="sparsity" data-value=${sparsity ?? nothing}
          >${sparsity === null ? open : percent(sparsity, language)}</span
        >
        <span class="reading-label">${t('reading.sparsity')}</span>
      </p>
      <p class="reading" title=${t('reading.bytes.help')}>
        <span class="reading-number" data-testid="reading-bytes" data-value=${bytes ?? nothing}
          >${bytes === null ? open : inBytes(bytes, language)}</span
        >
        <span class="reading-label">${t('reading.bytes')}</span>
      </p>
      <p class="reading" title=${t('reading.macs.help')}>
        <span class="reading-number" data-testid="reading-macs" data-value=${macsPart ?? nothing}
          >${macsPart === null ? open : percent(macsPart, language)}</span
        >
        <span class="reading-label">${t('reading.macs')}</span>
      </p>
      <div
        class="granularity"
        role="group"
        aria-label=${t('method.shape')}
        data-testid="granularity"
        data-value=${kind}
      >
        ${KINDS.map(
          (one) =>
            html`<button
              type="button"
              value=${one}
              aria-pressed=${String(one === kind)}
              title=${t(`granularity.${one}.help`)}
              @click=${() => onKind(one)}
            >
              ${t(`granularity.${one}`)}
            </button>`,
        )}
        <span class="reading-label">${t(`granularity.${kind}.kind`)}</span>
      </div>`;
  }

  return {
    /** @param {ReadingsData} data */
    update(data) {
      render(template(data), element);
    },
  };
}
