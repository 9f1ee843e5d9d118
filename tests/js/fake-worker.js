// A worker of whose other side the test is: it sees what was sent and says what comes back.

/** @import { FromWorker, RequestName, ToWorker } from '../../www/protocol.js' */
/** @import { WorkerLike } from '../../www/engine/messenger.js' */

/** @implements {WorkerLike} */
export class FakeWorker {
  /** @type {any[]} */ sent = [];
  ended = false;
  /** @type {WorkerLike['onmessage']} */ onmessage = null;
  /** @type {WorkerLike['onerror']} */ onerror = null;
  /** @type {WorkerLike['onmessageerror']} */ onmessageerror = null;

  /** @param {ToWorker} message */
  postMessage(message) {
    this.sent.push(message);
  }

  terminate() {
    this.ended = true;
  }

  /** @param {FromWorker} data */
  say(data) {
    this.onmessage?.(/** @type {any} */ ({ data }));
  }

  /** The last request of that name. @param {RequestName} name */
  asked(name) {
    return this.sent.findLast((message) => message.name === name);
  }

  /** Answers the last request of a name. @param {RequestName} name @param {unknown} [result] */
  answer(name, result) {
    this.say({ id: this.asked(name).id, result });
  }

  /** @param {RequestName} name @param {string} code */
  refuse(name, code) {
    this.say({ id: this.asked(name).id, fault: { code, params: {}, message: `${code} it is` } });
  }
}

/** What was to happen because of messages has happened. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
