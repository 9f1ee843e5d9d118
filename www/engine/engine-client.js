// @ts-check
/**
 * Owns the worker: starts it, hands it commands, starts a new one after a crash and brings it back to
 * where the old one was.
 */

/** @import { Command, WorkerEvent } from '../protocol.js' */

/** What the client needs of a worker.
 * @typedef {{ postMessage(message: unknown): void, terminate(): void,
 *   onmessage: ((event: MessageEvent) => void) | null, onerror: ((event: ErrorEvent) => void) | null,
 *   onmessageerror: ((event: MessageEvent) => void) | null }} WorkerLike */

const CRASHES_ALLOWED = 3;
const CRASH_WINDOW_MS = 60_000;

/** The real worker. @returns {WorkerLike} */
export function startWorker() {
  return new Worker(new URL('../worker/main.js', import.meta.url), { type: 'module' });
}

/**
 * @param {{ spawn: () => WorkerLike, module: WebAssembly.Module, onEvent: (event: WorkerEvent) => void,
 *   onCrash: (mayRestart: boolean, message: string) => void, now?: () => number }} options
 */
export function createEngineClient({ spawn, module, onEvent, onCrash, now = () => performance.now() }) {
  /** @type {WorkerLike} */
  let worker;
  /** @type {number[]} */
  let crashes = [];
  /** @type {{ match: (event: WorkerEvent) => boolean, resolve: (event: WorkerEvent | null) => void }[]} */
  let waiting = [];

  function start() {
    const mine = spawn();
    worker = mine;
    mine.onmessage = ({ data }) => {
      if (worker === mine) receive(data);
    };
    mine.onerror = (event) => {
      event.preventDefault?.();
      if (worker === mine) crash(event.message ?? 'the worker could not be started');
    };
    mine.onmessageerror = () => {
      if (worker === mine) crash('a message could not be read');
    };
    mine.postMessage({ type: 'boot', module });
  }

  /** @param {WorkerEvent} event */
  function receive(event) {
    onEvent(event);
    const met = waiting.filter(({ match }) => match(event));
    waiting = waiting.filter((one) => !met.includes(one));
    for (const { resolve } of met) resolve(event);
    if (event.type === 'error' && event.fatal) crash(event.message);
  }

  /** @param {string} message */
  function crash(message) {
    worker.onmessage = worker.onerror = worker.onmessageerror = null;
    worker.terminate();
    const unanswered = waiting;
    waiting = [];
    for (const { resolve } of unanswered) resolve(null);
    crashes = [...crashes.filter((at) => now() - at < CRASH_WINDOW_MS), now()];
    const mayRestart = crashes.length < CRASHES_ALLOWED;
    onCrash(mayRestart, message);
    if (mayRestart) start();
  }

  return {
    start,
    /** Buffers in a command are copied, so the page can send them again after a crash. @param {Command} command */
    send(command) {
      worker.postMessage(command);
    },
    /**
     * The next event that matches; null when the worker crashed before.
     * @param {(event: WorkerEvent) => boolean} match
     * @returns {Promise<WorkerEvent | null>}
     */
    next(match) {
      return new Promise((resolve) => {
        waiting.push({ match, resolve });
      });
    },
  };
}

/** @typedef {ReturnType<typeof createEngineClient>} EngineClient */
