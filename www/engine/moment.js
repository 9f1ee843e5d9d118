// @ts-check
/**
 * Asks the engine about the image of the moment: its pixels, what the network on the stage answers to it, what it is
 * classified as along the slider, and the predictions of all test images once somebody wants them. One question of a kind
 * at a time, the latest wish next, so that answers keep up with a pen and a slider.
 */

/** @import { Requests, Subject } from '../protocol.js' */
/** @import { Moment, Neuron, Stroke } from '../state/moment.js' */
/** @import { State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
/** @import { RequestFault } from './request-fault.js' */
import { imageNow, moment, networkOnStage, sameSubject } from '../state/moment.js';
import { isMeasured, isOtherLab, rankedNow } from '../state/select.js';
import { sameParts } from '../util/memo.js';
import { faultNotice } from './fault-notice.js';
import { isGivenUp } from './request-fault.js';

/** Labels of so many images are asked for at a time. */
const LABELS_AT_ONCE = 500;

/**
 * One question at a time. A wish that comes meanwhile takes the place of the one that waits.
 * @template T
 * @param {(wish: T) => Promise<void>} ask
 */
function createLatest(ask) {
  /** @type {{ wish: T } | null} */
  let waiting = null;
  let busy = false;

  /** @param {T} wish */
  async function go(wish) {
    busy = true;
    try {
      await ask(wish);
    } finally {
      busy = false;
    }
    if (!waiting) return;
    const next = waiting.wish;
    waiting = null;
    go(next);
  }

  return (/** @type {T} */ wish) => {
    if (busy) waiting = { wish };
    else go(wish);
  };
}

/** Remembers what was wished last. */
function createWish() {
  /** @type {readonly unknown[]} */
  let last = [];
  return (/** @type {readonly unknown[]} */ parts) => {
    const same = sameParts(parts, last);
    last = parts;
    return !same;
  };
}

