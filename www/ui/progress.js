// @ts-check
/**
 * The button that begins a study, and while it is at work how far it has come. The same button then ends it, so that the
 * keyboard's focus stays where it is.
 */

/** @import { I18n } from '../i18n/index.js' */
import { html, nothing } from 'lit-html';
import { duration } from '../words/format.js';

/** @typedef {{ total: number, finished: number, fraction: number, secondsLeft: number | null }} StudyProgress */

/**
 * `name` names the hooks (`testId` the button's while nothing is at work), `label` the bar, `begin` is the button's text.
 * @param {{ i18n: I18n, name: string, testId?: string, label: string, begin: string, job: StudyProgress | null,
 *   enabled: boolean, primary?: boolean, onBegin: () => void, onCancel: () => void }} study
 */
export function studyProgress({
  i18n: { t },
  name,
  testId = name,
  label,
  begin,
  job,
  enabled,
  primary = false,
  onBegin,
  onCancel,
}) {
  /** A double click begins, and does not end at once what it began. @param {MouseEvent} event */
  const press = ({ detail }) => {
    if (detail <= 1) (job ? onCancel : onBegin)();
  };
  return html`<div class="study-run">
    <button
      type="button"
      class=${primary && !job ? 'button primary' : 'button'}
      data-testid=${job ? `${name}-cancel` : testId}
      ?disabled=${!job && !enabled}
      @click=${press}
    >
      ${job ? t('study.cancel') : begin}
    </button>
    ${
      job
        ? html`<progress
              max="1"
              .value=${job.fraction}
              aria-label=${label}
              data-testid=${`${name}-progress`}
            ></progress>
            <p class="help number">
              ${job.total > 1 ? t('study.place', { finished: job.finished, total: job.total }) : nothing}
              ${job.secondsLeft === null ? nothing : t('study.left', { time: duration(job.secondsLeft) })}
            </p>`
        : nothing
    }
  </div>`;
}
