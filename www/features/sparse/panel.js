// @ts-check
/**
 * Sparse training at work: starts it, and follows what becomes of the connections while it goes on. Loaded on demand.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Exchange, RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { ActiveRun, State } from '../../state/state.js' */
import { createWeights } from '../../engine/weights.js';
import { readHidden, readSeed, readTraining } from '../../ops/forms.js';
import { sparseOps } from '../../ops/recipes.js';
import { accuracyOf, currentNode, isOtherLab } from '../../state/select.js';
import { pathTo, runNumber, sparsityOf } from '../../state/tree.js';
import { percent } from '../../words/format.js';
import { cellsBetween, cellsOf, countCells, DROPPED, NONE, readSparse, slice } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createSparsePanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** What is watched. `cells` of every layer, once something was seen of it, as exchanges tell or else as pictures of the
 * weights differ; `node` when it has ended.
 * @typedef {{ runId: number, node: number | null, exchanges: readonly Exchange[], byExchange: boolean,
 *   sizes: readonly number[], cells: Map<number, Uint8Array>, masks: Map<number, Uint8Array>, accuracy: number | null }} Watch */

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, client, i18n, theme }) {
  const weightsOf = createWeights({ store, client });
  const own = store.slice(slice);
  /** @type {Watch | null} */
  let watch = null;

  const panel = createSparsePanel(element, {
    i18n,
    onForm: own.change,
    onLayer: (layer) => own.found({ layer }),
    onStart() {
      const state = store.get();
      const { value, faults } = readSparse(own.get().form);
      const { images, hidden, seed, config } = settings(state);
      if (state.run || images === 0 || faults.length) return;
      if (!hidden || seed === null || !config) {
        store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
        return;
      }
      const { way: technique, epochs, ...choice } = value;
      const asked = { ...choice, technique, hidden, seed, config: { ...config, epochs }, images };
      actions.start(null, sparseOps(asked), true);
      begin(store.get().run);
    },
    onCancel: actions.cancel,
  });
  /** The network and its training are those of step 1. @param {State} state */
  function settings({ data, forms, seed }) {
    const { value: config, faults } = readTraining({ ...forms.train, epochs: own.get().form.epochs });
    const known = faults.filter((field) => field !== 'epochs').length === 0;
    return {
      images: data.info?.train ?? 0,
      hidden: readHidden(forms.train.hidden),
      seed: readSeed(seed),
      config: known ? config : null,
    };
  }

  /** @param {ActiveRun | null} run */
  function begin(run) {
    if (!run) return;
    watch = {
      runId: run.runId,
      node: null,
      exchanges: [],
      byExchange: run.ops.some(({ op }) => op === 'dropGrow'),
      sizes: [],
      cells: new Map(),
      masks: new Map(),
      accuracy: null,
    };
  }

  /** A picture of a layer's weights. @param {Watch} mine @param {number} at @param {Uint8Array} mask */
  function picture(mine, at, mask) {
    if (mine.masks.get(at) === mask) return;
    mine.cells.set(at, cellsBetween(mine.masks.get(at) ?? null, mask));
    mine.masks.set(at, mask);
  }

  store.follow((state, before) => {
    if (isOtherLab(state, before)) watch = null;
    const { run } = state;
    // Those that were begun elsewhere, by a link for example, are watched too.
    const isSparse = run?.ops.some(({ op }) => op === 'dropGrow' || op === 'proximal');
    if (run && isSparse && run.runId !== watch?.runId) begin(run);
    if (!watch) return;
    if (run?.runId === watch.runId) {
      const measured = run.epochs.at(-1);
      if (measured) watch.accuracy = measured.testAccuracy;
      if (run.swaps !== before.run?.swaps && run.swaps.length) {
        watch.exchanges = run.exchanges;
        // The last ones take nothing any more: the picture stays at the last that did.
        if (run.swaps.some(({ grown }) => grown.length) || watch.cells.size === 0)
          run.swaps.forEach((swap, at) => watch?.cells.set(at, cellsOf(swap)));
      }
      if (state.live && state.live !== before.live && !watch.byExchange)
        for (const [at, { mask }] of state.live.layers.entries()) picture(watch, at, mask);
    } else if (!run && before.run?.runId === watch.runId) {
      watch.node = state.current;
    }
  });

  return {
    /** @param {State} state */
    draw(state) {
      const { form, layer: chosen } = own.get();
      const { faults } = readSparse(form);
      const { hidden, seed, config } = settings(state);
      const node = watch?.node == null ? null : (state.nodes.get(watch.node) ?? null);
      const mine = watch;
      if (mine && node) {
        mine.accuracy = node.result.evaluation.correct / node.result.evaluation.total;
        const weights = mine.byExchange && mine.cells.size ? null : weightsOf(node);
        weights?.forEach(({ mask }, at) => picture(mine, at, mask));
      }
      const run = state.run && state.run.runId === mine?.runId ? state.run : null;
      const sizes = node?.sizes ?? sizesOf(state, run);
      const layer = Math.min(chosen, Math.max(0, sizes.length - 2));
      const cells = mine?.cells.get(layer) ?? null;
      const counts = [...(mine?.cells.values() ?? [])].map(countCells);
      const seen = mine && counts.length === sizes.length - 1;
      const total = counts.flat().reduce((sum, count) => sum + count, 0);
      const gone = counts.reduce((sum, count) => sum + count[NONE] + count[DROPPED], 0);
      panel.update({
        form,
        faults,
        fault: !hidden || seed === null || !config,
        hidden: state.forms.train.hidden,
        canStart: state.run === null && state.data.info !== null,
        progress: run && {
          total: run.totalBatches,
          finished: run.batch,
          fraction: run.totalBatches ? run.batch / run.totalBatches : 0,
          secondsLeft: run.secondsLeft,
        },
        exchanges: mine?.exchanges ?? [],
        trained: node !== null,
        epochs: node ? epochsOf(node) : null,
        baseline: node && baselineOf(state, node),
        accuracy: mine?.accuracy ?? null,
        density: seen ? { left: total - gone, total } : null,
        layers: sizes.length - 1,
        layer,
        theme: theme.resolved(),
        map:
          seen && cells
            ? {
                rows: sizes[layer],
                columns: sizes[layer + 1],
                cells,
                counts: countCells(cells),
                byExchange: mine.byExchange,
              }
            : null,
      });
    },
  };

  /** Widths of the network in the making. @param {State} state @param {ActiveRun | null} run @returns {readonly number[]} */
  function sizesOf(state, run) {
    const made = run?.lastNode == null ? null : state.nodes.get(run.lastNode);
    return made?.sizes ?? currentNode(state)?.sizes ?? [];
  }
}

