// @ts-check
/**
 * Quantising and sharing at work: what is chosen is done and measured by the pool, the latest wish only, and becomes a
 * run when the person says so. Loaded on demand.
 */

/** @import { Evaluation, RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Choice } from './model.js' */
import { createWeights } from '../../engine/weights.js';
import { readTraining } from '../../ops/forms.js';
import { currentNode } from '../../state/select.js';
import { createRest } from '../../util/rest.js';
import { binned, initialChoice, levelsOf, membersOf, opOf, sourceOf, tuning, valuesOf } from './model.js';
import { createQuantisePanel } from './view.js';

/** Wishes while a slider moves: after a short rest, and now and then while it does not rest. */
const REST_MS = 60;
const EVERY_MS = 300;
const BINS = 160;
/** Bits of a shared weight at first: as in the paper, fewer where there are many. */
const SHARE_BITS = 4;

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, client, i18n }) {
  const weightsOf = createWeights({ store, client });
  let choice = initialChoice();
  let layer = 0;
  /** The network that is rounded, and the choice that was asked for last. @type {RunNode | null} */
  let source = null;
  let asked = '';
  /** What came of the last choice that was measured. @type {{ node: RunNode, key: string } | null} */
  let measured = null;
  /** @type {{ from: readonly unknown[], made: ReturnType<typeof binned> } | null} */
  let bins = null;

  const images = () => store.get().data.info?.train ?? 0;
  const keyOf = () => `${source?.id} ${JSON.stringify(opOf(choice, images()))}`;

  function measure() {
    const node = source;
    if (!node || !store.get().data.info) return;
    const key = keyOf();
    if (measured?.key === key) return;
    studies.cancel('quantise');
    const ops = [opOf(choice, images())];
    studies.conduct('quantise', node, [
      {
        work: (base) => ({ kind: /** @type {const} */ ('run'), base, ops }),
        onDone({ result }) {
          if (key !== keyOf() || !result.nodes[0]) return;
          measured = { node: result.nodes[0], key };
          store.redraw();
        },
      },
    ]);
  }
  const rest = createRest({ restMs: REST_MS, everyMs: EVERY_MS }, measure);

  const panel = createQuantisePanel({
    i18n,
    onChoice(change) {
      choice = { ...choice, ...change };
      store.redraw();
    },
    onLayer(next) {
      layer = next;
      store.redraw();
    },
    onApply() {
      if (!source || store.get().run) return;
      actions.start(source.id, [opOf(choice, images())]);
    },
    onTune() {
      const state = store.get();
      const current = currentNode(state);
      const { value: config, faults } = readTraining(state.forms.tune);
      if (!source || !current || state.run) return;
      if (faults.length) {
        store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
        return;
      }
      const { parent, ops } = tuning(choice, images(), source, current, config);
      actions.start(parent, ops);
    },
  });
  element.append(panel.element);

  store.follow((state, before) => {
    if (state.data.info === before.data.info && state.boot === before.boot) return;
    measured = source = null;
    asked = '';
  });

  /** @param {Choice} now @param {RunNode} node @returns {Choice} */
  function fitted(now, node) {
    const layers = node.sizes.length - 1;
    if (now.shareBits.length === layers) return now;
    return { ...now, shareBits: Array.from({ length: layers }, () => SHARE_BITS) };
  }

  /** Bars and levels; counted anew only when something changed. @param {Float32Array} weights @param {readonly number[]} levels */
  function binsOf(weights, levels) {
    const from = [weights, String(levels)];
    if (!bins?.from.every((part, index) => part === from[index])) bins = { from, made: binned(weights, levels, BINS) };
    return bins.made;
  }

  return {
    /** @param {State} state */
    draw(state) {
      const current = state.run ? source : currentNode(state);
      source = sourceOf(state.nodes, current);
      if (source) {
        choice = fitted(choice, source);
        layer = Math.min(layer, source.sizes.length - 2);
        const key = keyOf();
        if (asked !== key && !state.run) {
          asked = key;
          rest.touch();
        }
      }
      const isNow = measured !== null && measured.key === keyOf();
      // While the next is measured the last one of the same network is shown.
      const shown = measured?.key.startsWith(`${source?.id} `) ? measured.node : null;
      const encoding = shown?.encoding ?? null;
      const sameWay = encoding && (encoding.kind === 'shared') === (choice.way === 'share');
      const weights = source && weightsOf(source)?.[layer].weights;
      const own = currentNode(state);
      const ownWeights = own && own !== source ? weightsOf(own)?.[layer]?.weights : weights;
      const { levels, units, step } = sameWay ? levelsOf(encoding, layer) : { levels: [], units: 1, step: null };
      const made = weights ? binsOf(weights, levels) : null;
      panel.update({
        source: source && { run: source.id, evaluation: source.result.evaluation },
        choice,
        layers: source ? source.sizes.length - 1 : 0,
        layer,
        measured:
          shown && source && sameWay
            ? {
                evaluation: /** @type {Evaluation} */ (shown.result.evaluation),
                distinct: shown.distinct ?? [],
                zeroed: source.result.kept - shown.result.kept,
                most: shown.inputs?.length ? shown.inputs.map(({ scale, top }) => scale * top) : null,
              }
            : null,
        pending: !isNow,
        chart: made && { counts: made.counts, limit: made.limit, levels, colours: colours() },
        units,
        step,
        zeros: made?.zeros ?? 0,
        codebook:
          sameWay && encoding.kind === 'shared' && weights
            ? membersOf(weights, levels).map((count, index) => ({ value: levels[index], count }))
            : null,
        values: ownWeights ? valuesOf(ownWeights) : null,
        busy: state.run !== null,
        fault: readTraining(state.forms.tune).faults.length > 0,
      });
    },
  };
}

/** The theme's own. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const [bar, level, axis, text] = ['--other', '--curve', '--strong-border', '--muted'].map((name) =>
    style.getPropertyValue(name).trim(),
  );
  return { bar, level, axis, text };
}
