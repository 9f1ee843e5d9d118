// @ts-check
/**
 * On the page that is measured: notes for every input event when it came into being and when the frame that it led to
 * was painted. The note is made in a task after that frame's paint, so style, layout, paint and commit are over.
 */

/** @type {any} */
const page = window;
page.moves = [];
page.longTasks = [];

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) page.longTasks.push({ startTime, duration });
}).observe({ type: 'longtask' });

const painted = new MessageChannel();
/** Events whose frame is being made. @type {{ at: number, type: string }[]} */
let waiting = [];
/** Called with the frame still on the screen. @type {(() => unknown) | null} */
page.onPainted = null;

painted.port1.onmessage = () => {
  const now = performance.now();
  for (const { at, type } of waiting) page.moves.push({ type, ms: now - at });
  waiting = [];
  page.onPainted?.();
};

for (const type of ['keydown', 'pointerdown', 'pointermove']) {
  window.addEventListener(type, (event) => {
    if (type === 'pointermove' && /** @type {PointerEvent} */ (event).buttons === 0) return;
    if (waiting.length === 0) requestAnimationFrame(() => painted.port2.postMessage(null));
    waiting.push({ at: event.timeStamp, type });
  });
}
