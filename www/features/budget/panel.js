// @ts-check
/**
 * The budget game at work: what the person set is pruned and measured by the pool, the latest wish only. Loaded on demand.
 */

/** @import { ModelResult, Op } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { readNumber } from '../../ops/limits.js';
import { sliceOf } from '../../state/slices.js';
import { staysAbove } from '../../state/studies.js';
import { createRest } from '../../util/rest.js';
import { budgetOf, pruningOf, slice, verdict } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createBudgetPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

const REST_MS = 150;
const SHARE = { min: 0, max: 100, whole: false };

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, i18n }) {
  const own = store.slice(slice);

  /** The latest wish only: what was being measured before is of no interest. */
  function measure() {
    const game = budgetOf(store.get());
    if (!game) return;
    studies.cancel('measure');
    const at = own.get().form.ratios;
    const ops = [pruningOf(game, at)];
    studies.conduct({
      study: 'measure',
      base: game.base,
      pieces: [
        {
          work: (base) => ({ kind: 'run', base, ops }),
          onDone(result) {
            if (at === own.get().form.ratios) own.found({ measured: result.nodes[0]?.result ?? null });
          },
        },
      ],
    });
  }

  const rest = createRest({ restMs: REST_MS }, measure);

  // What was measured belongs to other ratios now.
  store.follow((state, before) => {
    if (sliceOf(state, slice).form.ratios === sliceOf(before, slice).form.ratios) return;
    studies.cancel('game');
    rest.touch();
  });

  const panel = createBudgetPanel(element, {
    i18n,
    onDensity: (layer, density) => own.change({ ratios: own.get().form.ratios.with(layer, 1 - density) }),
    onSize: (size) => own.change({ size }),
    onAccuracy: (accuracy) => own.change({ accuracy }),
    onPrefill() {
      const game = budgetOf(store.get());
      if (game) own.change({ ratios: staysAbove(game.lines, game.guide) });
    },
    onTune() {
      const game = budgetOf(store.get());
      if (!game || game.tuning.faults.length) {
        store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
        return;
      }
      const at = own.get().form.ratios;
      const config = game.tuning.value;
      /** @type {Op[]} */
      const ops = [pruningOf(game, at), { op: 'fineTune', config, mask: 'keep' }];
      studies.conduct({
        study: 'game',
        base: game.base,
        pieces: [
          {
            work: (base) => ({ kind: 'run', base, ops }),
            onDone({ nodes: [, tuned] }) {
              if (at === own.get().form.ratios) own.found({ tuned: tuned ? { result: tuned.result, config } : null });
            },
          },
        ],
      });
    },
    onKeep() {
      const state = store.get();
      const game = budgetOf(state);
      if (!game || state.run) return;
      const { form, tuned } = own.get();
      const op = pruningOf(game, form.ratios);
      // The slider goes there, so that fine-tuning goes on from just this pruning.
      store.dispatch({ type: 'method', method: op.method });
      store.dispatch({ type: 'ratio', ratio: op.ratio });
      actions.start(game.base.id, tuned ? [op, { op: 'fineTune', config: tuned.config, mask: 'keep' }] : [op]);
    },
    onCancel: () => studies.cancel('game'),
  });
  // The scan was done before the panel was opened.
  own.found({});

  return {
    /** @param {State} state */
    draw(state) {
      const game = budgetOf(state);
      const { form, measured, tuned } = own.get();
      const { ratios, size, accuracy } = form;
      const [wantedSize, wantedAccuracy] = [size, accuracy].map((text) => readNumber(text, SHARE));
      const goal =
        wantedSize === null || wantedAccuracy === null
          ? null
          : { size: wantedSize / 100, accuracy: wantedAccuracy / 100 };
      /** @param {ModelResult | null} result */
      const attempt = (result) => result && { result, verdict: goal && verdict(outcomeOf(result), goal) };
      panel.update({
        playing: game !== null,
        layers: game ? game.counts.map((count, layer) => ({ count, density: 1 - ratios[layer] })) : [],
        size,
        accuracy,
        sizeFault: wantedSize === null,
        accuracyFault: wantedAccuracy === null,
        goal,
        pending: rest.pending || state.studies.jobs.measure !== null,
        measured: attempt(measured),
        tuned: attempt(tuned && tuned.result),
        epochs: tuned?.config.epochs ?? 0,
        job: state.studies.jobs.game,
        busy: state.run !== null,
      });
    },
  };
}

/** @param {ModelResult} result */
function outcomeOf({ evaluation, kept, weights }) {
  return { correct: evaluation.correct, total: evaluation.total, kept, weights };
}
