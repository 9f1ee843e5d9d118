// @ts-check
/**
 * When how much goes: at once, in rounds, while training, or as a lottery. Part of step 3.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Schedule } from './model.js' */
import { LIMITS } from '../../ops/limits.js';
import { h, setHidden, setNumber } from '../../ui/dom.js';
import { choiceField, textField } from '../../ui/fields.js';

/** @typedef {{ schedule: Schedule, rounds: string, fault: boolean, enabled: boolean, words: string,
 *   each: number | null }} ScheduleData  `each`: the fraction of what is left that a round prunes */

const SCHEDULES = /** @type {const} */ (['oneShot', 'iterative', 'gradual', 'lottery']);

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onSchedule: (schedule: Schedule) => void, onRounds: (rounds: string) => void,
 *   onRun: () => void }} handlers
 */
export function createSchedulePanel(element, { i18n, onSchedule, onRounds, onRun }) {
  const choice = choiceField({
    name: 'schedule',
    label: 'schedule.title',
    onChange: (value) => onSchedule(/** @type {Schedule} */ (value)),
    options: SCHEDULES.map((value) => ({
      value,
      label: `schedule.${value}`,
      help: `schedule.${value}.help`,
      ...(value === 'oneShot' || value === 'lottery' ? {} : { formula: `schedule.${value}.formula` }),
    })),
  });
  const rounds = textField({
    id: 'schedule-rounds',
    label: 'lottery.field.rounds',
    help: 'help.schedule.rounds',
    inputMode: 'numeric',
    onInput: onRounds,
    onEnter: onRun,
  });
  const words = h('p', { class: 'help', id: 'schedule-words', 'data-testid': 'schedule-words' });
  const runWords = h('span');
  const run = h(
    'button',
    {
      type: 'button',
      class: 'button',
      'data-testid': 'schedule-run',
      'aria-describedby': 'schedule-words',
      onclick: onRun,
    },
    runWords,
  );
  element.append(h('section', { class: 'study' }, choice.element, rounds.element, words, run));

  return {
    /** @param {ScheduleData} data */
    update({ schedule, rounds: text, fault, enabled, words: what, each }) {
      choice.update(schedule);
      setHidden(rounds.element, schedule !== 'iterative');
      rounds.update(text, fault ? i18n.t('fault.whole', { min: LIMITS.rounds.min, max: LIMITS.rounds.max }) : null);
      setHidden(run, schedule === 'oneShot');
      run.disabled = !enabled;
      runWords.textContent = i18n.t(`schedule.${schedule}.run`);
      setNumber(words, what, each);
    },
    button: run,
  };
}
