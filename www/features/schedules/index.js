// @ts-check
/**
 * Schedules: from the choice in step 3 to operations, and what is loaded only when it is asked for, the lottery and
 * the trap.
 */

/** @import { EngineClient } from '../../engine/engine-client.js' */
/** @import { Op } from '../../protocol.js' */
/** @import { Theme } from '../../shell/page.js' */
/** @import { State } from '../../state/state.js' */
/** @import { LotteryParts } from '../lottery/index.js' */
/** @import { Schedule } from './view.js' */
import { faultNotice } from '../../engine/fault-notice.js';
import { readTraining } from '../../ops/forms.js';
import { LIMITS, readNumber } from '../../ops/limits.js';
import { baseId, isReady } from '../../state/select.js';
import { find, h } from '../../ui/dom.js';
import { addStyleSheet } from '../../ui/style-sheet.js';
import { percent } from '../../words/format.js';
import { createSchedulePanel } from './view.js';

/** What was loaded. @typedef {{ draw: (state: State) => void, redraw: () => void, focus: () => void }} Part */

/** @param {LotteryParts & { client: () => EngineClient, theme: Theme }} parts */
export function createSchedules(parts) {
  const { store, actions, i18n, charts } = parts;
  /** @type {Schedule} */
  let schedule = 'oneShot';
  let rounds = '5';
  /** @type {Map<string, Part>} */
  const loaded = new Map();
  const card = find('#lottery', HTMLElement);

  const panel = createSchedulePanel(find('#panel-prune', HTMLElement), {
    i18n,
    onSchedule(value) {
      schedule = value;
      store.redraw();
    },
    onRounds(value) {
      rounds = value;
      store.redraw();
    },
    onRun: run,
  });
  const trap = h('div', { class: 'trap' });
  const openTrap = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'trap-open', 'aria-describedby': 'trap-lead' },
    h('span', { i18n: 'trap.open' }),
  );
  openTrap.addEventListener('click', () =>
    load('trap', openTrap, async () => {
      await addStyleSheet(new URL('../lottery/style.css', import.meta.url));
      const { createTrap } = await import('../trap/index.js');
      return createTrap(trap, parts);
    }).then((part) => {
      if (!part) return;
      openTrap.replaceWith(trap);
      i18n.localise(trap);
      part.focus();
    }),
  );
  find('#panel-tune', HTMLElement).append(
    h(
      'section',
      { class: 'study', 'aria-labelledby': 'trap-title' },
      h('h3', { id: 'trap-title', i18n: 'trap.title' }),
      h('p', { id: 'trap-lead', class: 'help', i18n: 'help.trap' }),
      openTrap,
    ),
  );

  /** Fine-tuning's settings, or null when something is out of range. */
  const config = () => {
    const { value, faults } = readTraining(store.get().forms.tune);
    return faults.length ? null : value;
  };
  const roundsNow = () => readNumber(rounds, LIMITS.rounds);

  async function run() {
    if (panel.button.disabled || schedule === 'oneShot') return;
    if (schedule === 'lottery') {
      openLottery();
      return;
    }
    try {
      if (schedule === 'iterative') await charts.module.loadPart('more');
    } catch (error) {
      store.dispatch(faultNotice(/** @type {any} */ (error)));
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
    const { method, ratio, data } = store.get();
    const [settings, count] = [config(), roundsNow()];
    if (!settings || count === null || !data.info) {
      store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
      return null;
    }
    if (schedule === 'iterative') {
      const tune = { op: 'fineTune', config: settings, mask: 'keep' };
      return charts.module.iterativeOps({ op: 'prune', method, ratio }, tune, count);
    }
    // The last quarter heals what the last pruning hurt; about ten prunings an epoch.
    const perEpoch = Math.ceil(data.info.train / settings.batchSize);
    const end = Math.floor((perEpoch * settings.epochs * 3) / 4);
    const every = Math.max(1, Math.floor(perEpoch / 10));
    return [{ op: 'gradual', method, ratio, begin: 0, end, every, config: settings }];
  }

  async function openLottery() {
    const part = await load('lottery', panel.button, async () => {
      await addStyleSheet(new URL('../lottery/style.css', import.meta.url));
      const [{ createLottery }] = await Promise.all([import('../lottery/index.js'), charts.module.loadPart('more')]);
      return createLottery(card, parts);
    });
    if (!part) return;
    card.hidden = false;
    part.draw(store.get());
    part.redraw();
    card.scrollIntoView({ block: 'nearest' });
    part.focus();
  }

  /**
   * Loads a part once; one that cannot be fetched is told, and can be asked for again.
   * @param {string} name
   * @param {HTMLButtonElement} button
   * @param {() => Promise<Part>} make
   * @returns {Promise<Part | null>}
   */
  async function load(name, button, make) {
    const known = loaded.get(name);
    if (known) return known;
    button.disabled = true;
    try {
      await i18n.more();
      const part = await make();
      loaded.set(name, part);
      i18n.localise(document);
      return part;
    } catch (error) {
      const message = String(/** @type {any} */ (error)?.message ?? error);
      store.dispatch({ type: 'notice', kind: 'error', key: 'error.unknown', params: { message } });
      return null;
    } finally {
      button.disabled = false;
      store.redraw();
    }
  }

  /** What the chosen schedule would do now. @param {State} state */
  function wordsOf({ ratio, forms }) {
    const language = i18n.language();
    const to = percent(ratio, language);
    const count = roundsNow();
    if (schedule === 'iterative' && count !== null) {
      const share = percent(1 - (1 - ratio) ** (1 / count), language);
      return i18n.t('schedule.iterative.words', { share, ratio: to, rounds: count, epochs: forms.tune.epochs });
    }
    return schedule === 'gradual' ? i18n.t('schedule.gradual.words', { ratio: to, epochs: forms.tune.epochs }) : '';
  }

  return {
    /** @param {State} state */
    draw(state) {
      const ready = isReady(state);
      const fault = schedule === 'iterative' && roundsNow() === null;
      panel.update({
        schedule,
        rounds,
        fault,
        enabled:
          ready && (schedule === 'lottery' || (!fault && baseId(state) !== null && config() !== null && !state.run)),
        words: wordsOf(state),
      });
      for (const part of loaded.values()) part.draw(state);
    },
    /** Language or theme changed. */
    redraw() {
      for (const part of loaded.values()) part.redraw();
    },
  };
}
