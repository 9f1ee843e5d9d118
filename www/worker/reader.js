// @ts-check
/** A worker that reads half of the test images for the engine in another one; half-pass.js talks to it. */

import init, { Reader } from '../pkg/prunelab.js';

/** @typedef {{ type: 'boot', module: WebAssembly.Module, pixels: number, images: Uint8Array, labels: Uint8Array }
 *   | { type: 'read', id: number, sizes: Uint32Array, parameters: Float32Array }} Command */
/** @typedef {{ type: 'ready' } | { type: 'readings', id: number, classes: Uint8Array, losses: Float32Array }} Answer */

/** @type {Reader} */
let reader;

/** @param {Answer} answer @param {Transferable[]} [transfer] */
function post(answer, transfer = []) {
  self.postMessage(answer, { transfer });
}

self.onmessage = async ({ data }) => {
  const command = /** @type {Command} */ (data);
  if (command.type === 'boot') {
    await init({ module_or_path: command.module });
    reader = new Reader(command.pixels);
    reader.add(command.images, command.labels);
    post({ type: 'ready' });
    return;
  }
  const readings = reader.read(command.sizes, command.parameters);
  const { classes, losses } = readings;
  readings.free();
  post({ type: 'readings', id: command.id, classes, losses }, [classes.buffer, losses.buffer]);
};
