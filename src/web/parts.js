// Joins parts of the wasm module that were split off (scripts/split.mjs) to its first one, whose memory, table and
// functions they share. Bundled into the module's glue by scripts/build-wasm.

/** Their names; the module counts them from 1. A new one also needs its rule in scripts/split.mjs. */
export const PARTS = Object.freeze(['files', 'more']);

/** @param {string} part @param {boolean} fused */
export function partUrl(part, fused) {
  return new URL(`./prunelab_${fused ? 'fused' : 'bg'}.${part}.wasm`, import.meta.url).href;
}

/** The part's functions take their places in the table, where their stand-ins look for them.
 * @param {WebAssembly.Module} module @param {WebAssembly.Exports} exports  of the first part */
export function join(module, exports) {
  new WebAssembly.Instance(module, { first: exports });
}

/** Fetches a part in the midst of a call that needs it: the caller waits, so this cannot wait for a promise.
 * @param {number} number @param {boolean} fused @param {WebAssembly.Exports} exports */
export function joinPart(number, fused, exports) {
  const url = partUrl(PARTS[number - 1], fused);
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  // A page, unlike a worker, may not ask for an array at once; so every byte comes as a character.
  request.overrideMimeType('text/plain; charset=x-user-defined');
  try {
    request.send();
  } catch {
    // Told below, as a status that is no success.
  }
  if (request.status !== 200) throw new Error(`a part of the engine could not be fetched: ${url} (${request.status})`);
  const bytes = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
  join(new WebAssembly.Module(bytes), exports);
}
