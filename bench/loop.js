// @ts-check
/** The same loop on a page and in a worker: this file is both. */

/** Milliseconds of the loop, the best of several. */
function loop() {
  let best = Infinity;
  let sum = 0;
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    for (let i = 0; i < 10_000_000; i += 1) sum = (sum + i * i) % 1_000_003;
    best = Math.min(best, performance.now() - start);
  }
  return { ms: best, sum };
}

if (typeof document === 'undefined') self.onmessage = () => self.postMessage(loop());
else {
  const worker = new Worker('loop.js', { type: 'module' });
  /** @type {any} */ (window).loops = async () => {
    const page = loop().ms;
    worker.postMessage(null);
    const { data } = await new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
    return { page, worker: data.ms };
  };
}
