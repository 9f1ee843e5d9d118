// @ts-check
/** Weights of runs that are looked at beside the current one. Loaded on demand. */

/** @import { RunNode } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
import { createAskOnce } from './ask-once.js';

/** Networks whose weights are kept at hand. */
const KEPT = 2;

/** @param {{ store: Store, client: () => Pick<EngineClient, 'ask'> }} parts */
export function createWeights({ store, client }) {
  const weights = createAskOnce({ store, ask: (run) => client().ask('weights', { node: run }), kept: KEPT });
  /** A network's layers; null until the engine has sent them. @param {RunNode} node */
  return ({ id }) => weights.now(id, undefined);
}
