// The module's JavaScript side as the page imports it: wasm-bindgen's, and a way to have a part there before it is needed.
import init, { isFused } from './prunelab.js';
import { join, partUrl } from './parts.js';

export * from './prunelab.js';
export default init;

/** @type {Map<string, Promise<void>>} */
const parts = new Map();

/** Fetches a part of the module and joins it, once; one that could not be fetched is tried again. @param {string} part */
export function loadPart(part) {
  const known = parts.get(part);
  if (known) return known;
  const made = (async () => {
    const exports = await init();
    const url = partUrl(part, isFused());
    const response = await fetch(url).catch((error) => ({ ok: false, status: String(error) }));
    if (!('arrayBuffer' in response) || !response.ok) {
      const params = { file: url.slice(url.lastIndexOf('/') + 1), status: String(response.status) };
      const message = `a part of the engine could not be fetched: ${params.file} (${params.status})`;
      throw { code: 'engine-part', params, message };
    }
    join(await WebAssembly.compile(await response.arrayBuffer()), exports);
  })();
  parts.set(part, made);
  made.catch(() => parts.delete(part));
  return made;
}
