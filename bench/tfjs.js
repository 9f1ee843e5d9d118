// @ts-check
/** TensorFlow.js on the same task: its WASM backend with SIMD and threads, never yielding within an epoch. */

const { tf } = /** @type {any} */ (window);
const PASSES = 5;

/** @param {string} name @param {number} head */
async function idx(name, head) {
  const response = await fetch(`../data/mnist/${name}-ubyte.gz`);
  if (!response.ok || !response.body) throw new Error(`data/mnist/${name}-ubyte.gz: ${response.status}`);
  const plain = response.body.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer()).subarray(head);
}

async function load() {
  tf.wasm.setWasmPaths('node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  tf.wasm.setThreadsCount(navigator.hardwareConcurrency);
  await tf.setBackend('wasm');
  await tf.ready();
  const pixels = async (/** @type {string} */ name) => {
    const levels = await idx(name, 16);
    return tf.tensor2d(
      Float32Array.from(levels, (level) => level / 255),
      [levels.length / 784, 784],
    );
  };
  const labels = async (/** @type {string} */ name) =>
    tf.oneHot(tf.tensor1d(Int32Array.from(await idx(name, 8)), 'int32'), 10);
  return {
    x: await pixels('train-images-idx3'),
    y: await labels('train-labels-idx1'),
    xTest: await pixels('t10k-images-idx3'),
    yTest: await labels('t10k-labels-idx1'),
  };
}

const ready = load();

/** @param {{ hidden: number[], seed: number }} wish */
window.ask = async ({ hidden, seed }) => {
  const { x, y, xTest, yTest } = await ready;
  const model = tf.sequential();
  hidden.forEach((units, layer) => {
    const kernelInitializer = tf.initializers.heUniform({ seed: seed + layer });
    model.add(
      tf.layers.dense({ units, activation: 'relu', kernelInitializer, ...(layer === 0 ? { inputShape: [784] } : {}) }),
    );
  });
  model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy' });
  const start = performance.now();
  await model.fit(x, y, { epochs: 1, batchSize: 64, shuffle: true, yieldEvery: 'never', verbose: 0 });
  const epochSeconds = (performance.now() - start) / 1000;
  const answers = tf.argMax(yTest, 1);
  let correct = 0;
  const passes = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    const begun = performance.now();
    const right = tf.tidy(() => tf.sum(tf.equal(tf.argMax(model.predict(xTest, { batchSize: 10_000 }), 1), answers)));
    correct = (await right.data())[0];
    right.dispose();
    passes.push((performance.now() - begun) / 1000);
  }
  answers.dispose();
  model.dispose();
  return {
    epochSeconds,
    evalSeconds: passes.sort((a, b) => a - b)[PASSES >> 1],
    accuracy: correct / xTest.shape[0],
  };
};

window.about = async () => {
  await ready;
  return {
    version: tf.version_core,
    backend: tf.getBackend(),
    isolated: window.crossOriginIsolated,
    threads: tf.wasm.getThreadsCount(),
    simd: await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'),
    threaded: await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'),
  };
};
