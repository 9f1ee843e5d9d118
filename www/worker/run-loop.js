// @ts-check
/**
 * Work in slices: a little of the most pressing job again and again, about `SLICE_MS` at a time, and lets messages in
 * between. A MessageChannel yields in hundredths of a millisecond where a timer takes four.
 */

const SLICE_MS = 12;

/** Work that takes long, on behalf of a request. `work` does a few milliseconds of it, `fail` answers the request by a
 * fault and ends the job; `idle`: there is nothing to do, now or any more.
 * @typedef {{ readonly idle: boolean, work: () => void, fail: (error: unknown) => void }} Job */

/**
 * @param {() => readonly (Job | null)[]} jobs  the most pressing first
 * @returns {{ wake: () => void }} `wake` begins again after new work has come
 */
export function createRunLoop(jobs) {
  const channel = new MessageChannel();
  let going = false;

  /** A little of the most pressing job; false when there is none. */
  function work() {
    const job = jobs().find((one) => one && !one.idle);
    if (!job) return false;
    try {
      job.work();
    } catch (error) {
      job.fail(error);
    }
    return true;
  }

  channel.port1.onmessage = () => {
    const end = performance.now() + SLICE_MS;
    let more = true;
    while (more && performance.now() < end) more = work();
    going = more;
    if (more) channel.port2.postMessage(null);
  };

  return {
    wake() {
      if (going) return;
      going = true;
      channel.port2.postMessage(null);
    },
  };
}
