// @ts-check
/** The module that the page takes in this browser, or the plain one. */

import { canFuse } from '../www/shell/fused.js';

/** @param {boolean} [plain] */
export function moduleName(plain = false) {
  return canFuse() && !plain ? 'prunelab_fused' : 'prunelab_bg';
}

/** @param {boolean} [plain] @returns {Promise<WebAssembly.Module>} */
export async function compileModule(plain) {
  return WebAssembly.compileStreaming(fetch(new URL(`../www/pkg/${moduleName(plain)}.wasm`, import.meta.url)));
}
