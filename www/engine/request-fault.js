// @ts-check
/** Why a request has no result. */

/** @import { Fault } from '../protocol.js' */

/** What a request is rejected with: `code` and `params` are `src/error.rs`'s, or `crashed` or `cancelled`. */
export class RequestFault extends Error {
  /** @param {Fault} fault */
  constructor({ code, params, message }) {
    super(message);
    this.code = code;
    this.params = params;
  }
}

/** Something else took its place. */
export const cancelled = () => new RequestFault({ code: 'cancelled', params: {}, message: 'the request was given up' });

/**
 * Whether a request was given up, because its worker crashed or something else took its place: whoever caused that tells
 * the person. Anything but a fault is a mistake of ours and thrown again.
 * @param {unknown} error
 * @returns {boolean}
 */
export function isGivenUp(error) {
  if (!(error instanceof RequestFault)) throw error;
  return error.code === 'crashed' || error.code === 'cancelled';
}
