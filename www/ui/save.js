// @ts-check
/**
 * Files for the person to keep.
 */

import { newElement } from './dom.js';

/** @typedef {(name: string, content: Uint8Array | string, type: string) => void} Save */

/** @type {Save} */
export function save(name, content, type) {
  const url = URL.createObjectURL(new Blob([/** @type {Uint8Array<ArrayBuffer> | string} */ (content)], { type }));
  const link = newElement('a', { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
