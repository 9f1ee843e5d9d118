// @ts-check
/**
 * Measuring at the slider on two cores: a second worker reads one half of the test images while the engine reads the
 * other. Until that worker is there, or after it crashed, the engine reads all of them.
 */

/** @typedef {import('../pkg/prunelab.js').Engine} Engine */
/** @typedef {import('./reader.js').Command} Command */
/** @typedef {import('./reader.js').Answer} Answer */
/** What is needed of a worker.
 * @typedef {{ postMessage(message: Command, transfer?: Transferable[]): void, terminate(): void,
 *   onmessage: ((event: MessageEvent) => void) | null, onerror: ((event: ErrorEvent) => void) | null }} Port */

function startReader() {
  return new Worker(new URL('./reader.js', import.meta.url), { type: 'module' });
}

/**
 * @param {Engine} engine
 * @param {WebAssembly.Module} module
 * @param {{ onAnswer: () => void, spawn?: () => Port }} options  `onAnswer`: the engine can go on
 */
export function createHalfPass(engine, module, { onAnswer, spawn = startReader }) {
  /** @type {Port | null} */
  let worker = null;
  let ready = false;
  let lastId = 0;
  /** @type {number | null} the half that is being read */
  let waiting = null;
  /** @type {() => void} */
  let settle = () => undefined;
  let started = Promise.resolve();

  /** @param {Answer} answer */
  function hear(answer) {
    if (answer.type === 'ready') {
      ready = true;
      settle();
    } else if (answer.id === waiting) {
      waiting = null;
      engine.addReadings(answer.classes, answer.losses);
      onAnswer();
    }
  }

  function end() {
    if (worker) worker.onmessage = worker.onerror = null;
    worker?.terminate();
    worker = null;
    ready = false;
    settle();
  }

  function lose() {
    end();
    if (waiting === null) return;
    waiting = null;
    engine.takeBackProbe();
    onAnswer();
  }

  return {
    /**
     * Starts the second worker with the data set in use, unless it is there; fulfilled once it is ready or lost.
     * @param {number} pixels
     */
    start(pixels) {
      if (worker) return started;
      started = new Promise((resolve) => {
        settle = resolve;
      });
      worker = spawn();
      worker.onmessage = ({ data }) => hear(data);
      worker.onerror = (event) => {
        event.preventDefault?.();
        lose();
      };
      const half = engine.secondHalf();
      const { pixels: images, labels } = half;
      half.free();
      worker.postMessage({ type: 'boot', module, pixels, images, labels }, [images.buffer, labels.buffer]);
      return started;
    },
    /** Shares what the engine has just begun to measure; false where it cannot. */
    share() {
      waiting = null;
      const share = worker && ready ? engine.shareProbe() : undefined;
      if (!worker || !share) return false;
      const { sizes, parameters } = share;
      share.free();
      lastId += 1;
      waiting = lastId;
      worker.postMessage({ type: 'read', id: lastId, sizes, parameters }, [parameters.buffer]);
      return true;
    },
    /** Whether the other half is still being read. */
    get waiting() {
      return waiting !== null;
    },
    /** What was begun counts no longer. */
    forget() {
      waiting = null;
    },
    /** The data set has changed. */
    reset() {
      waiting = null;
      end();
    },
  };
}

/** @typedef {ReturnType<typeof createHalfPass>} HalfPass */
