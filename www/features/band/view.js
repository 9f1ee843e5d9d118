// @ts-check
/**
 * The big slider: how much of the network is removed.
 */

/** @import { I18n } from '../../i18n/index.js' */
import { h, icon, setAttribute, setHidden, setText } from '../../ui/dom.js';
import { percent } from '../../words/format.js';
import { keyStop } from './stops.js';

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onRatio: (ratio: number) => void, onSlide: (ratio: number) => void, onSweep: () => void }} handlers
 *   `onSlide` while a pointer drags it, which need not be exact to the last digit
 */
export function createSlider(element, { i18n, onRatio, onSlide, onSweep }) {
  let dragged = false;
  const input = h('input', {
    type: 'range',
    id: 'ratio',
    min: '0',
    max: '100',
    step: '0.05',
    value: '0',
    'data-testid': 'ratio',
    'aria-describedby': 'ratio-help',
    onpointerdown: () => {
      dragged = true;
    },
    onpointerup: () => {
      dragged = false;
    },
    onpointercancel: () => {
      dragged = false;
    },
    oninput: () => (dragged ? onSlide : onRatio)(input.valueAsNumber / 100),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const stop = keyStop(event.key, input.valueAsNumber);
      if (stop === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      // At once, not with the next frame: a quick second press goes on from here.
      input.value = String(stop);
      onRatio(stop / 100);
    },
  });
  const label = h('label', { for: 'ratio', class: 'slider-label', 'data-testid': 'slider-label' });
  const fixedNote = h('p', { class: 'slider-fixed help', hidden: true, 'data-testid': 'slider-fixed' });
  const value = h('output', { for: 'ratio', class: 'slider-value' });
  const sweepText = h('span', {});
  const sweepIcon = h('span', { class: 'icon-slot' }, icon('play'));
  const sweep = h(
    'button',
    { type: 'button', class: 'button sweep', i18nTitle: 'slider.sweep.help', onclick: onSweep },
    sweepIcon,
    sweepText,
  );
  element.append(
    label,
    h(
      'div',
      { class: 'slider-track' },
      input,
      h(
        'div',
        { class: 'slider-ticks', 'aria-hidden': 'true' },
        ...['0', '25', '50', '75', '90', '100'].map((tick) => {
          const mark = h('span', {}, tick);
          mark.style.setProperty('--at', tick);
          return mark;
        }),
      ),
    ),
    value,
    sweep,
    fixedNote,
    h('p', { id: 'ratio-help', class: 'visually-hidden', i18n: 'slider.help' }),
  );
  let playing = false;

  return {
    /** `kind` is what the slider removes, `shape` the N:M that leaves it no say, and `fixed` says so.
     * @param {{ ratio: number, sweeping: boolean, enabled: boolean, words: string, kind: string, label: string,
     *  shape: string | null, fixed: string | null }} data */
    update({ ratio, sweeping, enabled, words, kind, label: labelText, shape, fixed }) {
      setText(label, labelText);
      setAttribute(label, 'data-value', kind);
      input.disabled = fixed !== null;
      setHidden(fixedNote, fixed === null);
      setText(fixedNote, fixed ?? '');
      setAttribute(fixedNote, 'data-value', shape);
      const text = String(Math.round(ratio * 2000) / 20);
      if (input.value !== text) input.value = text;
      setAttribute(input, 'data-value', Math.round(ratio * 100000) / 1000);
      setAttribute(input, 'aria-valuetext', words);
      input.style.setProperty('--filled', String(ratio));
      setText(value, percent(ratio, i18n.language()));
      sweep.disabled = !enabled || fixed !== null;
      setText(sweepText, i18n.t(sweeping ? 'slider.stop' : 'slider.sweep'));
      if (playing !== sweeping) sweepIcon.replaceChildren(icon(sweeping ? 'pause' : 'play'));
      playing = sweeping;
    },
  };
}
