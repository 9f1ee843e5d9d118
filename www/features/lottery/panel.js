// @ts-check
/**
 * The lottery at work: a piece of work a seed for the engines in the background. Loaded when a person asks for it.
 */

/** @import { Ticket } from '../../engine/engine-pool.js' */
/** @import { State } from '../../state/state.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { Parts } from '../contract.js' */
/** @import { Lottery, LotteryPlan } from './model.js' */
import { faultNotice } from '../../engine/fault-notice.js';
import { readHidden, readSeed, readTraining } from '../../ops/forms.js';
import { addEnd, defaultLottery, lotteryCsv, lotteryRows, readLottery } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createLotteryPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} card @param {Parts} parts */
export async function mount(card, { store, actions, pool, i18n, charts, save }) {
  await charts.module.loadPart('more');
  const now = () => performance.now();
  let form = defaultLottery();
  /** @type {Lottery | null} */
  let lottery = null;
  /** @type {ReturnType<typeof lotteryRows> | null} */
  let rows = null;
  /** @type {StudyProgress | null} */
  let job = null;
  /** @type {Ticket[]} */
  let tickets = [];
  /** Counts what was begun: what comes of an older one is out of date. */
  let turn = 0;
  let done = 0;

  const panel = createLotteryPanel(card, {
    i18n,
    charts,
    onForm(change) {
      form = { ...form, ...change };
      store.redraw();
    },
    onBegin: begin,
    onCancel: cancel,
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

  /** @param {import('./model.js').LotterySpec} spec @returns {LotteryPlan} */
  function planOf({ hidden, seed, config, pixels, classes, images, rounds, share, lastShare, toStep }) {
    return charts.module.lotteryTrials(
      { op: 'init', hidden, seed },
      { op: 'train', config },
      Uint32Array.of(pixels, classes, images),
      rounds,
      Float64Array.of(share, lastShare),
      toStep ?? undefined,
    );
  }

  function begin() {
    const wanted = wish(store.get());
    if (job || !wanted || wanted.faults.length) {
      if (!job) store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
      return;
    }
    /** @type {LotteryPlan[]} */
    let plans;
    try {
      plans = wanted.specs.map(planOf);
    } catch (error) {
      store.dispatch(faultNotice(/** @type {any} */ (error)));
      return;
    }
    turn += 1;
    const mine = turn;
    const seeds = wanted.specs.map(({ seed }) => seed);
    const fractions = seeds.map(() => 0);
    const startMs = now();
    done = 0;
    lottery = { plan: plans[0], seeds, found: [] };
    rows = lotteryRows(lottery);
    job = { total: seeds.length, finished: 0, fraction: 0, secondsLeft: null };
    tickets = plans.map(({ trials }, index) =>
      pool.submit({ kind: 'lists', base: null, lists: trials.map(({ ops }) => ops) }, ({ fraction, ends }) => {
        if (mine !== turn || !lottery || !job) return;
        for (const end of ends) lottery = addEnd(lottery, seeds[index], end);
        if (ends.length) rows = lotteryRows(lottery);
        fractions[index] = fraction;
        report();
      }),
    );
    tickets.forEach(async (ticket) => {
      const outcome = await ticket.done;
      if (mine !== turn || !job) return;
      if (outcome.status === 'failed') store.dispatch(faultNotice(outcome.fault));
      if (outcome.status === 'done') {
        done += 1;
        if (outcome.result.fault) store.dispatch(faultNotice(outcome.result.fault));
      }
      const finished = job.finished + 1;
      job = finished === seeds.length ? null : { ...job, finished };
      store.redraw();
    });
    store.redraw();

    function report() {
      const sum = fractions.reduce((total, one) => total + one, 0);
      const seconds = (now() - startMs) / 1000;
      const secondsLeft = sum > 0 && seconds > 1 ? (seconds * (seeds.length - sum)) / sum : null;
      if (job) job = { ...job, fraction: sum / seeds.length, secondsLeft };
      store.redraw();
    }
  }

  function cancel() {
    turn += 1;
    for (const ticket of tickets) ticket.cancel();
    tickets = [];
    job = null;
    store.redraw();
  }

  store.follow((state, before) => {
    const lost = before.boot === 'ready' && state.boot !== 'ready';
    if (state.data.info === before.data.info && !lost) return;
    cancel();
    if (lost) return;
    lottery = rows = null;
  });

  /** @param {State} state */
  function draw(state) {
    const wanted = wish(state);
    panel.update({
      form,
      faults: wanted?.faults ?? [],
      enabled: state.boot === 'ready' && wanted !== null && wanted.faults.length === 0,
      canOpen: state.boot === 'ready' && !state.run,
      job,
      rows,
      seeds: lottery?.seeds.length ?? 0,
      done,
    });
  }

  return {
    draw,
    redraw: panel.redraw,
    open() {
      card.hidden = false;
      draw(store.get());
      panel.redraw();
      card.scrollIntoView({ block: 'nearest' });
      panel.focus();
    },
  };
}
