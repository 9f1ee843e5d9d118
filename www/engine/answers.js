// @ts-check
/**
 * What networks of the list answer to single test images: asked of the engine once, the last few kept. Loaded on demand.
 */

/** @import { RunNode, WorkerEvent } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
import { isOtherLab } from '../state/select.js';

/** `image` counts from 0. @typedef {{ run: number, image: number, label: number, pixels: Uint8Array, logits: Float32Array }} Answer */

/** Answers that are kept at hand. */
const KEPT = 50;

/** @param {{ store: Store, client: () => EngineClient }} parts */
export function createAnswers({ store, client }) {
  /** @type {Map<string, Answer>} */
  const known = new Map();
  /** Those that were refused stay here: the error has been told. @type {Set<string>} */
  let asked = new Set();

  store.follow((state, before) => {
    if (!isOtherLab(state, before)) return;
    known.clear();
    asked = new Set();
  });

  /** @param {string} key @param {number} run @param {number} image */
  async function ask(key, run, image) {
    const mine = asked;
    mine.add(key);
    /** @param {'image' | 'logits'} type @param {(event: WorkerEvent) => boolean} match */
    const answer = (type, match) =>
      client().next((event) => match(event) || (event.type === 'error' && event.during === type));
    const answers = Promise.all([
      answer('image', (event) => event.type === 'image' && event.split === 'test' && event.index === image),
      answer('logits', (event) => event.type === 'logits' && event.node === run && event.image === image),
    ]);
    client().send({ type: 'image', split: 'test', index: image });
    client().send({ type: 'logits', node: run, image });
    const [seen, said] = await answers;
    if (mine !== asked || seen?.type !== 'image' || said?.type !== 'logits') return;
    asked.delete(key);
    known.set(key, { run, image, label: seen.label, pixels: seen.pixels, logits: said.logits });
    for (const old of [...known.keys()].slice(0, -KEPT)) known.delete(old);
    store.redraw();
  }

  /** Null until the engine has answered. @param {RunNode} node @param {number} image @returns {Answer | null} */
  return ({ id }, image) => {
    const key = `${id} ${image}`;
    const answer = known.get(key) ?? null;
    if (!answer && !asked.has(key)) ask(key, id, image);
    return answer;
  };
}
