// @ts-check
/**
 * How far a study has come, and the button that ends it. Shown while it is at work.
 */

/** @import { I18n } from '../i18n/index.js' */
import { h, setText } from '../dom.js';
import { duration } from '../format.js';

/** @typedef {{ total: number, finished: number, fraction: number, secondsLeft: number | null }} StudyProgress */

/**
 * @param {{ i18n: I18n, name: string, label: string, onCancel: () => void }} options  `label` names the study
 */
export function createStudyProgress({ i18n, name, label, onCancel }) {
  const bar = h('progress', { max: '1', value: '0', i18nLabel: label, 'data-testid': `${name}-progress` });
  const note = h('span', { class: 'number' });
  const cancel = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': `${name}-cancel`, onclick: onCancel },
    h('span', { i18n: 'study.cancel' }),
  );
  const element = h('div', { class: 'study-progress', hidden: true }, bar, h('p', { class: 'help' }, note), cancel);
  return {
    element,
    /** @param {StudyProgress | null} job */
    update(job) {
      element.hidden = job === null;
      if (!job) return;
      bar.value = job.fraction;
      const { finished, total, secondsLeft } = job;
      const left = secondsLeft === null ? '' : ` ${i18n.t('study.left', { time: duration(secondsLeft) })}`;
      setText(note, i18n.t('study.place', { finished, total }) + left);
    },
  };
}
