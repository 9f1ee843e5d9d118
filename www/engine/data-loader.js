// @ts-check
/**
 * Brings data sets into the engine, one at a time, and finds those that a link names.
 */

/** @import { DatasetInfo, DatasetSpec, ImportOp, NetworkFile } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
/** @import { LoadRequest } from './engine-pool.js' */
/** @import { RequestFault } from './request-fault.js' */
import { fetchBeside, fromCache, isBeside } from './downloads.js';
import { faultNotice } from './fault-notice.js';
import { cancelled, isGivenUp } from './request-fault.js';

const SPLIT_OFF = 'notice.splitOff';

/**
 * @param {{ store: Store, client: () => Pick<EngineClient, 'request'>, onLoaded: (load: LoadRequest) => void }} parts
 */
export function createDataLoader({ store, client, onLoaded }) {
  /** The data set in use, to load again after a crash. @type {LoadRequest | null} */
  let loaded = null;
  /** Ends the load before. */
  let latest = new AbortController();

  /**
   * @param {LoadRequest} wanted
   * @param {NetworkFile | null} [network]  chosen together with the files: either both can be read or nothing changes
   * @returns {Promise<{ network: ImportOp | null } | null>} null: what was in use stays; rejected when the engine crashed
   *   or something else is loaded by now
   */
  async function load(wanted, network = null) {
    latest.abort();
    const control = new AbortController();
    latest = control;
    // A run goes on until the new data set is there: a broken file must cost nothing.
    store.dispatch({ type: 'dataWanted' });
    const params = network && wanted.name === 'loadFiles' ? { ...wanted.params, network } : wanted.params;
    try {
      const { info, network: op } = await client().request(wanted.name, params, { signal: control.signal });
      use(wanted, info);
      if (!control.signal.aborted) return { network: op };
    } catch (error) {
      if (isGivenUp(error)) throw error;
      store.dispatch(faultNotice(/** @type {RequestFault} */ (error)));
      store.dispatch({ type: 'dataFailed' });
      if (!control.signal.aborted) return null;
    }
    // It was too late to stop it, and the next is on its way.
    store.dispatch({ type: 'dataWanted' });
    throw cancelled();
  }

  /** @param {LoadRequest} load @param {DatasetInfo} info */
  function use(load, info) {
    loaded = load;
    store.dispatch({ type: 'dataset', info });
    onLoaded(load);
    for (const { id, key } of store.get().notices) if (key === SPLIT_OFF) store.dispatch({ type: 'dismiss', id });
    const { testSplitOff, test } = info;
    if (testSplitOff) store.dispatch({ type: 'notice', kind: 'info', key: SPLIT_OFF, params: { test } });
  }

  /** Loads a link's data set if it can be had without asking. @param {DatasetSpec} spec */
  async function find(spec) {
    if (spec.source === 'digits') return load({ name: 'loadDigits', params: { spec } });
    if (isLoaded(spec)) return true;
    store.dispatch({ type: 'dataWanted' });
    for (const look of [besideIfThere, () => fromCache('mnist'), () => fromCache('fashion')]) {
      const files = await look().catch(() => null);
      if (files && (await load({ name: 'loadFiles', params: { name: spec.name, files } })) && isLoaded(spec))
        return true;
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
