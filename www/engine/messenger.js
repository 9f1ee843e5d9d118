// @ts-check
/**
 * Requests to a worker: each carries a number, gets exactly one answer, and events may come before it. A request always
 * settles: with its result, or rejected with a fault, `crashed` when the worker was lost and `cancelled` when it was
 * given up.
 */

/** @import { FromWorker, RequestName, Requests, ToWorker } from '../protocol.js' */
import { cancelled, RequestFault } from './request-fault.js';

/** What is needed of a worker.
 * @typedef {{ postMessage(message: ToWorker): void, terminate(): void,
 *   onmessage: ((event: MessageEvent<FromWorker>) => void) | null, onerror: ((event: ErrorEvent) => void) | null,
 *   onmessageerror: ((event: MessageEvent) => void) | null }} WorkerLike */
/** `signal` asks the worker to end the request; it may be answered by its result all the same.
 * @template {RequestName} N
 * @typedef {{ signal?: AbortSignal, onEvent?: (event: Requests[N]['event']) => void }} RequestOptions */
/** A request that waits for its answer.
 * @typedef {{ resolve: (result: any) => void, reject: (fault: RequestFault) => void, onEvent?: (event: any) => void }} Pending */

/** @param {string} message */
const crashed = (message) => new RequestFault({ code: 'crashed', params: { message }, message });

/**
 * @param {WorkerLike} worker
 * @param {{ onCrash: (message: string) => void }} options  by then all requests are rejected and the worker is ended
 */
export function createMessenger(worker, { onCrash }) {
  /** @type {Map<number, Pending>} */
  const pending = new Map();
  let lastId = 0;
  /** Why nothing can be asked any more. @type {RequestFault | null} */
  let ended = null;

  worker.onmessage = ({ data }) => receive(data);
  worker.onerror = (event) => {
    event.preventDefault?.();
    crash(event.message ?? 'the worker could not be started');
  };
  worker.onmessageerror = () => crash('a message could not be read');

  /** @param {FromWorker} message */
  function receive(message) {
    if ('crash' in message) return crash(message.crash);
    const request = pending.get(message.id);
    if (!request) return;
    if ('event' in message) return request.onEvent?.(message.event);
    pending.delete(message.id);
    if ('fault' in message) request.reject(new RequestFault(message.fault));
    else request.resolve(message.result);
  }

  /** @param {string} message */
  function crash(message) {
    end(crashed(message));
    onCrash(message);
  }

  /** @param {RequestFault} why */
  function end(why) {
    if (ended) return;
    ended = why;
    worker.onmessage = worker.onerror = worker.onmessageerror = null;
    worker.terminate();
    for (const { reject } of pending.values()) reject(why);
    pending.clear();
  }

  return {
    /**
     * Buffers in a request are copied, so that it can be sent again.
     * @template {RequestName} N
     * @param {N} name
     * @param {Requests[N]['params']} params
     * @param {RequestOptions<N>} [options]
     * @returns {Promise<Requests[N]['result']>}
     */
    request(name, params, { signal, onEvent } = {}) {
      return new Promise((resolve, reject) => {
        const why = ended ?? (signal?.aborted ? cancelled() : null);
        if (why) {
          reject(why);
          return;
        }
        lastId += 1;
        const id = lastId;
        worker.postMessage(/** @type {ToWorker} */ ({ id, name, params }));
        pending.set(id, { resolve, reject, onEvent });
        const cancel = () => {
          if (pending.has(id)) worker.postMessage({ cancel: id });
        };
        signal?.addEventListener('abort', cancel, { once: true });
      });
    },
    /** Ends the worker; requests that wait are cancelled. */
    close: () => end(cancelled()),
  };
}

/** @typedef {ReturnType<typeof createMessenger>} Messenger */
