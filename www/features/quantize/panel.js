// @ts-check
/**
 * Quantization and weight sharing at work: what is chosen is done to the network on the stage and measured by the pool, the
 * latest wish only, and becomes a run when the person says so. Loaded on demand.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Subject } from '../../state/times.js' */
import { createWeights } from '../../engine/weights.js';
import { readTraining } from '../../ops/forms.js';
import { accuracyOf, currentNode } from '../../state/select.js';
import { sliceOf } from '../../state/slices.js';
import { subjectKey } from '../../state/times.js';
import { openTerm } from '../../ui/term-link.js';
import { sameParts } from '../../util/memo.js';
import { createRest } from '../../util/rest.js';
import { percent } from '../../words/format.js';
import {
  binned,
  fitted,
  levelsOf,
  membersOf,
  opOf,
  pruningOf,
  slice,
  subjectOf,
  tuning,
  valuesOf,
  weightsAtSlider,
} from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createQuantizeView } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** Wishes while a slider moves: after a short rest, and now and then while it does not rest. */
const REST_MS = 60;
const EVERY_MS = 300;
const BINS = 160;

/** What came of the last choice. @param {State} state @param {I18n} i18n */
export function status(state, i18n) {
  const { measured } = 'quantize' in state.slices ? sliceOf(state, slice) : slice.initial;
  if (!measured) return null;
  return i18n.t('quant.status', { accuracy: percent(accuracyOf(measured.node.result.evaluation), i18n.language()) });
}

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, client, i18n, charts, open }) {
  const weightsOf = createWeights({ store, client });
  const own = store.slice(slice);
  /** The network that is spoken of, the last one while another is in the making. @type {Subject | null} */
  let source = null;
  let asked = '';
  /** @type {{ from: readonly unknown[], made: ReturnType<typeof binned> } | null} */
  let bins = null;
  /** @type {{ from: readonly unknown[], made: Float32Array | null } | null} */
  let slid = null;

  const images = () => store.get().data.info?.train ?? 0;
  const choiceNow = () => fitted(own.get().form, (source?.node.sizes.length ?? 1) - 1);
  const opNow = () => opOf(choiceNow(), images());
  const keyOf = () => `${source && subjectKey(source)}|${JSON.stringify(opNow())}`;

  function measure() {
    const about = source;
    if (!about || !store.get().data.info) return;
    const key = keyOf();
    if (own.get().measured?.key === key) return;
    studies.cancel('quantize');
    const ops = [...pruningOf(about), opNow()];
    studies.conduct({
      study: 'quantize',
      base: about.node,
      pieces: [
        {
          work: (base) => ({ kind: 'run', base, ops }),
          onDone({ nodes }) {
            const [node, pruned] = [...nodes].reverse();
            if (key !== keyOf() || nodes.length < ops.length) return;
            own.found({ measured: { node, before: (pruned ?? about.node).result, key } });
          },
        },
      ],
    });
  }
  const rest = createRest({ restMs: REST_MS, everyMs: EVERY_MS }, measure);

  const view = createQuantizeView(element, {
    i18n,
    charts,
    onChoice: own.change,
    onLayer: (layer) => own.found({ layer }),
    onTerm: (term) => openTerm(open, term),
    onApply() {
      if (!source || store.get().run) return;
      actions.start(source.node.id, [...pruningOf(source), opNow()]);
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

  store.follow((state, before) => {
    if (state.data.info === before.data.info && state.boot === before.boot) return;
    source = null;
    asked = '';
  });

  /** Bars and levels; counted anew only when something changed. @param {Float32Array} weights @param {readonly number[]} levels */
  function binsOf(weights, levels) {
    const from = [weights, String(levels)];
    if (!bins || !sameParts(bins.from, from)) bins = { from, made: binned(weights, levels, BINS) };
    return bins.made;
  }

  /** The weights that are quantized. @param {State} state @param {Subject} about @param {number} layer */
  function exact(state, about, layer) {
    if (!about.prune) return weightsOf(about.node)?.[layer].weights ?? null;
    const from = [state.ranked, subjectKey(about), layer];
    if (!slid || !sameParts(slid.from, from)) slid = { from, made: weightsAtSlider(state, layer) };
    return slid.made;
  }

  return {
    /** @param {State} state */
    draw(state) {
      if (!state.run) source = subjectOf(state);
      const { measured } = own.get();
      const choice = choiceNow();
      const layer = Math.min(own.get().layer, source ? source.node.sizes.length - 2 : 0);
      const key = keyOf();
      // Nothing is measured while nobody looks.
      if (source && asked !== key && !state.run && element.closest('[hidden]') === null) {
        asked = key;
        rest.touch();
      }
      // While the next is measured the last one of the same network is shown.
      const shown = source && measured?.key.startsWith(`${subjectKey(source)}|`) ? measured : null;
      const encoding = shown?.node.encoding ?? null;
      const sameWay = encoding && (encoding.kind === 'shared') === (choice.way === 'share');
      const weights = source && exact(state, source, layer);
      const node = currentNode(state);
      const ownWeights = node && node !== source?.node ? weightsOf(node)?.[layer]?.weights : weights;
      const { levels, units, step } = sameWay ? levelsOf(encoding, layer) : { levels: [], units: 1, step: null };
      const made = weights ? binsOf(weights, levels) : null;
      view.update({
        source,
        choice,
        layers: source ? source.node.sizes.length - 1 : 0,
        layer,
        measured:
          shown && sameWay
            ? {
                before: accuracyOf(shown.before.evaluation),
                accuracy: accuracyOf(shown.node.result.evaluation),
                distinct: shown.node.distinct ?? [],
                zeroed: shown.before.kept - shown.node.result.kept,
                most: shown.node.inputs?.length ? shown.node.inputs.map(({ scale, top }) => scale * top) : null,
              }
            : null,
        pending: measured?.key !== key,
        chart: made && { counts: made.counts, limit: made.limit, levels },
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
    redraw: view.redraw,
  };
}
