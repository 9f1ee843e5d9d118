// @ts-check
/** Runs of the page's engine for the engines of the pool. */

/** @import { Handover, RunNode } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
import { createAskOnce } from './ask-once.js';

/** Those that are kept at hand: while a slider moves, the same one is asked for again and again. */
const KEPT = 2;

/** @param {{ store: Store, client: () => Pick<EngineClient, 'ask'> }} parts */
export function createHandOver({ store, client }) {
  const states = createAskOnce({ store, ask: (run) => client().ask('exportState', { node: run }), kept: KEPT });

  /**
   * All that decides what comes after a run; null when it cannot be had, which has been told.
   * @param {RunNode} node
   * @returns {Promise<Handover | null>}
   */
  return async function handOver({ id, op }) {
    const state = await states.when(id, undefined);
    return state && { op, ...state };
  };
}

/** @typedef {ReturnType<typeof createHandOver>} HandOver */
