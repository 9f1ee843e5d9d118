// @ts-check
/**
 * Studies of the slider's network: fine-tuned at many ratios, what each layer bears, the curve of the other scope.
 */

/** @import { Handover, Op, PruneMethod, RunNode, WorkResult } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { TunedRow, TuneSettings } from '../state/studies.js' */
/** @import { Actions } from './actions.js' */
/** @import { Conductor, Piece } from './conductor.js' */
import { readRatios, readTraining, writeTraining } from '../ops/forms.js';
import { rankedLayers } from '../ops/method.js';
import { baseNode, rankedNow, scanNow, tunedNode } from '../state/select.js';
import { findSweep } from '../state/studies.js';
import { otherScope, sparsityOf } from '../state/tree.js';

/** @param {{ store: Store, conductor: Conductor, actions: Actions }} parts */
export function createStudies({ store, conductor, actions }) {
  /** The settings of the form and the ratios still to be done; null when something is out of range. @param {string} text */
  function tuneWish(text) {
    const state = store.get();
    const base = baseNode(state);
    const { value: config, faults } = readTraining(state.forms.tune);
    const { ratios, fault } = readRatios(text);
    if (!base || faults.length || fault) return null;
    /** @type {TuneSettings} */
    const settings = { base: base.id, method: state.method, config, mask: state.forms.tune.mask };
    const done = new Set(findSweep(state.studies, settings)?.rows.map((row) => row.ratio));
    return { base, settings, ratios: ratios.filter((ratio) => !done.has(ratio)) };
  }

  return {
    ...conductor,

    /**
     * Prunes and fine-tunes at every ratio of the list that has not been done.
     * @param {string} text  the list
     * @param {(settings: TuneSettings) => Piece[]} [more]  what is done beside them
     */
    tuneMany(text, more = () => []) {
      const wish = tuneWish(text);
      if (!wish) {
        store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
        return;
      }
      const { base, settings, ratios } = wish;
      if (ratios.length === 0) {
        store.dispatch({ type: 'notice', kind: 'info', key: 'notice.tunedAll' });
        return;
      }
      const { method, config, mask } = settings;
      conductor.conduct({
        study: 'tune',
        base,
        pieces: [
          ...ratios.map((ratio) => ({
            work: (/** @type {Handover} */ handover) => ({
              kind: /** @type {const} */ ('run'),
              base: handover,
              ops: /** @type {Op[]} */ ([
                { op: 'prune', method, ratio },
                { op: 'fineTune', config, mask },
              ]),
            }),
            onDone: (/** @type {WorkResult} */ result) =>
              store.dispatch({ type: 'tuned', settings, row: rowOf(ratio, result) }),
            diverges: true,
          })),
          ...more(settings),
        ],
      });
    },

    /** Measures what each layer bears while the others stay whole. */
    scan() {
      const state = store.get();
      const base = baseNode(state);
      const ranked = rankedNow(state);
      if (!base || !ranked) return;
      const { method } = state;
      const known = scanNow(state)?.layers;
      const count = rankedLayers(method, ranked.layers.length);
      const layers = ranked.layers
        .slice(0, count)
        .flatMap((_, layer) => ((known?.get(layer)?.length ?? 0) < ranked.grid.length ? [layer] : []));
      conductor.conduct({
        study: 'scan',
        base,
        pieces: layers.map((layer) => ({
          work: (handover) => ({ kind: 'scan', base: handover, method, layer }),
          onSamples: (samples) => store.dispatch({ type: 'scanned', base: base.id, method, layer, samples }),
        })),
      });
    },

    /** Measures the curve of the scope that is not chosen, so that both stand in the chart. */
    compare() {
      const state = store.get();
      const base = baseNode(state);
      if (!base) return;
      /** @type {PruneMethod} */
      const method = otherScope(state.method);
      conductor.conduct({
        study: 'compare',
        base,
        pieces: [
          {
            work: (handover) => ({ kind: 'curve', base: handover, method }),
            onSamples: (samples) => store.dispatch({ type: 'samples', base: base.id, method, samples }),
          },
        ],
      });
    },

    /**
     * Goes to a fine-tuned network that the pool made: to its run in the list, or by doing its operations in the page's
     * engine, which gives the same bits.
     * @param {TuneSettings} settings
     * @param {number} ratio
     */
    open(settings, ratio) {
      const state = store.get();
      if (state.run) return;
      const node = tunedNode(state, settings, ratio);
      if (node) {
        actions.select(node.id);
        return;
      }
      const { method, config, mask } = settings;
      store.dispatch({ type: 'method', method });
      store.dispatch({ type: 'ratio', ratio });
      store.dispatch({ type: 'tuneForm', form: { ...writeTraining(config), mask } });
      actions.fineTuneAt(settings, ratio);
    },
  };
}

/** @param {number} ratio @param {{ nodes: RunNode[], fault: unknown, seconds: number }} result @returns {TunedRow} */
function rowOf(ratio, { nodes, fault, seconds }) {
  const [pruned, tuned] = nodes;
  return {
    ratio,
    before: pruned.result.evaluation,
    after: tuned?.result.evaluation ?? null,
    sparsity: sparsityOf((tuned ?? pruned).result),
    diverged: fault !== null,
    seconds,
  };
}

/** @typedef {ReturnType<typeof createStudies>} StudyActions */
