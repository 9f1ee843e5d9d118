// @ts-check
/**
 * The worker's side of requests: each is done by the handler of its name and answered exactly once, by what the handler
 * returns or throws. An error without a code is none of the engine's: the worker is not to be used after it.
 */

/** @import { Fault, FromWorker, RequestName, Requests, ToWorker } from '../protocol.js' */

/** What a handler has beside its parameters. `event` tells what comes before the answer, `transfer` names buffers of the
 * result that the worker needs no longer, and `signal` is aborted when the request is cancelled, with the fault to throw
 * as its reason.
 * @template {RequestName} N
 * @typedef {{ event: (event: Requests[N]['event'], transfer?: Transferable[]) => void,
 *   transfer: (buffers: Transferable[]) => void, signal: AbortSignal }} Call */
/** A handler for every request.
 * @typedef {{ [N in RequestName]: (params: Requests[N]['params'], call: Call<N>) =>
 *   Requests[N]['result'] | Promise<Requests[N]['result']> }} Handlers */

/** @type {Readonly<Fault>} */
export const CANCELLED = Object.freeze({ code: 'cancelled', params: {}, message: 'something else took its place' });

/** @param {any} error @returns {error is Fault} */
const isFault = (error) => typeof error?.code === 'string';

/**
 * @param {Handlers} handlers
 * @param {(message: FromWorker, transfer?: Transferable[]) => void} post
 * @returns {(message: ToWorker) => void} takes what the page sends
 */
export function createResponder(handlers, post) {
  /** The requests that are being done. @type {Map<number, AbortController>} */
  const going = new Map();

  /** @template {RequestName} N @param {number} id @param {N} name @param {Requests[N]['params']} params */
  async function answer(id, name, params) {
    const control = new AbortController();
    going.set(id, control);
    /** @type {Transferable[]} */
    const buffers = [];
    try {
      const result = await handlers[name](params, {
        event: (event, transfer) => post({ id, event }, transfer),
        transfer: (more) => buffers.push(...more),
        signal: control.signal,
      });
      post({ id, result }, buffers);
    } catch (error) {
      if (isFault(error)) post({ id, fault: faultOf(error) });
      else post({ crash: String(/** @type {any} */ (error)?.message ?? error) });
    }
    going.delete(id);
  }

  return (message) => {
    if ('cancel' in message) going.get(message.cancel)?.abort(CANCELLED);
    else answer(message.id, message.name, message.params);
  };
}

/** As it crosses: errors of the engine are objects of its own. @param {any} error @returns {Fault} */
function faultOf({ code, params, message }) {
  return { code, params: params ?? {}, message: String(message) };
}
