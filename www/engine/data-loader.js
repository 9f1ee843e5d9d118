// @ts-check
/**
 * Brings data sets into the engine, one at a time, and finds those that a link names.
 */

/** @import { Command, DatasetSpec, ImportOp, NetworkFile } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
import { fetchBeside, fromCache, isBeside } from './downloads.js';

/** @typedef {Extract<Command, { type: 'loadDigits' | 'loadFiles' }>} LoadCommand */

const SPLIT_OFF = 'notice.splitOff';

/** Something else was loaded meanwhile, or the engine crashed: what waited here is out of date. */
export class Interrupted extends Error {}

/**
 * @param {{ store: Store, client: () => EngineClient, onLoaded: (command: LoadCommand) => void }} parts
 */
export function createDataLoader({ store, client, onLoaded }) {
  /** The data set in use, to load again after a crash. @type {LoadCommand | null} */
  let loaded = null;
  let loads = 0;

  /**
   * @param {LoadCommand} command
   * @param {NetworkFile | null} [network]  chosen together with the files: either both can be read or nothing changes
   * @returns {Promise<{ network: ImportOp | null } | null>} null: what was in use stays
   */
  async function load(command, network = null) {
    loads += 1;
    const mine = loads;
    // A run goes on until the new data set is there: a broken file must cost nothing.
    store.dispatch({ type: 'dataWanted' });
    const answer = client().next(
      (event) => event.type === 'dataset' || (event.type === 'error' && event.during === command.type),
    );
    client().send(network && command.type === 'loadFiles' ? { ...command, network } : command);
    const event = await answer;
    if (event === null || mine !== loads) throw new Interrupted();
    if (event.type !== 'dataset') return null;
    loaded = command;
    onLoaded(command);
    for (const { id, key } of store.get().notices) if (key === SPLIT_OFF) store.dispatch({ type: 'dismiss', id });
    const { testSplitOff, test } = event.info;
    if (testSplitOff) store.dispatch({ type: 'notice', kind: 'info', key: SPLIT_OFF, params: { test } });
    return { network: event.network ?? null };
  }

  /** Loads a link's data set if it can be had without asking. @param {DatasetSpec} spec */
  async function find(spec) {
    if (spec.source === 'digits') return load({ type: 'loadDigits', spec });
    if (isLoaded(spec)) return true;
    store.dispatch({ type: 'dataWanted' });
    for (const look of [besideIfThere, () => fromCache('mnist'), () => fromCache('fashion')]) {
      const files = await look().catch(() => null);
      if (files && (await load({ type: 'loadFiles', name: spec.name, files })) && isLoaded(spec)) return true;
    }
    store.dispatch({ type: 'dataFailed' });
    return false;
  }

  /** @param {DatasetSpec} spec */
  function isLoaded(spec) {
    const now = store.get().data.info?.spec;
    if (spec.source === 'files') return now?.source === 'files' && now.digest === spec.digest;
    return now?.source === 'digits' && spec.train === now.train && spec.test === now.test && spec.seed === now.seed;
  }

  async function besideIfThere() {
    return (await isBeside()) ? fetchBeside(() => undefined) : null;
  }

  return { load, find, isLoaded, last: () => loaded };
}
