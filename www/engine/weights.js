// @ts-check
/**
 * Weights of runs that are looked at beside the current one: asked of the engine once, the last few kept. Loaded on demand.
 */

/** @import { RunNode } from '../protocol.js' */
/** @import { LayerWeights } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
import { isOtherLab } from '../state/select.js';

/** Networks whose weights are kept at hand. */
const KEPT = 2;

/** @param {{ store: Store, client: () => EngineClient }} parts */
export function createWeights({ store, client }) {
  /** @type {Map<number, LayerWeights[]>} */
  const known = new Map();
  /** @type {Set<number>} */
  const asked = new Set();

  store.follow((state, before) => {
    if (!isOtherLab(state, before)) return;
    known.clear();
    asked.clear();
  });

  /** @param {RunNode} node */
  async function ask(node) {
    asked.add(node.id);
    /** @type {Map<number, LayerWeights>} */
    const layers = new Map();
    const answer = client().next((event) => {
      if (event.type === 'weights' && event.node === node.id) layers.set(event.layer, event);
      return layers.size === node.sizes.length - 1 || (event.type === 'error' && event.during === 'show');
    });
    client().send({ type: 'show', node: node.id });
    await answer;
    if (!asked.delete(node.id) || layers.size < node.sizes.length - 1) return;
    known.set(
      node.id,
      [...layers].sort(([a], [b]) => a - b).map(([, layer]) => layer),
    );
    for (const id of [...known.keys()].slice(0, -KEPT)) known.delete(id);
    store.redraw();
  }

  /** A network's layers; null until the engine has sent them. @param {RunNode} node @returns {LayerWeights[] | null} */
  return (node) => {
    const layers = known.get(node.id) ?? null;
    if (!layers && !asked.has(node.id)) ask(node);
    return layers;
  };
}
