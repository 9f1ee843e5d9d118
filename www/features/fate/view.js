// @ts-check
/**
 * A strip on the slider's axis: right stretches green, wrong ones red, the class written where there is room.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RatioAxis } from '../../util/ratio-axis.js' */
/** @import { FateData, Stretch } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { percent } from '../../words/format.js';

/** Stretches that are named in the text alternative, at most. */
const NAMED = 12;

/** @param {HTMLElement} element @param {{ i18n: I18n, onRatio: (ratio: number) => void }} handlers */
export function createFate(element, { i18n, onRatio }) {
  const { t } = i18n;
  /** @type {(FateData & { axis: RatioAxis }) | null} */
  let shown = null;

  /** @param {PointerEvent} event */
  function go(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    if (shown && box.width > 0) onRatio(shown.axis.ratioAt((event.clientX - box.left) / box.width));
  }

  /** @param {readonly Stretch[]} stretches */
  function words(stretches) {
    if (stretches.length === 0) return t('fate.none');
    const share = (/** @type {number} */ ratio) => percent(ratio, i18n.language());
    const parts = stretches
      .slice(0, NAMED)
      .map(({ label, from, to }) => t('fate.stretch', { label: String(label), from: share(from), to: share(to) }));
    return `${t('fate.alt')} ${parts.join('; ')}${stretches.length > NAMED ? '; …' : ''}`;
  }

  /** @param {FateData & { axis: RatioAxis }} data */
  function template({ classes, stretches, axis, known }) {
    return html`<div
      class="fate-strip"
      role="img"
      data-testid="fate"
      data-value=${classes.join(',')}
      aria-label=${words(stretches)}
      @pointerdown=${go}
    >
      ${stretches.map(({ from, to, label, right }) => {
        const [left, end] = [axis.at(from), axis.at(to)];
        if (end <= left) return nothing;
        const place = `left: ${left * 100}%; width: ${(end - left) * 100}%`;
        const title = t(known ? (right ? 'fate.right' : 'fate.wrong') : 'fate.as', { label: String(label) });
        return html`<span
          class="fate-stretch"
          data-right=${String(right)}
          data-label=${label}
          title=${title}
          .style=${place}
          ><span>${label}</span></span
        >`;
      })}
    </div>`;
  }

  return {
    /** @param {FateData & { axis: RatioAxis }} data */
    update(data) {
      if (shown && shown.stretches === data.stretches && shown.axis === data.axis && shown.known === data.known) return;
      shown = data;
      render(template(data), element);
    },
    retext() {
      if (shown) render(template(shown), element);
    },
  };
}
