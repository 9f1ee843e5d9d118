// @ts-check
/** What networks of the list answer to single test images. Loaded on demand. */

/** @import { RunNode } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
import { createAskOnce } from './ask-once.js';

/** `image` counts from 0. @typedef {{ run: number, image: number, label: number, pixels: Uint8Array, logits: Float32Array }} Answer */

/** Answers that are kept at hand. */
const KEPT = 50;

/** @param {{ store: Store, client: () => Pick<EngineClient, 'ask'> }} parts */
export function createAnswers({ store, client }) {
  /** @param {number} run @param {number} image @returns {Promise<Answer | null>} */
  async function ask(run, image) {
    const [seen, logits] = await Promise.all([
      client().ask('image', { split: 'test', index: image }),
      client().ask('logits', { node: run, image }),
    ]);
    return seen && logits && { run, image, ...seen, logits };
  }

  const answers = createAskOnce({ store, ask, kept: KEPT });
  /** Null until the engine has answered. @param {RunNode} node @param {number} image */
  return ({ id }, image) => answers.now(id, image);
}
