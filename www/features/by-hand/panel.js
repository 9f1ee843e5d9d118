// @ts-check
/**
 * Cutting and restoring by hand at work: strokes are collected and become one operation. Loaded on demand.
 */

/** @import { Edit } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { paletteFor } from '../../charts/colormap.js';
import { createWeights } from '../../engine/weights.js';
import { currentNode } from '../../state/select.js';
import { masked, MOST_EDITS, withEdits } from './model.js';
import { createBrushPanel } from './view.js';

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, client, i18n, theme }) {
  const weightsOf = createWeights({ store, client });
  /** The edits are of this run. @type {number | null} */
  let run = null;
  /** @type {readonly Edit[]} */
  let edits = [];
  let layer = 0;
  /** @type {{ parts: readonly unknown[], mask: Uint8Array } | null} */
  let painted = null;

  /** A layer as it will be; made anew only when something changed. @param {Uint8Array} mask @param {number} columns */
  function maskNow(mask, columns) {
    const from = [mask, layer, edits];
    if (!painted?.parts.every((part, index) => part === from[index]))
      painted = { parts: from, mask: masked(mask, columns, layer, edits) };
    return painted.mask;
  }

  const panel = createBrushPanel({
    i18n,
    onLayer(next) {
      layer = next;
      store.redraw();
    },
    onEdits(more) {
      const next = withEdits(edits, more);
      if (next.length > MOST_EDITS) {
        store.dispatch({ type: 'notice', kind: 'info', key: 'hand.full', params: { max: MOST_EDITS } });
        return;
      }
      edits = next;
      store.redraw();
    },
    onDiscard() {
      edits = [];
      store.redraw();
    },
    onApply() {
      const state = store.get();
      if (state.run || state.current === null || state.current !== run || edits.length === 0) return;
      actions.start(state.current, [{ op: 'edit', edits: [...edits] }]);
    },
  });
  element.append(panel.element);

  return {
    /** @param {State} state */
    draw(state) {
      const node = currentNode(state);
      if (node?.id !== run) {
        run = node?.id ?? null;
        edits = [];
      }
      const layers = node && weightsOf(node);
      if (node) layer = Math.min(layer, node.sizes.length - 2);
      const { width = 28, height = 28 } = state.data.info ?? {};
      const shown = layers?.[layer];
      panel.update({
        run,
        layers: node ? node.sizes.length - 1 : 0,
        layer,
        heat: shown ? { ...shown, mask: maskNow(shown.mask, shown.columns) } : null,
        image: { width, height },
        palette: paletteFor(theme.resolved()),
        cut: edits.filter(({ keep }) => !keep).length,
        restored: edits.filter(({ keep }) => keep).length,
        busy: state.run !== null,
      });
    },
  };
}
