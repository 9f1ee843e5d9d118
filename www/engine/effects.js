// @ts-check
/**
 * What the page asks of the engine because of the state it is in: the ranking for the slider, the exact
 * measurement where it stands (one at a time, the latest wish next), and weights to look at. While the slider goes
 * from one place of the measured curve to the next, accuracy is a look-up and the engine is not asked for the rest.
 */

/** @import { Command } from '../protocol.js' */
/** @import { State } from '../state/state.js' */
import { baseId, isMeasured, isRanked, methodFits, placeNow, pointNow, rankedNow } from '../state/select.js';
import { curveKey } from '../state/state.js';
import { createRest } from '../util/rest.js';

/** How long the slider stands still before it counts as resting. */
const REST_MS = 120;

/**
 * @param {(command: Command) => void} send
 */
export function createEffects(send) {
  /** What was ranked last, and whether its curve is still being measured by the engine. */
  let asked = '';
  /** @type {string | null} */
  let probing = null;
  let showing = -1;
  /** The ranking whose scores were asked for. @type {State['ranked']} */
  let scored = null;
  /** @type {State | null} */
  let latest = null;
  const slider = createRest({ restMs: REST_MS }, () => {
    if (latest) probe(latest, latest);
  });

  return {
    /** After a crash nothing that was asked for will be answered. */
    reset() {
      asked = '';
      probing = null;
      showing = -1;
      scored = null;
      latest = null;
    },
    /** @param {State} state @param {State} before */
    follow(state, before) {
      if (state.boot !== 'ready' || state.data.status === 'loading') return;
      if (state.data.info !== before.data.info) this.reset();
      if (before.run && !state.run && !isMeasured(state)) asked = '';
      latest = state;
      if (state.ratio !== before.ratio) slider.touch();
      rank(state);
      probe(state, before);
      show(state);
      score(state);
    },
  };

  /** @param {State} state */
  function rank(state) {
    const base = baseId(state);
    if (base === null || state.run || !methodFits(state)) return;
    const key = curveKey(base, state.method);
    if (asked === key) return;
    asked = key;
    probing = null;
    send({ type: 'trajectory', base, method: state.method, ratio: state.ratio });
  }

  /** @param {State} state @param {State} before */
  function probe(state, before) {
    if (slider.pending && pointNow(state)) return;
    const ranked = rankedNow(state);
    const place = placeNow(state);
    if (!ranked || place === null || !isRanked(state)) return;
    const key = (/** @type {number} */ at) => `${curveKey(ranked.base, ranked.method)} ${at}`;
    if (probing !== null && probing !== key(place)) {
      // The wish before is still being measured unless its answer has just come.
      const [at] = probing.split(' ').slice(-1);
      const known = state.curves.get(curveKey(ranked.base, ranked.method))?.points.get(Number(at));
      if (
        probing.startsWith(`${curveKey(ranked.base, ranked.method)} `) &&
        !known?.result &&
        before.ranked === state.ranked
      )
        return;
      probing = null;
    }
    if (pointNow(state)?.result) {
      probing = null;
    } else if (probing !== key(place)) {
      probing = key(place);
      send({ type: 'evaluate', base: ranked.base, method: ranked.method, ratio: ranked.ratios[place] });
    }
  }

  /** Scores are sent only while something shows them. @param {State} state */
  function score(state) {
    const ranked = rankedNow(state);
    if (!ranked || ranked === scored || (state.look.hist !== 'scores' && state.look.heat !== 'scores')) return;
    scored = ranked;
    send({ type: 'scores', base: ranked.base, method: ranked.method });
  }

  /** @param {State} state */
  function show(state) {
    if (state.heat !== 'node' || state.run || state.current === null) return;
    if (state.shown?.node === state.current || showing === state.current) return;
    showing = state.current;
    send({ type: 'show', node: state.current });
  }
}
