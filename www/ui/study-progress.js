// @ts-check
/**
 * How far a study has come, and the button that ends it. There only while it is at work.
 */

/** @import { I18n } from '../i18n/index.js' */
import { duration } from '../words/format.js';
import { h, setAttribute, setText } from './dom.js';

/** @typedef {{ total: number, finished: number, fraction: number, secondsLeft: number | null }} StudyProgress */

/**
 * @param {{ i18n: I18n, name: string, label: string, begin: HTMLButtonElement, onCancel: () => void }} options
 *   `label` names the study; `begin` is its button, whose place this takes meanwhile, the keyboard's focus included
 */
export function createStudyProgress({ i18n, name, label, begin, onCancel }) {
  const bar = h('progress', { max: '1', value: '0', 'data-testid': `${name}-progress` });
  const note = h('p', { class: 'help number' });
  const cancel = h('button', { type: 'button', class: 'button', 'data-testid': `${name}-cancel`, onclick: onCancel });
  const element = h('div', { class: 'study-progress' });
  return {
    element,
    /** @param {StudyProgress | null} job */
    update(job) {
      if (!job) {
        if (!element.firstChild) return;
        const focused = document.activeElement === cancel;
        begin.hidden = false;
        element.replaceChildren();
        if (focused) begin.focus();
        return;
      }
      if (!element.firstChild) {
        const focused = document.activeElement === begin;
        element.append(bar, note, cancel);
        begin.hidden = true;
        if (focused) cancel.focus();
      }
      const { finished, total, fraction, secondsLeft } = job;
      bar.value = fraction;
      setAttribute(bar, 'aria-label', i18n.t(label));
      const left = secondsLeft === null ? '' : ` ${i18n.t('study.left', { time: duration(secondsLeft) })}`;
      setText(note, i18n.t('study.place', { finished, total }) + left);
      setText(cancel, i18n.t('study.cancel'));
    },
  };
}
