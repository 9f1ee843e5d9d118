// @ts-check
/**
 * Several engines that share independent work, each in a worker of its own; nothing is shared between them but the
 * compiled module. Workers are started when there is work for them and given the data set first; a piece of work goes
 * to whichever is free next, and since it holds all it depends on, its result is the same bits whoever does it.
 */

/** @import { Fault, Request, TaskProgress, Work, WorkResult } from '../protocol.js' */
/** @import { Messenger, WorkerLike } from './messenger.js' */
/** @import { RequestFault } from './request-fault.js' */
import { CRASHES_ALLOWED, createCrashLimit } from './crash-limit.js';
import { createMessenger } from './messenger.js';
import { isGivenUp } from './request-fault.js';

/** Asks a worker for a data set. @typedef {Extract<Request, { name: 'loadDigits' | 'loadFiles' }>} LoadRequest */
/** How a piece of work ended. It always ends, and the promise is never rejected.
 * @typedef {{ status: 'done', result: WorkResult } | { status: 'cancelled' } | { status: 'failed', fault: Fault }} Outcome */
/** @typedef {{ id: number, done: Promise<Outcome>, cancel: () => void }} Ticket */
/** `abort` ends it in the worker that does it.
 * @typedef {{ id: number, work: Work, onProgress: (progress: TaskProgress) => void, end: (outcome: Outcome) => void,
 *   control: AbortController }} Job */
/** @typedef {{ messenger: Messenger, ready: boolean, job: Job | null }} Slot */

/**
 * How many engines a machine bears beside the page's own: one core is the page's; a phone gets one, since each engine
 * holds the data set.
 * @param {{ hardwareConcurrency?: number, deviceMemory?: number }} machine  such as `navigator`
 */
export function poolSize({ hardwareConcurrency = 2, deviceMemory = Infinity }) {
  return deviceMemory <= 2 ? 1 : Math.max(1, hardwareConcurrency - 1);
}

/** @param {string} code @param {string} message @returns {Outcome} */
const failed = (code, message) => ({ status: 'failed', fault: { code, params: { message }, message } });

/**
 * @param {{ size: number, spawn: () => WorkerLike, module: WebAssembly.Module, now?: () => number }} options
 */
export function createEnginePool({ size, spawn, module, now = () => performance.now() }) {
  const limit = createCrashLimit(now);
  /** @type {LoadRequest | null} */
  let data = null;
  /** @type {Job[]} */
  let queue = [];
  /** @type {Slot[]} */
  let slots = [];
  let lastId = 0;
  /** @type {(() => void)[]} */
  let warming = [];

  /** Starts an engine and gives it the data set. @param {LoadRequest} load */
  async function start({ name, params }) {
    /** @type {Slot} */
    const slot = {
      messenger: createMessenger(spawn(), { onCrash: (message) => crash(slot, message) }),
      ready: false,
      job: null,
    };
    slots.push(slot);
    try {
      await slot.messenger.request('boot', { module });
      await slot.messenger.request(name, params);
      slot.ready = true;
      give();
    } catch (error) {
      // Without the data set there is nothing such a worker could be good for.
      if (!isGivenUp(error)) crash(slot, /** @type {RequestFault} */ (error).message);
    }
  }

  /** @param {Slot} slot */
  function drop(slot) {
    slots = slots.filter((other) => other !== slot);
    slot.messenger.close();
  }

  /** Its work fails, what waits goes to others. @param {Slot} slot @param {string} message */
  function crash(slot, message) {
    const { job } = slot;
    slot.job = null;
    drop(slot);
    limit.note();
    job?.end(failed('task-crashed', message));
    if (slots.length === 0 && !limit.allows()) {
      const waiting = queue;
      queue = [];
      for (const other of waiting) other.end(failed('pool-crashed', message));
    }
    give();
  }

  /** Has an engine do a piece of work. @param {Slot} slot @param {Job} job */
  async function perform(slot, job) {
    slot.job = job;
    const { work, control, onProgress } = job;
    // Of a piece that was cancelled the engine is at other work by now.
    const isMine = () => slot.job === job;
    /** @type {Outcome} */
    let outcome;
    try {
      const result = await slot.messenger.request(
        'task',
        { work },
        { signal: control.signal, onEvent: (event) => isMine() && onProgress(event) },
      );
      outcome = { status: 'done', result };
    } catch (error) {
      const { code, params, message } = /** @type {RequestFault} */ (error);
      outcome = isGivenUp(error) ? { status: 'cancelled' } : { status: 'failed', fault: { code, params, message } };
    }
    if (!isMine()) return;
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
      perform(slot, job);
    }
    const coming = slots.filter((slot) => !slot.ready).length;
    const wanted = warming.length ? size : Math.min(size, slots.length - coming + queue.length);
    while (data && slots.length < wanted && limit.allows()) start(data);
    if (slots.every((slot) => slot.ready)) warmed();
  }

  function warmed() {
    const done = warming;
    warming = [];
    for (const resolve of done) resolve();
  }

  /** @param {(job: Job) => boolean} which */
  function cancel(which) {
    const ending = queue.filter(which);
    queue = queue.filter((job) => !which(job));
    for (const slot of slots) {
      if (!slot.job || !which(slot.job)) continue;
      ending.push(slot.job);
      slot.job = null;
    }
    for (const job of ending) {
      job.control.abort();
      job.end({ status: 'cancelled' });
    }
    give();
  }

  /**
   * The data set all work is about. Work on the one before is cancelled, and its engines end: those that follow are
   * started when there is work for them. Buffers are copied, never taken away.
   * @param {LoadRequest | null} load  null: none yet
   */
  function useData(load) {
    const jobs = [...queue, ...slots.flatMap((slot) => slot.job ?? [])];
    for (const slot of slots) drop(slot);
    queue = [];
    data = load;
    for (const job of jobs) job.end({ status: 'cancelled' });
    warmed();
  }

  return {
    size,
    useData,

    /**
     * @param {Work} work
     * @param {(progress: TaskProgress) => void} [onProgress]
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
      } else if (slots.length === 0 && !limit.allows()) {
        end(failed('pool-crashed', `${CRASHES_ALLOWED} crashes within a minute`));
      } else {
        queue.push({ id, work, onProgress, end, control: new AbortController() });
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
