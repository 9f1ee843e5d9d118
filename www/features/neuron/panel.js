// @ts-check
/**
 * A neuron at work: asks for the test images it responds to most, and cuts or restores it. Loaded on demand.
 */

/** @import { Parts } from '../contract.js' */
/** @import { Pruning } from '../../protocol.js' */
/** @import { State } from '../../state/state.js' */
import { paletteFor } from '../../charts/colormap.js';
import { imageNow, momentOf } from '../../state/moment.js';
import { baseId, placeNow, rankedNow } from '../../state/select.js';
import { createRest } from '../../util/rest.js';
import { neuronData } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createNeuronView } from './view.js';

/** @typedef {{ index: number, label: number, activation: number, pixels: Uint8Array }} Strong */

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** How long the slider rests before the images are asked for. */
const REST_MS = 150;

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, moment, client, i18n, theme }) {
  /** What was asked, and what came of it. @type {{ parts: readonly unknown[], strongest: Strong[] | null }} */
  let found = { parts: [], strongest: null };
  /** @type {Element | null} */
  let before = null;

  const view = createNeuronView(element, {
    i18n,
    onClose: close,
    onChoose: moment.show,
    onEdit(keep) {
      const { neuron } = momentOf(store.get());
      const { current, run } = store.get();
      if (!neuron || run || current === null) return;
      actions.start(current, [{ op: 'edit', edits: [{ layer: neuron.layer, output: neuron.neuron, keep }] }]);
    },
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  const ask = createRest({ restMs: REST_MS }, look);

  function close() {
    moment.point(null);
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  }

  /** The network on the stage, as the engine knows it; null while it is in the making.
   * @param {State} state @param {string} which @returns {{ node: number, prune: Pruning | null } | null} */
  function networkOf(state, which) {
    const ranked = rankedNow(state);
    const base = baseId(state);
    if (which === 'tuned' && state.current !== null) return { node: state.current, prune: null };
    if (which === 'dense' && base !== null) return { node: base, prune: null };
    if (which !== 'pruned' || !ranked) return null;
    return { node: ranked.base, prune: { method: ranked.method, ratio: ranked.ratios[placeNow(state) ?? 0] } };
  }

  /** @param {State} state @param {NonNullable<ReturnType<typeof neuronData>>} data */
  const partsOf = (state, { neuron, which }) => {
    const network = networkOf(state, which);
    return [state.data.info, rankedNow(state), network?.node, network?.prune?.ratio, neuron.layer, neuron.neuron];
  };

  async function look() {
    const state = store.get();
    const data = neuronData(state);
    const network = data && networkOf(state, data.which);
    if (!data || !network || data.template) return;
    const parts = partsOf(state, data);
    if (parts.every((part, index) => part === found.parts[index])) return;
    found = { parts, strongest: null };
    const mine = found;
    const said = await client().ask('strongest', { ...network, ...data.neuron });
    if (!said || mine !== found) return;
    const seen = await client().ask('images', { split: 'test', indices: said.indices });
    if (!seen || mine !== found) return;
    const size = seen.pixels.length / Math.max(1, said.indices.length);
    mine.strongest = Array.from(said.indices, (index, at) => ({
      index,
      label: seen.labels[at],
      activation: said.activations[at],
      pixels: seen.pixels.slice(at * size, (at + 1) * size),
    }));
    store.redraw();
  }

  /** It was opened, and takes the focus once it is drawn. */
  let opening = false;

  return {
    open() {
      before = document.activeElement;
      opening = true;
      store.redraw();
    },
    /** @param {State} state */
    draw(state) {
      const data = neuronData(state);
      if (data) ask.touch();
      const { info } = state.data;
      view.update({
        data,
        across: momentOf(state).neuron?.across ?? 1,
        size: { width: info?.width ?? 28, height: info?.height ?? 28 },
        strongest:
          data && partsOf(state, data).every((part, index) => part === found.parts[index]) ? found.strongest : null,
        palette: paletteFor(theme.resolved()),
        onStage: momentOf(state).strokes === null ? imageNow(state) : null,
      });
      if (opening) view.focus();
      opening = false;
    },
  };
}
