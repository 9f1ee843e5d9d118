// A client of whose worker the test is: it sees what was asked and answers it.

/** @import { RequestName } from '../../www/protocol.js' */
import { RequestFault } from '../../www/engine/request-fault.js';

/** What was asked. @typedef {{ name: RequestName, params: any, signal: AbortSignal | undefined, onEvent: ((event: any) => void) | undefined,
 *   open: boolean, answer: (result?: unknown) => void, refuse: (code: string) => void }} Asked */

export function fakeClient() {
  /** @type {Asked[]} */
  const asked = [];
  /** Faults that the person is told. @type {string[]} */
  const told = [];

  /** @param {any} name @param {any} params @param {any} [options] @returns {Promise<any>} */
  function request(name, params, { signal, onEvent } = {}) {
    return new Promise((resolve, reject) => {
      /** @type {Asked} */
      const entry = {
        name,
        params,
        signal,
        onEvent,
        open: true,
        answer(result) {
          entry.open = false;
          resolve(result);
        },
        refuse(code) {
          entry.open = false;
          reject(new RequestFault({ code, params: {}, message: `${code} it is` }));
        },
      };
      asked.push(entry);
    });
  }

  const client = {
    request,
    /** @param {any} name @param {any} params */
    ask: (name, params) =>
      request(name, params).catch(({ code }) => {
        if (code !== 'cancelled' && code !== 'crashed') told.push(code);
        return null;
      }),
  };
  return {
    client: /** @type {import('../../www/engine/engine-client.js').EngineClient} */ (/** @type {any} */ (client)),
    asked,
    told,
    /** Requests of a name that wait for their answer. @param {RequestName} name */
    open: (name) => asked.filter((entry) => entry.open && entry.name === name),
    /** The last request of a name. @param {RequestName} name @returns {Asked} */
    last(name) {
      const found = asked.findLast((entry) => entry.name === name);
      if (!found) throw new Error(`nobody asked for ${name}`);
      return found;
    },
  };
}
