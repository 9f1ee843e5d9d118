// @ts-check
/**
 * What the page asks of the engine because of the state it is in: the ranking for the slider, its curve, the exact
 * measurement where it stands (one at a time, the latest wish next), and weights to look at. While the slider goes
 * from one place of the measured curve to the next, accuracy is a look-up and the engine is not asked for the rest.
 */

/** @import { WorkerEvent } from '../protocol.js' */
/** @import { PageEvent, State } from '../state/state.js' */
/** @import { EngineClient } from './engine-client.js' */
/** @import { RequestFault } from './request-fault.js' */
import { baseId, isMeasured, methodFits, placeNow, pointNow, rankedNow, ratioNow } from '../state/select.js';
import { curveKey } from '../state/state.js';
import { createRest } from '../util/rest.js';
import { faultNotice } from './fault-notice.js';
import { isGivenUp } from './request-fault.js';

/** How long the slider stands still before it counts as resting. */
const REST_MS = 120;

/** @param {{ client: () => Pick<EngineClient, 'request' | 'ask'>, dispatch: (event: WorkerEvent | PageEvent) => void }} parts */
export function createEffects({ client, dispatch }) {
  /** What was ranked last. */
  let asked = '';
  /** The ranking whose curve was asked for. @type {State['ranked']} */
  let measured = null;
  /** The ranking whose accuracy at the slider is being measured, until it is known. @type {State['ranked']} */
  let probing = null;
  /** A place that could not be measured: the error has been told. @type {{ ranked: State['ranked'], place: number } | null} */
  let refused = null;
  let showing = -1;
  /** The ranking whose scores were asked for. @type {State['ranked']} */
  let scored = null;
  /** @type {State | null} */
  let latest = null;
  const slider = createRest({ restMs: REST_MS }, () => {
    if (latest) probe(latest);
  });

  /** After a crash, or with another data set, nothing that was asked for counts. */
  function reset() {
    asked = '';
    measured = probing = refused = scored = latest = null;
    showing = -1;
  }

  return {
    reset,
    /** @param {State} state @param {State} before */
    follow(state, before) {
      if (state.boot !== 'ready' || state.data.status === 'loading') return;
      if (state.data.info !== before.data.info) reset();
      latest = state;
      if (state.place !== before.place) slider.touch();
      rank(state);
      measure(state);
      probe(state);
      show(state);
      score(state);
    },
  };

  /** @param {State} state */
  async function rank(state) {
    const base = baseId(state);
    if (base === null || state.run) return;
    const { current, method } = state;
    const key = curveKey(base, method);
    if (asked === key || !methodFits(state)) return;
    asked = key;
    try {
      const trajectory = await client().request('rank', { base, method });
      dispatch({ type: 'trajectory', base, method, trajectory });
    } catch (error) {
      if (isGivenUp(error)) return;
      dispatch(faultNotice(/** @type {RequestFault} */ (error)));
      dispatch({ type: 'unranked', current, method });
    }
  }

  /** @param {State} state */
  function measure(state) {
    const ranked = rankedNow(state);
    if (!ranked || ranked === measured || isMeasured(state)) return;
    measured = ranked;
    const { base, method } = ranked;
    client().ask('curve', { base, method, ratio: ratioNow(state) });
  }

  /** @param {State} state */
  async function probe(state) {
    const point = pointNow(state);
    if (point?.result || (slider.pending && point)) return;
    const ranked = rankedNow(state);
    const place = placeNow(state);
    if (!ranked || place === null || ranked === probing) return;
    if (refused?.ranked === ranked && refused.place === place) return;
    probing = ranked;
    const { base, method } = ranked;
    const ratio = ranked.ratios[place];
    const free = () => {
      if (probing === ranked) probing = null;
    };
    try {
      const result = await client().request('evaluate', { base, method, ratio });
      free();
      dispatch({ type: 'point', base, method, ratio, evaluation: result.evaluation, result });
    } catch (error) {
      free();
      if (isGivenUp(error)) return;
      refused = { ranked, place };
      dispatch(faultNotice(/** @type {RequestFault} */ (error)));
    }
  }

  /** Scores are sent only while something shows them. @param {State} state */
  async function score(state) {
    const ranked = rankedNow(state);
    if (!ranked || ranked === scored || (state.look.hist !== 'scores' && state.look.heat !== 'scores')) return;
    scored = ranked;
    const { base, method } = ranked;
    const layers = await client().ask('scores', { base, method });
    if (layers) dispatch({ type: 'scores', base, method, layers });
  }

  /** @param {State} state */
  async function show(state) {
    const { current } = state;
    if (state.heat !== 'node' || state.run || current === null) return;
    if (state.shown?.node === current || showing === current) return;
    showing = current;
    const layers = await client().ask('weights', { node: current });
    if (layers) dispatch({ type: 'shown', node: current, layers });
  }
}
