// @ts-check
/** A run of the page's engine for the engines of the pool. */

/** @import { Handover, RunNode } from '../protocol.js' */
/** @import { EngineClient } from './engine-client.js' */

/**
 * All that decides what comes after a run; null when it cannot be had.
 * @param {EngineClient} client
 * @param {RunNode} node
 * @returns {Promise<Handover | null>}
 */
export async function handOver(client, node) {
  const answer = client.next(
    (event) =>
      (event.type === 'state' && event.node === node.id) || (event.type === 'error' && event.during === 'exportState'),
  );
  client.send({ type: 'exportState', node: node.id });
  const event = await answer;
  return event?.type === 'state' ? { op: node.op, first: event.first, bytes: event.bytes } : null;
}