/** Epochs of an operation that trains. @param {RunNode} node */
const epochsOf = ({ op }) => ('config' in op ? op.config.epochs : 0);

/** The best dense network of the list with the same layers, and how long it was trained. @param {State} state @param {RunNode} node */
function baselineOf({ nodes }, { sizes }) {
  const dense = [...nodes.values()].filter(
    ({ op, sizes: own, result }) =>
      op.op === 'train' && String(own) === String(sizes) && result.kept === result.weights,
  );
  if (dense.length === 0) return null;
  const best = dense.reduce((a, b) => (accuracyOf(b.result.evaluation) > accuracyOf(a.result.evaluation) ? b : a));
  const epochs = pathTo(nodes, best.id).reduce((sum, one) => sum + epochsOf(one), 0);
  return { accuracy: accuracyOf(best.result.evaluation), run: runNumber(best.id), epochs };
}

/** The last sparse training of the list, in a line. @param {State} state @param {I18n} i18n */
export function status({ nodes, run }, i18n) {
  const language = i18n.language();
  if (run?.ops.some(({ op }) => op === 'dropGrow' || op === 'proximal')) return i18n.t('sparse.status.training');
  const node = [...nodes.values()].findLast(({ op }) => op.op === 'dropGrow' || op.op === 'proximal');
  if (!node) return null;
  return i18n.t('sparse.status', {
    accuracy: percent(accuracyOf(node.result.evaluation), language),
    density: percent(1 - sparsityOf(node.result), language),
  });
}
