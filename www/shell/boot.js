// @ts-check
/**
 * Compiles the engine once, for the page's charts and for the worker.
 */

import init, * as module from '../pkg/prunelab.js';

/** @returns {Promise<{ compiled: WebAssembly.Module, charts: typeof module }>} */
export async function bootModule() {
  const compiled = await compile(new URL('../pkg/prunelab_bg.wasm', import.meta.url));
  await init({ module_or_path: compiled });
  return { compiled, charts: module };
}

/** @param {URL} url */
async function compile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  // A server that gives wasm another type makes streaming fail; the bytes are as good.
  const copy = response.clone();
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    return WebAssembly.compile(await copy.arrayBuffer());
  }
}
