// @ts-check
/**
 * The trap: the same network, pruned at the slider, fine-tuned with and without its mask by the engines in the
 * background. Loaded when a person asks for it.
 */

/** @import { EpochPoint, WorkResult } from '../../protocol.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
/** @import { TrapSide } from './view.js' */
import { paletteFor } from '../../charts/colormap.js';
import { readTraining } from '../../ops/forms.js';
import { trapTrials } from '../../ops/recipes.js';
import { baseId, baseNode, isOtherLab, isPrunable, ratioNow } from '../../state/select.js';
import { sparsityOf } from '../../state/tree.js';
import { revivedWeights } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createTrapPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, studies, i18n, theme }) {
  /** @type {{ ratio: number, epochs: number, sides: Record<'keep' | 'forget', TrapSide> } | null} */
  let shown = null;

  const panel = createTrapPanel(element, { i18n, onBegin: begin, onCancel: () => studies.cancel('trap') });

  function begin() {
    const state = store.get();
    const base = baseNode(state);
    const { value: config, faults } = readTraining(state.forms.tune);
    if (state.studies.jobs.trap || !base || faults.length) return;
    const { method } = state;
    const ratio = ratioNow(state);
    shown = {
      ratio,
      epochs: config.epochs,
      sides: { keep: { epochs: [], end: null }, forget: { epochs: [], end: null } },
    };
    studies.conduct({
      study: 'trap',
      base,
      pieces: trapTrials({ method, ratio, config }).map(({ mask, ops }) => ({
        work: (handover) => ({
          kind: 'run',
          base: handover,
          weights: true,
          ops,
        }),
        onEpochs: (epochs) => add(mask, epochs),
        onDone: (result) => end(mask, result),
      })),
    });
  }

  /** @param {'keep' | 'forget'} mask @param {EpochPoint[]} epochs */
  function add(mask, epochs) {
    if (!shown) return;
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

  store.follow((state, before) => {
    if (isOtherLab(state, before) || baseId(state) !== baseId(before)) shown = null;
  });

  return {
    /** @param {State} state */
    draw(state) {
      const { faults } = readTraining(state.forms.tune);
      panel.update({
        enabled: isPrunable(state) && !faults.length,
        job: state.studies.jobs.trap,
        shown,
        palette: paletteFor(theme.resolved()),
      });
    },
  };
}
