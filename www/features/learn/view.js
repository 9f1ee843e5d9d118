// @ts-check
/**
 * A guided tour in seven steps. Each step's button does on the real page what the text speaks of.
 */

/** @import { I18n } from '../../i18n/index.js' */
import { html, render } from 'lit-html';
import { iconOf } from '../../ui/icons.js';

/** Steps in order; `data-step` names them. */
export const LESSON = /** @type {const} */ (['learn', 'look', 'half', 'cliff', 'heal', 'trap', 'global']);
/** @typedef {typeof LESSON[number]} LessonStep */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onAct: (step: LessonStep) => void, onGo: (at: number) => void, onGlossary: () => void,
 *   onClose: () => void }} handlers
 */
export function createLesson(element, { i18n, onAct, onGo, onGlossary, onClose }) {
  const { t } = i18n;
  element.setAttribute('aria-labelledby', 'lesson-title');
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') onClose();
  });

  /** @param {number} at */
  function template(at) {
    const step = LESSON[at];
    const isLast = at === LESSON.length - 1;
    return html`<div class="lesson-head">
        <p class="lesson-count number">${t('lesson.count', { at: at + 1, count: LESSON.length })}</p>
        <button type="button" class="icon-button" aria-label=${t('lesson.close')} @click=${onClose}>
          ${iconOf('close')}
        </button>
      </div>
      <h2 tabindex="-1" id="lesson-title" data-step=${step}>${t(`lesson.${step}.title`)}</h2>
      <p class="lesson-text">${t(`lesson.${step}.text`)}</p>
      <div class="buttons three">
        <button type="button" class="button" ?disabled=${at === 0} @click=${() => onGo(at - 1)}>
          ${t('lesson.back')}
        </button>
        <button type="button" class="button primary" @click=${() => onAct(step)}>${t(`lesson.${step}.act`)}</button>
        <button type="button" class="button" @click=${() => (isLast ? onClose() : onGo(at + 1))}>
          ${t(isLast ? 'lesson.end' : 'lesson.next')}
        </button>
      </div>
      <button type="button" class="link-button" data-testid="lesson-glossary" @click=${onGlossary}>
        ${t('lesson.glossary')}
      </button>`;
  }

  /** The step that was shown last. */
  let last = -1;
  return {
    /** @param {boolean} shown @param {number} at */
    update(shown, at) {
      const came = shown && (element.hidden || at !== last);
      if (element.hidden === shown) element.hidden = !shown;
      render(template(at), element);
      if (came) /** @type {HTMLElement | null} */ (element.querySelector('#lesson-title'))?.focus();
      if (shown) last = at;
    },
  };
}
