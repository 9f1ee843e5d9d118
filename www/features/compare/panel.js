// @ts-check
/**
 * The comparison at work: asks the pool for curves, the engine for weights, and shows both. Loaded on demand.
 */

/** @import { PruneMethod, RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { paletteFor } from '../../charts/colormap.js';
import { createWeights } from '../../engine/weights.js';
import { hasMovement } from '../../ops/method.js';
import { compareKey, difference, everyScore } from '../../state/compare.js';
import { curvesCsv } from '../../state/results.js';
import { baseNode, rankedNow } from '../../state/select.js';
import { h } from '../../ui/dom.js';
import { comparePanelData, pairOf, slice } from './model.js';
import { createPairPanel } from './pair-view.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createComparePanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, studies, client, i18n, charts, theme, save }) {
  const own = store.slice(slice);
  const weightsOf = createWeights({ store, client });
  /** @type {{ parts: unknown[], made: ReturnType<typeof difference> } | null} */
  let differing = null;

  /** Curves that are not there yet. @param {RunNode} node @param {readonly PruneMethod[]} methods */
  function compare(node, methods) {
    const state = store.get();
    const whole = rankedNow(state)?.grid.length ?? state.ranked?.grid.length ?? Infinity;
    const done = new Set(state.studies.compared.filter(({ samples }) => samples.length >= whole).map(({ key }) => key));
    const missing = methods.filter((method) => !done.has(compareKey(node.id, method)));
    if (missing.length === 0) {
      store.dispatch({ type: 'notice', kind: 'info', key: 'cmp.there' });
      return;
    }
    studies.conduct({
      study: 'methods',
      base: node,
      lasting: true,
      pieces: missing.map((method) => ({
        work: (base) => ({ kind: 'curve', base, method }),
        onSamples: (samples) => store.dispatch({ type: 'compared', base: node.id, method, samples }),
      })),
    });
  }

  const panel = createComparePanel({
    i18n,
    charts,
    onScores(shape) {
      const state = store.get();
      const base = baseNode(state);
      if (!base) return;
      const moved = hasMovement(state.nodes, base.id);
      compare(base, everyScore(shape, { images: state.data.info?.train ?? 0, moved }));
    },
    onRun(id) {
      const state = store.get();
      const node = state.nodes.get(id);
      if (node) compare(node, [state.method]);
    },
    onToggle: (key, shown) => store.dispatch({ type: 'comparedShown', key, shown }),
    onClear: () => store.dispatch({ type: 'comparedCleared' }),
    onCancel: () => studies.cancel('methods'),
    onSave() {
      const text = curvesCsv(store.get().studies.compared);
      save('prunelab-compared.csv', text, 'text/csv');
    },
  });
  const pair = createPairPanel({
    i18n,
    onPair: own.change,
  });
  element.append(panel.element, h('hr'), pair.element);

  /** @param {RunNode} a @param {RunNode} b @param {number} layer */
  function differenceOf(a, b, layer) {
    const [of, to] = [weightsOf(a), weightsOf(b)];
    if (!of || !to) return null;
    const from = [of[layer], to[layer]];
    if (!differing?.parts.every((part, index) => part === from[index]))
      differing = { parts: from, made: difference(of[layer].weights, to[layer].weights) };
    return differing.made;
  }

  return {
    /** @param {State} state */
    draw(state) {
      panel.update(comparePanelData(state));
      const choice = own.get().form;
      const { a, b, sameShape } = pairOf(state, choice);
      const layer = a && sameShape ? Math.min(choice.layer, a.sizes.length - 2) : 0;
      pair.update({
        runs: [...state.nodes.values()],
        a,
        b,
        sameShape,
        layer,
        difference: a && b && sameShape ? differenceOf(a, b, layer) : null,
        palette: paletteFor(theme.resolved()),
      });
    },
    redraw: panel.redraw,
  };
}
