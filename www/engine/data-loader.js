// @ts-check
/**
 * Brings data sets into the engine, one at a time, and finds those that a link names.
 */

/** @import { DatasetSpec, Loaded, NetworkFile, ReadNetwork } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { EngineClient } from './engine-client.js' */
/** @import { LoadRequest } from './engine-pool.js' */
/** @import { RequestFault } from './request-fault.js' */
import { faultNotice } from './fault-notice.js';
import { cancelled, isGivenUp } from './request-fault.js';

const SPLIT_OFF = 'notice.splitOff';
/** So many names the engine repeats in a remark. */
const MOST_NAMES = 8;
/** After so long a way to stop reading is offered. */
const OFFER_MS = 1000;

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
   * @param {NetworkFile[]} [networks]  chosen together with the files: either all can be read or nothing changes
   * @returns {Promise<{ networks: ReadNetwork[] } | null>} null: what was in use stays; rejected when the engine crashed
   *   or something else is loaded by now
   */
  async function load(wanted, networks = []) {
    latest.abort();
    const control = new AbortController();
    latest = control;
    // A run goes on until the new data set is there: a broken file must cost nothing.
    store.dispatch({ type: 'dataWanted' });
    const params = networks.length && wanted.name === 'loadFiles' ? { ...wanted.params, networks } : wanted.params;
    const offering = wanted.name === 'loadFiles' ? setTimeout(() => tell('reading'), OFFER_MS) : undefined;
    try {
      const loading = await client().request(wanted.name, params, { signal: control.signal });
      use(wanted, loading);
      if (!control.signal.aborted || latest === control) return { networks: loading.networks };
    } catch (error) {
      // The person stopped it, and nothing took its place.
      const isStopped = control.signal.aborted && latest === control;
      if (isGivenUp(error)) {
        if (!isStopped || /** @type {RequestFault} */ (error).code === 'crashed') throw error;
      } else store.dispatch(faultNotice(/** @type {RequestFault} */ (error)));
      store.dispatch({ type: 'dataFailed' });
      if (!control.signal.aborted || isStopped) return null;
    } finally {
      clearTimeout(offering);
      dismiss(/^notice\.reading$/);
    }
    // It was too late to stop it, and the next is on its way.
    store.dispatch({ type: 'dataWanted' });
    throw cancelled();
  }

  /** @param {'reading'} what */
  const tell = (what) =>
    store.dispatch({
      type: 'notice',
      kind: 'info',
      key: `notice.${what}`,
      action: { key: 'notice.stopReading', name: 'stop-reading' },
    });

  /** @param {RegExp} keys */
  function dismiss(keys) {
    for (const { id, key } of store.get().notices) if (keys.test(key)) store.dispatch({ type: 'dismiss', id });
  }

  /** @param {LoadRequest} load @param {Loaded} loading */
  function use(load, { info, remarks }) {
    loaded = load;
    store.dispatch({ type: 'dataset', info });
    onLoaded(load);
    // What was said about earlier tries, and about the data set before.
    dismiss(/^(error\.|remark\.|notice\.(splitOff|loaded)$)/);
    const { testSplitOff, splitByClass, test } = info;
    if (testSplitOff) {
      const key = splitByClass ? 'notice.splitByClass' : SPLIT_OFF;
      store.dispatch({ type: 'notice', kind: 'info', key, params: { test } });
    }
    if (info.spec.source !== 'files') return;
    for (const { code, params } of remarks) {
      const more = Number(params.count) - MOST_NAMES;
      const isMore = more > 0 && (code === 'left-out' || code === 'folders');
      const key = isMore ? `remark.${code}-more` : `remark.${code}`;
      store.dispatch({ type: 'notice', kind: 'info', key, params: isMore ? { ...params, more } : params });
    }
    const { name, train } = info;
    store.dispatch({ type: 'notice', kind: 'info', key: 'notice.loaded', params: { name, train, test } });
  }

  /** Loads a link's data set if it can be had without asking. @param {DatasetSpec} spec */
  async function find(spec) {
    if (spec.source === 'digits') return load({ name: 'loadDigits', params: { spec } });
    if (isLoaded(spec)) return true;
    store.dispatch({ type: 'dataWanted' });
    const { fetchBeside, fromCache, isBeside } = await import('./downloads.js');
    const besideIfThere = async () => ((await isBeside()) ? fetchBeside(() => undefined) : null);
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

  return { load, find, isLoaded, stop: () => latest.abort(), last: () => loaded };
}
