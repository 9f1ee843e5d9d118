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
    const subject = { kind: /** @type {const} */ ('test'), index: image };
    const [seen, answer] = await Promise.all([
      client().ask('images', { split: 'test', indices: Uint32Array.of(image) }),
      client().ask('answer', { node: run, prune: null, subject }),
    ]);
    const logits = answer?.layers.at(-1);
    return seen && logits ? { run, image, label: seen.labels[0], pixels: seen.pixels, logits } : null;
  }

  const answers = createAskOnce({ store, ask, kept: KEPT });
  /** Null until the engine has answered. @param {RunNode} node @param {number} image */
  return ({ id }, image) => answers.now(id, image);
}
