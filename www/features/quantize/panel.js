// @ts-check
/**
 * Quantising and sharing at work: what is chosen is done and measured by the pool, the latest wish only, and becomes a
 * run when the person says so. Loaded on demand.
 */

/** @import { Evaluation, RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { createWeights } from '../../engine/weights.js';
import { readTraining } from '../../ops/forms.js';
import { currentNode } from '../../state/select.js';
import { createRest } from '../../util/rest.js';
import { binned, fitted, levelsOf, membersOf, opOf, slice, sourceOf, tuning, valuesOf } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createQuantisePanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** Wishes while a slider moves: after a short rest, and now and then while it does not rest. */
const REST_MS = 60;
const EVERY_MS = 300;
const BINS = 160;

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, client, i18n }) {
  const weightsOf = createWeights({ store, client });
  const own = store.slice(slice);
  /** The network that is rounded, and the choice that was asked for last. @type {RunNode | null} */
  let source = null;
  let asked = '';
  /** @type {{ from: readonly unknown[], made: ReturnType<typeof binned> } | null} */
  let bins = null;

  const images = () => store.get().data.info?.train ?? 0;
  const choiceNow = () => fitted(own.get().form, (source?.sizes.length ?? 1) - 1);
  const opNow = () => opOf(choiceNow(), images());
  const keyOf = () => `${source?.id} ${JSON.stringify(opNow())}`;

  function measure() {
    const node = source;
    if (!node || !store.get().data.info) return;
    const key = keyOf();
    if (own.get().measured?.key === key) return;
    studies.cancel('quantise');
    const ops = [opNow()];
    studies.conduct({
      study: 'quantise',
      base: node,
      pieces: [
        {
          work: (base) => ({ kind: 'run', base, ops }),
          onDone(result) {
            if (key !== keyOf() || !result.nodes[0]) return;
            own.found({ measured: { node: result.nodes[0], key } });
          },
        },
      ],
    });
  }
  const rest = createRest({ restMs: REST_MS, everyMs: EVERY_MS }, measure);

  const panel = createQuantisePanel({
    i18n,
    onChoice: own.change,
    onLayer: (layer) => own.found({ layer }),
    onApply() {
      if (!source || store.get().run) return;
      actions.start(source.id, [opNow()]);
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
      const { parent, ops } = tuning(choiceNow(), images(), source, current, config);
      actions.start(parent, ops);
    },
  });
  element.append(panel.element);

  store.follow((state, before) => {
    if (state.data.info === before.data.info && state.boot === before.boot) return;
    source = null;
    asked = '';
  });

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
      const { measured } = own.get();
      const choice = choiceNow();
      const layer = Math.min(own.get().layer, source ? source.sizes.length - 2 : 0);
      if (source) {
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
      const node = currentNode(state);
      const ownWeights = node && node !== source ? weightsOf(node)?.[layer]?.weights : weights;
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
