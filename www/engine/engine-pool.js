// @ts-check
/**
 * Several engines that share independent work, each in a worker of its own; nothing is shared between them but the
 * compiled module. Workers are started when there is work for them and given the data set first; a piece of work goes
 * to whichever is free next, and since it holds all it depends on, its result is the same bits whoever does it.
 */

/** @import { Command, EpochPoint, CurveSample, Fault, ListEnd, Work, WorkResult, WorkerEvent } from '../protocol.js' */
/** @import { WorkerLike } from './engine-client.js' */

/** @typedef {Extract<Command, { type: 'loadDigits' | 'loadFiles' }>} LoadCommand */
/** How a piece of work ended. It always ends, and the promise is never rejected.
 * @typedef {{ status: 'done', result: WorkResult } | { status: 'cancelled' } | { status: 'failed', fault: Fault }} Outcome */
/** @typedef {{ fraction: number, samples: CurveSample[], epochs: EpochPoint[], ends: ListEnd[] }} Progress */
/** @typedef {{ id: number, done: Promise<Outcome>, cancel: () => void }} Ticket */
/** @typedef {{ id: number, work: Work, onProgress: (progress: Progress) => void, end: (outcome: Outcome) => void }} Job */
/** @typedef {{ worker: WorkerLike, ready: boolean, job: Job | null }} Slot */

const CRASHES_ALLOWED = 3;
const CRASH_WINDOW_MS = 60_000;

/**
 * How many engines a machine bears beside the page's own: one core is the page's; a phone gets one, since each engine
 * holds the data set.
 * @param {{ hardwareConcurrency?: number, deviceMemory?: number }} machine  such as `navigator`
 */
export function poolSize({ hardwareConcurrency = 2, deviceMemory = Infinity }) {
  return deviceMemory <= 2 ? 1 : Math.max(1, hardwareConcurrency - 1);
}

/**
 * @param {{ size: number, spawn: () => WorkerLike, module: WebAssembly.Module, now?: () => number }} options
 */
