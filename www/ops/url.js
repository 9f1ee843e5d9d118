// @ts-check
/**
 * The whole experiment in the link:
 *
 *   #data=digits,12000,2000,1&ops=init(256;42)~train(adam,0.001;64;10)&prune=magnitude,layer,exact&at=0.8
 *
 * The crate writes and reads it: src/lab/link.rs.
 */

/** @import { Experiment, PruneMethod } from '../protocol.js' */
import { parseLink, writeLink } from '../pkg/prunelab.js';

/** @typedef {Experiment & { method: PruneMethod, ratio: number, pinned: boolean }} Link */

/** What is wrong with which piece of a link; `code` is a text under `link.*`. */
export class LinkError extends Error {
  /** @param {string} code @param {Record<string, string | number>} params  `piece` among them */
  constructor(code, params) {
    super(`${code}: ${params.piece}`);
    this.code = code;
    this.params = params;
  }
}

/**
 * @param {Link} link
 * @returns {string} without the leading #
 */
export function encode({ dataset, ops, method, ratio, pinned }) {
  return writeLink(dataset, ops, method, ratio, pinned);
}

/**
 * @param {string} hash  with or without the leading #
 * @returns {Link | null}  null when the link says nothing
 */
export function parse(hash) {
  try {
    return parseLink(hash);
  } catch (fault) {
    const { code, params } = /** @type {any} */ (fault);
    throw params ? new LinkError(code, params) : fault;
  }
}

/** Whether a hash can be read, or says nothing. @param {string} hash */
export function isLink(hash) {
  try {
    parse(hash);
    return true;
  } catch {
    return false;
  }
}
