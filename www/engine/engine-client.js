// @ts-check
/**
 * Owns the page's worker: starts it, asks it, and starts a new one after a crash.
 */

/** @import { Fault, RequestName, Requests, WorkerEvent } from '../protocol.js' */
/** @import { Messenger, RequestOptions, WorkerLike } from './messenger.js' */
import { createCrashLimit } from './crash-limit.js';
import { createMessenger } from './messenger.js';
import { cancelled, isGivenUp, RequestFault } from './request-fault.js';

/** What the engine says of a run that it does not have. */
const RUN_GONE = new Set(['no-such-node', 'no-run']);

/** The real worker. @returns {WorkerLike} */
export function startWorker() {
  return new Worker(new URL('../worker/main.js', import.meta.url), { type: 'module' });
}

/**
 * @param {{ spawn: () => WorkerLike, module: WebAssembly.Module, onBoot: () => void,
 *   onEvent: (event: WorkerEvent) => void, onFault: (fault: Fault) => void,
 *   onCrash: (mayRestart: boolean, message: string) => void, now?: () => number }} options
 *   `onEvent` hears all events of requests that do not listen themselves, `onFault` faults that the person is to be told
 */
export function createEngineClient({
  spawn,
  module,
  onBoot,
  onEvent,
  onFault,
  onCrash,
  now = () => performance.now(),
}) {
  const limit = createCrashLimit(now);
  /** @type {Messenger | null} */
  let messenger = null;
  /** Data sets that were put into use. */
  let loads = 0;

  function start() {
    const mine = createMessenger(spawn(), { onCrash: crash });
    messenger = mine;
    mine.request('boot', { module }).then(onBoot, (fault) => {
      // The crash itself has been heard.
      if (isGivenUp(fault)) return;
      mine.close();
      crash(fault.message);
    });
  }

  /** @param {string} message */
  function crash(message) {
    limit.note();
    const mayRestart = limit.allows();
    onCrash(mayRestart, message);
    if (mayRestart) start();
  }

  /**
   * @template {RequestName} N
   * @param {N} name
   * @param {Requests[N]['params']} params
   * @param {RequestOptions<N>} [options]
   * @returns {Promise<Requests[N]['result']>} rejected with a {@link RequestFault}
   */
  async function request(name, params, options = {}) {
    if (!messenger) throw new RequestFault({ code: 'crashed', params: {}, message: 'no worker was started yet' });
    const asked = loads;
    try {
      const result = await messenger.request(name, params, { onEvent, ...options });
      if (name === 'loadDigits' || name === 'loadFiles') loads += 1;
      return result;
    } catch (error) {
      // Asked about a run of the data set before: it went with that.
      if (loads !== asked && error instanceof RequestFault && RUN_GONE.has(error.code)) throw cancelled();
      throw error;
    }
  }

  return {
    start,
    request,

    /**
     * A request whose fault is told to the person.
     * @template {RequestName} N
     * @param {N} name
     * @param {Requests[N]['params']} params
     * @returns {Promise<Requests[N]['result'] | null>} null after a fault
     */
    async ask(name, params) {
      try {
        return await request(name, params);
      } catch (error) {
        if (!isGivenUp(error)) onFault(/** @type {RequestFault} */ (error));
        return null;
      }
    },
  };
}

/** @typedef {ReturnType<typeof createEngineClient>} EngineClient */
