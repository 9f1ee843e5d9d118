// @ts-check
/**
 * A guided tour in seven steps. Each step's button does on the real page what the text speaks of.
 */

/** @import { I18n } from '../../i18n/index.js' */
import { h, icon, setText } from '../../ui/dom.js';

/** Steps in order; `data-step` names them. */
export const LESSON = /** @type {const} */ (['learn', 'look', 'half', 'cliff', 'heal', 'trap', 'global']);
/** @typedef {typeof LESSON[number]} LessonStep */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onAct: (step: LessonStep) => void, onClose: () => void }} handlers
 */
export function createLesson(element, { i18n, onAct, onClose }) {
  let at = 0;
  const count = h('p', { class: 'lesson-count number' });
  const title = h('h2', { tabindex: '-1', id: 'lesson-title' });
  const text = h('p', { class: 'lesson-text' });
  const act = h('button', { type: 'button', class: 'button primary', onclick: () => onAct(LESSON[at]) });
  const back = h('button', { type: 'button', class: 'button', i18n: 'lesson.back', onclick: () => go(at - 1) });
  const next = h('button', {
    type: 'button',
    class: 'button',
    onclick: () => (at === LESSON.length - 1 ? onClose() : go(at + 1)),
  });
  element.append(
    h(
      'div',
      { class: 'lesson-head' },
      count,
      h('button', { type: 'button', class: 'icon-button', i18nLabel: 'lesson.close', onclick: onClose }, icon('close')),
    ),
    title,
    text,
    h('div', { class: 'buttons three' }, back, act, next),
  );
  element.setAttribute('aria-labelledby', 'lesson-title');
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') onClose();
  });

  /** @param {number} index */
  function go(index) {
    at = Math.max(0, Math.min(LESSON.length - 1, index));
    update();
    title.focus();
  }
  function update() {
    setText(count, i18n.t('lesson.count', { at: at + 1, count: LESSON.length }));
    setText(title, i18n.t(`lesson.${LESSON[at]}.title`));
    setText(text, i18n.t(`lesson.${LESSON[at]}.text`));
    setText(act, i18n.t(`lesson.${LESSON[at]}.act`));
    setText(next, i18n.t(at === LESSON.length - 1 ? 'lesson.end' : 'lesson.next'));
    back.disabled = at === 0;
  }
  update();
  return {
    update,
    /** @param {boolean} shown */
    show(shown) {
      if (element.hidden === !shown) return;
      element.hidden = !shown;
      if (shown) go(at);
    },
  };
}