export function createEnginePool({ size, spawn, module, now = () => performance.now() }) {
  /** @type {LoadCommand | null} */
  let data = null;
  /** @type {Job[]} */
  let queue = [];
  /** @type {Slot[]} */
  let slots = [];
  /** @type {number[]} */
  let crashes = [];
  let lastId = 0;
  /** @type {(() => void)[]} */
  let warming = [];

  function mayStart() {
    crashes = crashes.filter((at) => now() - at < CRASH_WINDOW_MS);
    return crashes.length < CRASHES_ALLOWED;
  }

  function start() {
    /** @type {Slot} */
    const slot = { worker: spawn(), ready: false, job: null };
    const { worker } = slot;
    slots.push(slot);
    worker.onmessage = ({ data: event }) => hear(slot, event);
    worker.onerror = (event) => {
      event.preventDefault?.();
      crash(slot, event.message ?? 'the worker could not be started');
    };
    worker.onmessageerror = () => crash(slot, 'a message could not be read');
    worker.postMessage({ type: 'boot', module });
  }

  /** @param {Slot} slot */
  function drop(slot) {
    slots = slots.filter((other) => other !== slot);
    slot.worker.onmessage = slot.worker.onerror = slot.worker.onmessageerror = null;
    slot.worker.terminate();
  }

  /** Its work fails, what waits goes to others. @param {Slot} slot @param {string} message */
  function crash(slot, message) {
    drop(slot);
    crashes.push(now());
    slot.job?.end({ status: 'failed', fault: { code: 'task-crashed', params: { message }, message } });
    if (slots.length === 0 && !mayStart()) {
      const waiting = queue;
      queue = [];
      for (const job of waiting)
        job.end({ status: 'failed', fault: { code: 'pool-crashed', params: { message }, message } });
    }
    give();
  }

  /** @param {Slot} slot @param {WorkerEvent} event */
  function hear(slot, event) {
    switch (event.type) {
      case 'booted':
        slot.worker.postMessage(data);
        return;
      case 'dataset':
        slot.ready = true;
        give();
        return;
      case 'taskProgress':
        if (slot.job?.id === event.task) slot.job.onProgress(event);
        return;
      case 'taskDone':
        free(slot, event.task, { status: 'done', result: event.result });
        return;
      case 'taskFailed':
        free(slot, event.task, { status: 'failed', fault: event.fault });
        return;
      case 'error':
        // Before the data set is in use there is nothing else such a worker could be good for.
        if (event.fatal || !slot.ready) crash(slot, event.message);
        return;
      default:
    }
  }

  /** @param {Slot} slot @param {number} task @param {Outcome} outcome */
  function free(slot, task, outcome) {
    const { job } = slot;
    if (job?.id !== task) return; // of a cancelled one
    slot.job = null;
    give();
    job.end(outcome);
  }

  /** Gives what waits to engines that are free, and starts as many more as there is work for. */
  function give() {
    for (const slot of slots) {
      if (!slot.ready || slot.job) continue;
      const job = queue.shift();
      if (!job) break;
      slot.job = job;
      slot.worker.postMessage({ type: 'task', task: job.id, work: job.work });
    }
    const coming = slots.filter((slot) => !slot.ready).length;
    const wanted = warming.length ? size : Math.min(size, slots.length - coming + queue.length);
    while (data && slots.length < wanted && mayStart()) start();
    if (slots.every((slot) => slot.ready)) warmed();
  }

  function warmed() {
    const done = warming;
    warming = [];
    for (const resolve of done) resolve();
  }

  /** @param {(job: Job) => boolean} which */
  function cancel(which) {
    const waiting = queue.filter(which);
    queue = queue.filter((job) => !which(job));
    for (const slot of slots) {
      if (!slot.job || !which(slot.job)) continue;
      slot.worker.postMessage({ type: 'cancelTask', task: slot.job.id });
      waiting.push(slot.job);
      slot.job = null;
    }
    for (const job of waiting) job.end({ status: 'cancelled' });
    give();
  }

  /**
   * The data set all work is about. Work on the one before is cancelled, and its engines end: those that follow are
   * started when there is work for them. Buffers are copied, never taken away.
   * @param {LoadCommand | null} command  null: none yet
   */
  function useData(command) {
    const jobs = [...queue, ...slots.flatMap((slot) => slot.job ?? [])];
    for (const slot of slots) drop(slot);
    queue = [];
    data = command;
    for (const job of jobs) job.end({ status: 'cancelled' });
    warmed();
  }

  return {
    size,
    useData,

    /**
     * @param {Work} work
     * @param {(progress: Progress) => void} [onProgress]
     * @returns {Ticket}
     */
    submit(work, onProgress = () => undefined) {
      lastId += 1;
      const id = lastId;
      /** @type {(outcome: Outcome) => void} */
      let end = () => undefined;
      /** @type {Promise<Outcome>} */
      const done = new Promise((resolve) => {
        end = resolve;
      });
      if (!data) {
        end({ status: 'failed', fault: { code: 'no-dataset', params: {}, message: 'no data set is loaded yet' } });
      } else if (slots.length === 0 && !mayStart()) {
        const message = `${CRASHES_ALLOWED} crashes within a minute`;
        end({ status: 'failed', fault: { code: 'pool-crashed', params: { message }, message } });
      } else {
        queue.push({ id, work, onProgress, end });
        give();
      }
      return { id, done, cancel: () => cancel((job) => job.id === id) };
    },

    cancelAll: () => cancel(() => true),

    /** Starts all engines now; fulfilled when each has the data set, or has given up. @returns {Promise<void>} */
    warm() {
      return new Promise((resolve) => {
        warming.push(resolve);
        give();
      });
    },

    /** Ends all engines; work begun or waiting is cancelled. */
    close: () => useData(null),
  };
}

/** @typedef {ReturnType<typeof createEnginePool>} EnginePool */
