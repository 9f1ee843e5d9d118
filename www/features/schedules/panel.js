// @ts-check
/**
 * From the choice of a schedule to operations.
 */

/** @import { Op } from '../../protocol.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Mounted, Parts } from '../contract.js' */
import { faultNotice } from '../../engine/fault-notice.js';
import { readTraining } from '../../ops/forms.js';
import { LIMITS, readNumber } from '../../ops/limits.js';
import { gradualOps, iterativeOps } from '../../ops/recipes.js';
import { baseId, isReady, ratioNow } from '../../state/select.js';
import { newPart } from '../../ui/dom.js';
import { percent } from '../../words/format.js';
import { slice } from './model.js';
import { createSchedulePanel } from './view.js';

/** @param {Parts} parts @param {HTMLElement} element @returns {Mounted} */
export function mount({ store, actions, i18n, open }, element) {
  const own = store.slice(slice);

  const panel = createSchedulePanel(newPart(element), {
    i18n,
    onSchedule: (schedule) => own.change({ schedule }),
    onRounds: (rounds) => own.change({ rounds }),
    onRun: run,
  });

  /** Fine-tuning's settings, or null when something is out of range. */
  const config = () => {
    const { value, faults } = readTraining(store.get().forms.tune);
    return faults.length ? null : value;
  };
  const roundsNow = () => readNumber(own.get().form.rounds, LIMITS.rounds);

  const isFault = () => own.get().form.schedule === 'iterative' && roundsNow() === null;

  /** @param {State} state */
  function enabled(state) {
    const lottery = own.get().form.schedule === 'lottery';
    return isReady(state) && (lottery || (!isFault() && baseId(state) !== null && config() !== null && !state.run));
  }

  function run() {
    const { schedule } = own.get().form;
    if (!enabled(store.get()) || schedule === 'oneShot') return;
    if (schedule === 'lottery') {
      open('lottery');
      return;
    }
    actions.onBase(() => {
      try {
        return opsOf();
      } catch (error) {
        const { code = 'unknown', params = {}, message = String(error) } = /** @type {any} */ (error);
        store.dispatch(faultNotice({ code, params, message }));
        return null;
      }
    });
  }

  /** @returns {Op[] | null} */
  function opsOf() {
    const state = store.get();
    const { method, data } = state;
    const ratio = ratioNow(state);
    const [settings, count] = [config(), roundsNow()];
    if (!settings || count === null || !data.info) {
      store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
      return null;
    }
    return own.get().form.schedule === 'iterative'
      ? iterativeOps({ method, ratio, rounds: count, config: settings })
      : gradualOps({ method, ratio, config: settings, images: data.info.train });
  }

  /** The fraction of what is left that each round prunes, to end at a ratio. @param {number} ratio */
  function eachRound(ratio) {
    const count = roundsNow();
    return own.get().form.schedule === 'iterative' && count !== null ? 1 - (1 - ratio) ** (1 / count) : null;
  }

  /** What the chosen schedule would do now. @param {State} state */
  function wordsOf(state) {
    const language = i18n.language();
    const to = percent(ratioNow(state), language);
    const count = roundsNow();
    const { schedule } = own.get().form;
    const each = eachRound(ratioNow(state));
    if (count !== null && each !== null) {
      const share = percent(each, language);
      return i18n.t('schedule.iterative.words', { share, ratio: to, rounds: count, epochs: state.forms.tune.epochs });
    }
    return schedule === 'gradual'
      ? i18n.t('schedule.gradual.words', { ratio: to, epochs: state.forms.tune.epochs })
      : '';
  }

  return {
    /** @param {State} state */
    draw(state) {
      const { schedule, rounds } = own.get().form;
      panel.update({
        schedule,
        rounds,
        fault: isFault(),
        enabled: enabled(state),
        words: wordsOf(state),
        each: eachRound(ratioNow(state)),
      });
    },
  };
}