/** @param {{ store: Store, client: () => Pick<EngineClient, 'request'> }} parts */
export function createMoment({ store, client }) {
  const onFault = (/** @type {RequestFault} */ fault) => store.dispatch(faultNotice(fault));
  const own = store.slice(moment);
  const wished = { picture: createWish(), answer: createWish(), fate: createWish(), predictions: createWish() };
  /** Labels of which data set were asked for. @type {State['data']['info']} */
  let labelsOf = null;

  /** What could not be had is not shown.
   * @template {keyof Requests} N @param {N} name @param {Requests[N]['params']} params
   * @returns {Promise<Requests[N]['result'] | null>} */
  async function ask(name, params) {
    try {
      return await client().request(name, params);
    } catch (error) {
      // The network in the making was there when it was asked, and made when the question came.
      const late = /** @type {RequestFault} */ (error).code === 'no-run';
      if (!isGivenUp(error) && !late) onFault(/** @type {RequestFault} */ (error));
      return null;
    }
  }

  const draw = createLatest(async (/** @type {readonly Stroke[]} */ strokes) => {
    const drawn = await ask('rasterize', { strokes: [...strokes] });
    const { strokes: now } = own.get();
    if (!drawn || !now || now.length === 0) return;
    const subject = /** @type {const} */ ({ kind: 'pixels', pixels: drawn.pixels });
    own.found({ subject, picture: { subject, pixels: drawn.pixels, label: null } });
  });
  const fetch = createLatest(async (/** @type {Extract<Subject, { kind: 'test' }>} */ subject) => {
    const seen = await ask('images', { split: 'test', indices: Uint32Array.of(subject.index) });
    if (seen && sameSubject(own.get().subject, subject))
      own.found({ picture: { subject, pixels: seen.pixels, label: seen.labels[0] } });
  });
  const answer = createLatest(async (/** @type {Requests['answer']['params']} */ wish) => {
    const said = await ask('answer', wish);
    if (said && own.get().subject) own.found({ answer: said });
  });
  const fate = createLatest(
    async (/** @type {{ ranked: NonNullable<State['ranked']>, subject: Subject }} */ { ranked, subject }) => {
      const { base, method } = ranked;
      const said = await ask('fate', { base, method, subject });
      // Where the remaining weights are corrected, no two ratios have a network in common: it is not known.
      if (said && !said.probabilities.some(Number.isNaN)) own.found({ fate: { ranked, subject, ...said } });
    },
  );
  const predict = createLatest(async (/** @type {NonNullable<State['ranked']>} */ ranked) => {
    const { base, method } = ranked;
    const said = await ask('predictions', { base, method });
    if (said) own.found({ predictions: { ranked, ...said } });
  });

  /** All labels, some at a time, so that pixels of a large data set are never in memory together. @param {State} state */
  async function readLabels({ data: { info } }) {
    if (!info || labelsOf === info) return;
    labelsOf = info;
    const labels = new Uint8Array(info.test);
    for (let from = 0; from < info.test; from += LABELS_AT_ONCE) {
      const indices = Uint32Array.from({ length: Math.min(LABELS_AT_ONCE, info.test - from) }, (_, at) => from + at);
      const seen = await ask('images', { split: 'test', indices });
      if (!seen || store.get().data.info !== info) {
        if (labelsOf === info) labelsOf = null;
        return;
      }
      labels.set(seen.labels, from);
    }
    own.found({ labels });
  }

  store.follow((state, before) => {
    if (state.boot !== 'ready' || state.data.status !== 'ready' || !state.data.info) return;
    if (isOtherLab(state, before)) labelsOf = null;
    // Each may change the state: the next goes by what it is then.
    for (const step of [look, askNetwork, askAll]) step(store.get(), own.get());
  });

  /** The pixels. @param {State} state @param {Moment} now */
  function look(state, { strokes, subject }) {
    const index = imageNow(state);
    if (!wished.picture([state.data.info, index, strokes])) return;
    if (strokes === null) {
      const next = /** @type {const} */ ({ kind: 'test', index });
      if (sameSubject(subject, next)) return;
      own.found({ subject: next });
      fetch(next);
    } else if (strokes.length > 0) draw(strokes);
    else own.found({ subject: null, picture: null, answer: null });
  }

  /** What the network on the stage says, and the one at each ratio. @param {State} state @param {Moment} now */
  function askNetwork(state, { subject }) {
    if (!subject) return;
    const ranked = rankedNow(state);
    const network = networkOnStage(state);
    if (network && !(network.prune && state.run)) {
      const { node, prune } = network;
      // That in the making: once for every look at the weights, and after every epoch.
      const parts = node === null ? [state.live, state.run?.epochs.length] : [node, prune && ranked, prune?.ratio];
      if (wished.answer([subject, ...parts])) answer({ ...network, subject });
    }
    if (ranked && !state.run && wished.fate([subject, ranked])) fate({ ranked, subject });
  }

  /** Predictions of all test images: what there is when they are first wanted, and again once all is measured.
   * @param {State} state @param {Moment} now */
  function askAll(state, { wish }) {
    const ranked = rankedNow(state);
    if (!wish || state.run) return;
    readLabels(state);
    if (ranked && wished.predictions([ranked, isMeasured(state)])) predict(ranked);
  }

  return {
    /** Puts a test image on the stage. @param {number} index */
    show(index) {
      store.dispatch({ type: 'page', page: { image: index } });
      own.found({ strokes: null });
    },
    /** What is drawn; an empty list is an empty surface. @param {readonly Stroke[]} strokes */
    draw: (strokes) => own.found({ strokes }),
    /** Predictions of all test images are wanted from now on. */
    want: () => own.found({ wish: true }),
    /** @param {boolean} dense */
    choose: (dense) => own.found({ dense }),
    /** Looks at a neuron. @param {Neuron | null} neuron */
    point: (neuron) => own.found({ neuron }),
    /** Compares with the dense network for as long as it is held. @param {boolean} held */
    hold(held) {
      if (own.get().held !== held) own.found({ held });
    },
  };
}

/** @typedef {ReturnType<typeof createMoment>} MomentActions */
