// @ts-check
/**
 * The lottery at work: a piece of work a seed for the engines in the background. Loaded when a person asks for it.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
/** @import { LotteryPlan } from './model.js' */
import { faultNotice } from '../../engine/fault-notice.js';
import { lotteryTrials } from '../../ops/recipes.js';
import { sliceOf } from '../../state/slices.js';
import { createMemo } from '../../util/memo.js';
import { percent } from '../../words/format.js';
import { addEnd, lotteryCsv, lotteryRows, slice, ticketOf, wishOf, withWays } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createLotteryPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @type {ReturnType<typeof createMemo<ReturnType<typeof lotteryRows>>>} */
const rowsMade = createMemo();
/** @param {State} state */
const rowsOf = (state) => {
  const { lottery } = sliceOf(state, slice);
  return lottery && rowsMade(lottery, [], () => lotteryRows(lottery));
};

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, i18n, charts, save }) {
  const own = store.slice(slice);

  const panel = createLotteryPanel(element, {
    i18n,
    charts,
    onForm: own.change,
    onBegin: begin,
    onCancel: () => studies.cancel('lottery'),
    onSave() {
      const { lottery } = own.get();
      if (lottery) save('prunelab-lottery.csv', lotteryCsv(lottery), 'text/csv');
    },
    onOpen(arm, round) {
      const trial = own.get().lottery?.plan.trials.find((one) => one.arm === arm && one.round === round);
      if (trial && !store.get().run) actions.start(null, trial.ops);
    },
  });

  function begin() {
    const state = store.get();
    const { form } = own.get();
    const wanted = wishOf(state, form);
    if (state.studies.jobs.lottery) return;
    if (!wanted || wanted.faults.length) {
      store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
      return;
    }
    /** @type {LotteryPlan[]} */
    let plans;
    try {
      plans = wanted.specs.map((spec) => withWays(lotteryTrials(spec), form));
    } catch (error) {
      store.dispatch(faultNotice(/** @type {any} */ (error)));
      return;
    }
    const seeds = wanted.specs.map(({ seed }) => seed);
    const [{ config }] = wanted.specs;
    own.found({ lottery: { plan: plans[0], seeds, epochs: config.epochs, found: [] }, done: 0 });
    studies.conduct({
      study: 'lottery',
      base: null,
      lasting: true,
      pieces: plans.map(({ trials }, index) => ({
        work: () => ({ kind: 'lists', base: null, lists: trials.map(({ ops }) => ops) }),
        onEnds(ends) {
          const { lottery } = own.get();
          if (lottery) own.found({ lottery: ends.reduce((sum, end) => addEnd(sum, seeds[index], end), lottery) });
        },
        onDone: () => own.found({ done: own.get().done + 1 }),
      })),
    });
  }

  return {
    /** @param {State} state */
    draw(state) {
      const { form, lottery, done } = own.get();
      const wanted = wishOf(state, form);
      panel.update({
        form,
        faults: wanted?.faults ?? [],
        enabled: state.boot === 'ready' && wanted !== null && wanted.faults.length === 0,
        canOpen: state.boot === 'ready' && !state.run,
        job: state.studies.jobs.lottery,
        rows: rowsOf(state),
        epochs: lottery?.epochs ?? 0,
        seeds: lottery?.seeds.length ?? 0,
        done,
      });
    },
    redraw: panel.redraw,
  };
}

/** Whether there is a ticket, in a line. @param {State} state @param {I18n} i18n */
export function status(state, i18n) {
  const ticket = ticketOf(rowsOf(state) ?? []);
  if (!ticket) return null;
  const { winning } = ticket;
  return winning
    ? i18n.t('lottery.status.wins', { kept: percent(winning.kept, i18n.language()) })
    : i18n.t('lottery.status.none');
}
