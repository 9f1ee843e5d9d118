// @ts-check
/**
 * The lottery at work: a piece of work a seed for the engines in the background. Loaded when a person asks for it.
 */

/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
/** @import { Lottery, LotteryPlan } from './model.js' */
import { faultNotice } from '../../engine/fault-notice.js';
import { readHidden, readSeed, readTraining } from '../../ops/forms.js';
import { lotteryTrials } from '../../ops/recipes.js';
import { addEnd, defaultLottery, lotteryCsv, lotteryRows, readLottery } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createLotteryPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} card @param {Parts} parts */
export function mount(card, { store, actions, studies, i18n, charts, save }) {
  let form = defaultLottery();
  /** @type {Lottery | null} */
  let lottery = null;
  /** @type {ReturnType<typeof lotteryRows> | null} */
  let rows = null;
  /** Seeds that are through. */
  let done = 0;

  const panel = createLotteryPanel(card, {
    i18n,
    charts,
    onForm(change) {
      form = { ...form, ...change };
      store.redraw();
    },
    onBegin: begin,
    onCancel: () => studies.cancel('lottery'),
    onSave: () => lottery && save('prunelab-lottery.csv', lotteryCsv(lottery), 'text/csv'),
    onOpen(arm, round) {
      const trial = lottery?.plan.trials.find((one) => one.arm === arm && one.round === round);
      if (trial && !store.get().run) actions.start(null, trial.ops);
    },
  });

  /** What the forms say; null while step 1's are out of range or there are no images. @param {State} state */
  function wish({ data, forms, seed }) {
    const hidden = readHidden(forms.train.hidden);
    // The lottery has epochs of its own.
    const { value: config, faults } = readTraining({ ...forms.train, epochs: '1' });
    const number = readSeed(seed);
    if (data.status !== 'ready' || !data.info || !hidden || number === null || faults.length) return null;
    return readLottery(form, { hidden, seed: number, config, info: data.info });
  }

  function begin() {
    const wanted = wish(store.get());
    if (store.get().studies.jobs.lottery) return;
    if (!wanted || wanted.faults.length) {
      store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
      return;
    }
    /** @type {LotteryPlan[]} */
    let plans;
    try {
      plans = wanted.specs.map(lotteryTrials);
    } catch (error) {
      store.dispatch(faultNotice(/** @type {any} */ (error)));
      return;
    }
    const seeds = wanted.specs.map(({ seed }) => seed);
    done = 0;
    lottery = { plan: plans[0], seeds, found: [] };
    rows = lotteryRows(lottery);
    studies.conduct({
      study: 'lottery',
      base: null,
      lasting: true,
      pieces: plans.map(({ trials }, index) => ({
        work: () => ({ kind: 'lists', base: null, lists: trials.map(({ ops }) => ops) }),
        onEnds(ends) {
          for (const end of ends) if (lottery) lottery = addEnd(lottery, seeds[index], end);
          if (lottery) rows = lotteryRows(lottery);
          store.redraw();
        },
        onDone() {
          done += 1;
        },
      })),
    });
  }

  store.follow((state, before) => {
    if (state.data.info !== before.data.info) lottery = rows = null;
  });

  /** @param {State} state */
  function draw(state) {
    const wanted = wish(state);
    panel.update({
      form,
      faults: wanted?.faults ?? [],
      enabled: state.boot === 'ready' && wanted !== null && wanted.faults.length === 0,
      canOpen: state.boot === 'ready' && !state.run,
      job: state.studies.jobs.lottery,
      rows,
      seeds: lottery?.seeds.length ?? 0,
      done,
    });
  }

  return {
    draw,
    redraw: panel.redraw,
  };
}
