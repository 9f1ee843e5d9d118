// How long the browser says an input event took to reach the screen: its own trace, from the event's creation in the
// browser process to the presentation of the first frame that shows what it changed.

/** @param {import('@playwright/test').Browser} browser */
export async function openTrace(browser) {
  const session = await browser.newBrowserCDPSession();
  return {
    /** Milliseconds of every event of these types while `work` went on. @param {readonly string[]} types @param {() => Promise<unknown>} work */
    async during(types, work) {
      /** @type {any[]} */
      const events = [];
      const collect = ({ value }) => events.push(...value.filter(({ name }) => name === 'EventLatency'));
      session.on('Tracing.dataCollected', collect);
      await session.send('Tracing.start', { categories: 'cc,benchmark,input', transferMode: 'ReportEvents' });
      await work();
      const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
      await session.send('Tracing.end');
      await complete;
      session.off('Tracing.dataCollected', collect);
      return spans(events, types);
    },
  };
}

/** @param {any[]} events @param {readonly string[]} types */
function spans(events, types) {
  /** @type {Map<string, any>} */
  const begun = new Map();
  const spans = [];
  for (const event of events.sort((a, b) => a.ts - b.ts)) {
    const id = `${event.pid} ${event.id2?.local ?? event.id2?.global ?? event.id}`;
    if (event.ph === 'b') begun.set(id, event);
    if (event.ph !== 'e' || !begun.has(id)) continue;
    const begin = begun.get(id);
    begun.delete(id);
    if (types.includes(begin.args?.event_latency?.event_type)) spans.push((event.ts - begin.ts) / 1000);
  }
  return spans;
}
