// @ts-check
/** A run of the page's engine for the engines of the pool. */

/** @import { Handover, RunNode } from '../protocol.js' */
/** @import { EngineClient } from './engine-client.js' */

/**
 * All that decides what comes after a run; null when it cannot be had, which has been told.
 * @param {Pick<EngineClient, 'ask'>} client
 * @param {RunNode} node
 * @returns {Promise<Handover | null>}
 */
export async function handOver(client, { id, op }) {
  const state = await client.ask('exportState', { node: id });
  return state && { op, ...state };
}
