// @ts-check
/** Hands what bench/ours.mjs asks to the worker, one after the other. */

const worker = new Worker('worker.js', { type: 'module' });

/** @param {object} message */
window.ask = (message) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.result));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(message);
  });
