// @ts-check
/**
 * Cutting and restoring by hand at work: strokes are collected and become one operation. Loaded on demand.
 */

/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { paletteFor } from '../../charts/colormap.js';
import { createWeights } from '../../engine/weights.js';
import { currentNode } from '../../state/select.js';
import { masked, MOST_EDITS, slice, withEdits } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createBrushPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, client, i18n, theme }) {
  const weightsOf = createWeights({ store, client });
  const own = store.slice(slice);
  /** @type {{ parts: readonly unknown[], mask: Uint8Array } | null} */
  let painted = null;

  /** A layer as it will be; made anew only when something changed. @param {Uint8Array} mask @param {number} columns @param {number} layer */
  function maskNow(mask, columns, layer) {
    const { edits } = own.get().form;
    const from = [mask, layer, edits];
    if (!painted?.parts.every((part, index) => part === from[index]))
      painted = { parts: from, mask: masked(mask, columns, layer, edits) };
    return painted.mask;
  }

  const panel = createBrushPanel(element, {
    i18n,
    onBrush: (brush) => own.found({ brush: { ...own.get().brush, ...brush } }),
    onFields: (fields) => own.found({ fields }),
    onLayer: (layer) => own.found({ layer }),
    onEdits(more) {
      const next = withEdits(own.get().form.edits, more);
      if (next.length > MOST_EDITS) {
        store.dispatch({ type: 'notice', kind: 'info', key: 'hand.full', params: { max: MOST_EDITS } });
        return;
      }
      own.change({ edits: next });
    },
    onDiscard: () => own.change({ edits: [] }),
    onApply() {
      const state = store.get();
      const { edits } = own.get().form;
      if (state.run || state.current === null || edits.length === 0) return;
      actions.start(state.current, [{ op: 'edit', edits: [...edits] }]);
    },
  });

  return {
    /** @param {State} state */
    draw(state) {
      const node = currentNode(state);
      const { edits } = own.get().form;
      const layers = node && weightsOf(node);
      const layer = Math.min(own.get().layer, node ? node.sizes.length - 2 : 0);
      const { width = 28, height = 28 } = state.data.info ?? {};
      const shown = layers?.[layer];
      panel.update({
        run: node?.id ?? null,
        layers: node ? node.sizes.length - 1 : 0,
        layer,
        heat: shown ? { ...shown, mask: maskNow(shown.mask, shown.columns, layer) } : null,
        brush: own.get().brush,
        fields: own.get().fields,
        image: { width, height },
        palette: paletteFor(theme.resolved()),
        cut: edits.filter(({ keep }) => !keep).length,
        restored: edits.filter(({ keep }) => keep).length,
        busy: state.run !== null,
      });
    },
  };
}
