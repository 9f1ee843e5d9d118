// @ts-check
/** Pixels of test images that are in sight. Loaded on demand. */

/** @import { State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */

/** Pixels of so many images are kept. */
const KEPT = 2000;

/** @param {{ store: Store, client: () => Pick<EngineClient, 'ask'> }} parts */
export function createTestImages({ store, client }) {
  /** @type {Map<number, Uint8Array>} */
  let pixels = new Map();
  /** The data set they are of. @type {State['data']['info']} */
  let of = null;
  let asking = false;

  /** Fetches what is missing; the page is drawn again when it has come. @param {readonly number[]} indices */
  async function fetch(indices) {
    const missing = indices.filter((index) => !pixels.has(index));
    if (missing.length === 0 || asking) return;
    asking = true;
    const mine = pixels;
    const seen = await client().ask('images', { split: 'test', indices: Uint32Array.from(missing) });
    asking = false;
    if (!seen) return;
    const size = seen.pixels.length / missing.length;
    missing.forEach((index, at) => mine.set(index, seen.pixels.slice(at * size, (at + 1) * size)));
    for (const index of [...mine.keys()].slice(0, Math.max(0, mine.size - KEPT))) mine.delete(index);
    store.redraw();
  }

  /** What is known of some images; null until it has come. @param {readonly number[]} indices */
  return (indices) => {
    const { info } = store.get().data;
    if (info !== of) [pixels, of] = [new Map(), info];
    fetch(indices);
    return (/** @type {number} */ index) => pixels.get(index) ?? null;
  };
}
