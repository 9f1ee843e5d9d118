// @ts-check
/**
 * When how much is pruned: at once, step by step, during training, or as a lottery ticket. Part of step 3.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Schedule } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { LIMITS } from '../../ops/limits.js';
import { radioField, textField } from '../../ui/form.js';
import { SCHEDULES } from './model.js';

/** @typedef {{ schedule: Schedule, rounds: string, fault: boolean, enabled: boolean, words: string,
 *   each: number | null }} ScheduleData  `each`: the fraction of the remaining weights that each pruning step prunes */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onSchedule: (schedule: Schedule) => void, onRounds: (rounds: string) => void,
 *   onRun: () => void }} handlers
 */
export function createSchedulePanel(element, { i18n, onSchedule, onRounds, onRun }) {
  const { t } = i18n;

  /** @param {Schedule} schedule */
  const formula = (schedule) =>
    schedule === 'oneShot' || schedule === 'lottery'
      ? nothing
      : html`<details class="formula">
          <summary>${t('score.formula')}</summary>
          <code>${t(`schedule.${schedule}.formula`)}</code>
        </details>`;

  /** @param {ScheduleData} data */
  function template({ schedule, rounds, fault, enabled, words, each }) {
    const { min, max } = LIMITS.rounds;
    return html`<section class="study">
      ${radioField({
        name: 'schedule',
        label: t('schedule.title'),
        value: schedule,
        options: SCHEDULES.map((value) => ({
          value,
          label: t(`schedule.${value}`),
          help: t(`schedule.${value}.help`),
          more: formula(value),
        })),
        onChange: (value) => onSchedule(/** @type {Schedule} */ (value)),
      })}
      ${
        schedule === 'iterative'
          ? textField({
              id: 'schedule-rounds',
              label: t('lottery.field.rounds'),
              help: t('help.schedule.rounds'),
              value: rounds,
              fault: fault ? t('fault.whole', { min, max }) : null,
              inputMode: 'numeric',
              onInput: onRounds,
              onEnter: onRun,
            })
          : nothing
      }
      <p class="help" id="schedule-words" data-testid="schedule-words" data-value=${each ?? nothing}>${words}</p>
      ${
        schedule === 'oneShot'
          ? nothing
          : html`<button
              type="button"
              class="button"
              data-testid="schedule-run"
              aria-describedby="schedule-words"
              ?disabled=${!enabled}
              @click=${onRun}
            >
              ${t(`schedule.${schedule}.run`)}
            </button>`
      }
    </section>`;
  }

  return {
    /** @param {ScheduleData} data */
    update(data) {
      render(template(data), element);
    },
  };
}
