// @ts-check
/**
 * The trap: the same network, pruned at the slider, fine-tuned with and without its mask by the engines in the
 * background. Loaded when a person asks for it.
 */

/** @import { EpochPoint, WorkResult } from '../../protocol.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
import { paletteFor } from '../../charts/colormap.js';
import { readTraining } from '../../ops/forms.js';
import { trapTrials } from '../../ops/recipes.js';
import { baseNode, ratioNow } from '../../state/select.js';
import { sliceOf } from '../../state/slices.js';
import { sparsityOf } from '../../state/tree.js';
import { percent } from '../../words/format.js';
import { revivedWeights, slice, trapData, verdictOf } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createTrapPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, i18n, theme }) {
  const own = store.slice(slice);
  const panel = createTrapPanel(element, {
    i18n,
    onRatio: actions.setRatio,
    onBegin: begin,
    onCancel: () => studies.cancel('trap'),
  });

  function begin() {
    const state = store.get();
    const base = baseNode(state);
    const { value: config, faults } = readTraining(state.forms.tune);
    if (state.studies.jobs.trap || !base || faults.length) return;
    const { method } = state;
    const ratio = ratioNow(state);
    const empty = { epochs: [], end: null };
    own.found({ shown: { ratio, method, epochs: config.epochs, sides: { keep: empty, forget: empty } } });
    studies.conduct({
      study: 'trap',
      base,
      pieces: trapTrials({ method, ratio, config }).map(({ mask, ops }) => ({
        work: (handover) => ({ kind: 'run', base: handover, weights: true, ops }),
        onEpochs: (epochs) => add(mask, epochs),
        onDone: (result) => end(mask, result),
      })),
    });
  }

  /** @param {'keep' | 'forget'} mask @param {(side: import('./model.js').TrapSide) => import('./model.js').TrapSide} change */
  function found(mask, change) {
    const { shown } = own.get();
    if (shown) own.found({ shown: { ...shown, sides: { ...shown.sides, [mask]: change(shown.sides[mask]) } } });
  }

  /** @param {'keep' | 'forget'} mask @param {EpochPoint[]} epochs */
  function add(mask, epochs) {
    found(mask, (side) => ({ ...side, epochs: [...side.epochs, ...epochs] }));
  }

  /** @param {'keep' | 'forget'} mask @param {WorkResult} result */
  function end(mask, { nodes: [pruned, tuned], weights }) {
    if (!pruned || !tuned) return;
    const { correct, total } = tuned.result.evaluation;
    found(mask, () => ({
      epochs: tuned.epochs,
      end: {
        accuracy: correct / total,
        sparsity: sparsityOf(tuned.result),
        revived: revivedWeights(tuned.sizes, weights[0], weights[1]),
      },
    }));
  }

  return {
    /** @param {State} state */
    draw: (state) => panel.update({ ...trapData(state), palette: paletteFor(theme.resolved()) }),
  };
}

/** What the mask is for, in a line. @param {State} state @param {I18n} i18n */
export function status(state, i18n) {
  const verdict = verdictOf(sliceOf(state, slice).shown);
  if (!verdict) return null;
  const language = i18n.language();
  return i18n.t('trap.status', {
    from: percent(verdict.kept.sparsity, language),
    to: percent(verdict.dropped.sparsity, language),
  });
}
