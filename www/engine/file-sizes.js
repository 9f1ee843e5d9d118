// @ts-check
/**
 * Bytes of the compact files of runs: each is written by the engine once, one after another. Loaded on demand.
 */

/** @import { RunNode } from '../protocol.js' */
/** @import { State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
import { isOtherLab, isReady } from '../state/select.js';

/**
 * All runs; while something trains the engine is left alone.
 * @param {State} state @returns {readonly RunNode[]}
 */
const allAtRest = ({ nodes, run }) => (run ? [] : [...nodes.values()]);

/** @param {{ store: Store, client: () => EngineClient, wanted?: (state: State) => readonly RunNode[] }} parts  `wanted`: whose
 *   files are to be written, the first ones first */
export function createFileSizes({ store, client, wanted = allAtRest }) {
  /** Null: it could not be written, which has been told. @type {Map<number, number | null>} */
  const known = new Map();
  let writing = false;

  store.follow((state, before) => {
    if (isOtherLab(state, before)) known.clear();
  });

  async function write() {
    writing = true;
    for (let node = missing(); node !== null; node = missing()) {
      const { id } = node;
      const { info } = store.get().data;
      const answer = client().next(
        (event) =>
          (event.type === 'fileSize' && event.node === id) || (event.type === 'error' && event.during === 'fileSize'),
      );
      client().send({ type: 'fileSize', node: id });
      const event = await answer;
      if (store.get().data.info !== info || store.get().nodes.get(id) !== node) continue;
      known.set(id, event?.type === 'fileSize' ? event.bytes : null);
      store.redraw();
    }
    writing = false;
  }

  /** The next run to be written. @returns {RunNode | null} */
  function missing() {
    const state = store.get();
    if (!isReady(state)) return null;
    return wanted(state).find(({ id }) => !known.has(id)) ?? null;
  }

  return {
    /** Has what is missing written. */
    ask() {
      if (!writing && missing()) write();
    },
    /** Bytes of a run; undefined until they are known. @param {number} id */
    of: (id) => known.get(id),
  };
}
