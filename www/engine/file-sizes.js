// @ts-check
/** Bytes of the compact files of runs, written one after another. Loaded on demand. */

/** @import { RunNode } from '../protocol.js' */
/** @import { State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
import { isReady } from '../state/select.js';
import { createAskOnce } from './ask-once.js';

/**
 * All runs; while something trains the engine is left alone.
 * @param {State} state @returns {readonly RunNode[]}
 */
const allAtRest = ({ nodes, run }) => (run ? [] : [...nodes.values()]);

/** @param {{ store: Store, client: () => Pick<EngineClient, 'ask'>, wanted?: (state: State) => readonly RunNode[] }} parts
 *   `wanted`: whose files are to be written, the first ones first */
export function createFileSizes({ store, client, wanted = allAtRest }) {
  const sizes = createAskOnce({ store, ask: (run) => client().ask('fileSize', { node: run }) });
  let writing = false;

  async function write() {
    writing = true;
    for (let node = missing(); node; node = missing()) await sizes.when(node.id, undefined);
    writing = false;
  }

  /** The next run to be written. */
  function missing() {
    const state = store.get();
    return isReady(state) ? wanted(state).find(({ id }) => of(id) === undefined) : undefined;
  }

  /** Bytes of a run; null: it could not be written; undefined: not yet. @param {number} id */
  const of = (id) => sizes.known(id, undefined);

  return {
    /** Has what is missing written. */
    ask() {
      if (!writing) write();
    },
    of,
  };
}
