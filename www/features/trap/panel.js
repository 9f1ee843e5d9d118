// @ts-check
/**
 * The trap: the same network, pruned at the slider, fine-tuned with and without its mask by the engines in the
 * background. Loaded when a person asks for it.
 */

/** @import { Ticket } from '../../engine/engine-pool.js' */
/** @import { EpochPoint, Op, WorkResult } from '../../protocol.js' */
/** @import { State } from '../../state/state.js' */
/** @import { StudyProgress } from '../../ui/study-progress.js' */
/** @import { Parts } from '../contract.js' */
/** @import { TrapSide } from './view.js' */
import { paletteFor } from '../../charts/colormap.js';
import { faultNotice } from '../../engine/fault-notice.js';
import { handOver } from '../../engine/hand-over.js';
import { readTraining } from '../../ops/forms.js';
import { baseId, baseNode, isPrunable } from '../../state/select.js';
import { sparsityOf } from '../../state/tree.js';
import { revivedWeights } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createTrapPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

const MASKS = /** @type {const} */ (['keep', 'forget']);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, pool, i18n, client, theme }) {
  /** @type {{ ratio: number, epochs: number, sides: Record<'keep' | 'forget', TrapSide> } | null} */
  let shown = null;
  /** @type {StudyProgress | null} */
  let job = null;
  /** @type {Ticket[]} */
  let tickets = [];
  let turn = 0;

  const panel = createTrapPanel(element, { i18n, onBegin: begin, onCancel: cancel });

  async function begin() {
    const state = store.get();
    const base = baseNode(state);
    const { value: config, faults } = readTraining(state.forms.tune);
    if (job || !base || faults.length) return;
    turn += 1;
    const mine = turn;
    const { method, ratio } = state;
    const fractions = { keep: 0, forget: 0 };
    job = { total: 2, finished: 0, fraction: 0, secondsLeft: null };
    shown = {
      ratio,
      epochs: config.epochs,
      sides: { keep: { epochs: [], end: null }, forget: { epochs: [], end: null } },
    };
    store.redraw();
    const handover = await handOver(client(), base);
    if (mine !== turn || !handover) {
      if (mine === turn) cancel();
      return;
    }
    tickets = MASKS.map((mask) => {
      /** @type {Op[]} */
      const ops = [
        { op: 'prune', method, ratio },
        { op: 'fineTune', config, mask },
      ];
      return pool.submit({ kind: 'run', base: handover, ops, weights: true }, ({ fraction, epochs }) => {
        if (mine !== turn) return;
        add(mask, epochs);
        fractions[mask] = fraction;
        if (job) job = { ...job, fraction: (fractions.keep + fractions.forget) / 2 };
        store.redraw();
      });
    });
    tickets.forEach(async (ticket, index) => {
      const outcome = await ticket.done;
      if (mine !== turn || !job) return;
      if (outcome.status === 'done') end(MASKS[index], outcome.result);
      const fault =
        outcome.status === 'failed' ? outcome.fault : outcome.status === 'done' ? outcome.result.fault : null;
      if (fault) store.dispatch(faultNotice(fault));
      const finished = job.finished + 1;
      job = finished === 2 ? null : { ...job, finished };
      store.redraw();
    });
  }

  /** @param {'keep' | 'forget'} mask @param {EpochPoint[]} epochs */
  function add(mask, epochs) {
    if (!shown || epochs.length === 0) return;
    const side = shown.sides[mask];
    shown = { ...shown, sides: { ...shown.sides, [mask]: { ...side, epochs: [...side.epochs, ...epochs] } } };
  }

  /** @param {'keep' | 'forget'} mask @param {WorkResult} result */
  function end(mask, { nodes: [pruned, tuned], weights }) {
    if (!shown || !pruned || !tuned) return;
    const { correct, total } = tuned.result.evaluation;
    const result = {
      accuracy: correct / total,
      sparsity: sparsityOf(tuned.result),
      revived: revivedWeights(tuned.sizes, weights[0], weights[1]),
    };
    const epochs = tuned.epochs;
    shown = { ...shown, sides: { ...shown.sides, [mask]: { epochs, end: result } } };
  }

  function cancel() {
    turn += 1;
    for (const ticket of tickets) ticket.cancel();
    tickets = [];
    job = null;
    store.redraw();
  }

  store.follow((state, before) => {
    const other = baseId(state) !== baseId(before) || state.data.info !== before.data.info;
    if (!other && (before.boot !== 'ready' || state.boot === 'ready')) return;
    if (job || shown) {
      cancel();
      shown = null;
    }
  });

  return {
    /** @param {State} state */
    draw(state) {
      const { faults } = readTraining(state.forms.tune);
      panel.update({
        enabled: isPrunable(state) && !faults.length,
        job,
        shown,
        palette: paletteFor(theme.resolved()),
      });
    },
  };
}
