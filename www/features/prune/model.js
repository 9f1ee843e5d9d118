// @ts-check
/**
 * What the exact ratio and its table show, out of a state. Pure.
 */

/** @import { State } from '../../state/state.js' */
import { fixedShape, kindOf } from '../../ops/method.js';
import * as select from '../../state/select.js';
import { emptiedLayers } from '../../state/trajectory.js';

/** @param {State} state */
export function pruneData(state) {
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  const node = select.currentNode(state);
  const pinned = state.current !== null && state.pinned === state.current;
  const kind = kindOf(state.method);
  const plain = kind === 'weights' && state.method.score === 'magnitude' && state.method.scope !== 'row';
  return {
    ratio: select.ratioNow(state),
    help: {
      ratio: kind === 'neurons' ? 'help.ratio.neurons' : 'help.ratio',
      threshold: plain ? 'help.threshold' : 'help.threshold.score',
    },
    fixed: fixedShape(state.method),
    layers:
      ranked && place !== null
        ? ranked.layers.map(({ removed, weights, threshold }) => ({
            removed: removed[place],
            total: weights.length,
            threshold: threshold[place],
          }))
        : [],
    emptied: ranked && place !== null ? emptiedLayers(ranked, place) : [],
    pin: state.run
      ? /** @type {const} */ ('none')
      : pinned
        ? /** @type {const} */ ('pinned')
        : node?.op.op === 'fineTune'
          ? /** @type {const} */ ('offer')
          : /** @type {const} */ ('none'),
  };
}
