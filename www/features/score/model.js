// @ts-check
/**
 * What the choice of a score shows, out of a state. Pure.
 */

/** @import { State } from '../../state/state.js' */
import { rankedLayers } from '../../ops/method.js';
import * as select from '../../state/select.js';

/** @param {State} state */
export function methodData(state) {
  const facts = select.factsOf(state);
  return {
    method: state.method,
    fallen: state.fallen,
    images: facts.images,
    layers: rankedLayers(state.method, facts.sizes.length - 1),
    movement: facts.movement,
    canNote: select.baseId(state) !== null && !state.run,
  };
}
