// @ts-check
/**
 * A neuron at work: asks for the test images it responds to most, and cuts or restores it. Loaded on demand.
 */

/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { paletteFor } from '../../charts/colormap.js';
import { momentOf, networkOnStage, testImageNow } from '../../state/moment.js';
import { rankedNow } from '../../state/select.js';
import { sameParts } from '../../util/memo.js';
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

  /** @param {State} state @param {NonNullable<ReturnType<typeof neuronData>>} data */
  const partsOf = (state, { neuron }) => {
    const network = networkOnStage(state);
    return [state.data.info, rankedNow(state), network?.node, network?.prune?.ratio, neuron.layer, neuron.neuron];
  };

  async function look() {
    const state = store.get();
    const data = neuronData(state);
    const { node, prune } = networkOnStage(state) ?? { node: null, prune: null };
    if (!data || node === null || data.template) return;
    const parts = partsOf(state, data);
    if (sameParts(parts, found.parts)) return;
    found = { parts, strongest: null };
    const mine = found;
    const said = await client().ask('strongest', { node, prune, ...data.neuron });
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
        strongest: data && sameParts(partsOf(state, data), found.parts) ? found.strongest : null,
        palette: paletteFor(theme.resolved()),
        onStage: testImageNow(state),
      });
      if (opening) view.focus();
      opening = false;
    },
  };
}
