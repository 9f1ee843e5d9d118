// @ts-check
/**
 * The comparison at work: asks the pool for curves and shows them. Loaded on demand.
 */

/** @import { PruneMethod, RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
/** @import { I18n } from '../../i18n/index.js' */
import { fit, hasMovement, kindOf, scopesOf } from '../../ops/method.js';
import { compareKey, everyScore } from '../../state/compare.js';
import { curvesCsv } from '../../state/results.js';
import { accuracyOf, baseNode, factsOf, rankedNow } from '../../state/select.js';
import { sliceOf } from '../../state/slices.js';
import { percent } from '../../words/format.js';
import { comparePanelData, slice } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createComparePanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, studies, i18n, charts, save }) {
  const own = store.slice(slice);

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

  const panel = createComparePanel(element, {
    i18n,
    charts,
    onForm: own.change,
    onScores(shape) {
      const state = store.get();
      const base = baseNode(state);
      if (!base) return;
      const moved = hasMovement(state.nodes, base.id);
      compare(base, everyScore(shape, { images: state.data.info?.train ?? 0, moved, scope: own.get().form.scope }));
    },
    onScopes() {
      const state = store.get();
      const base = baseNode(state);
      if (!base) return;
      const scopes = scopesOf(kindOf(state.method)).filter((scope) => scope !== 'own');
      const facts = factsOf(state);
      compare(
        base,
        scopes.map((scope) => fit(state.method, { scope, ratios: [] }, facts).method),
      );
    },
    onOther: studies.compare,
    onCancelOther: () => studies.cancel('compare'),
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
  return {
    draw: (/** @type {State} */ state) => panel.update(comparePanelData(state, own.get().form)),
    redraw: panel.redraw,
  };
}

/** The best at the slider, in a line. @param {State} state @param {I18n} i18n */
export function status(state, i18n) {
  const { rows, ratio } = comparePanelData(state, sliceOf(state, slice).form);
  const [best] = rows;
  if (!best?.sample) return null;
  const language = i18n.language();
  return i18n.t('cmp.status', {
    score: i18n.t(`score.${best.curve.method.score}`),
    accuracy: percent(accuracyOf(best.sample.evaluation), language),
    ratio: percent(ratio, language),
  });
}
