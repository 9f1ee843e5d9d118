// @ts-check
/**
 * Keeps the address in step with the experiment, and opens what is typed or pasted into it.
 */

/** @import { State } from '../state/state.js' */
import { encode } from '../ops/url.js';
import { experimentOf } from '../state/select.js';
import { createRest } from '../util/rest.js';

/** Written once the experiment rests, now and then while it does not: one change takes a browser milliseconds. */
const REST_MS = 300;
const EVERY_MS = 2000;

/** @param {{ get: () => State, onOpen: (hash: string) => void }} handlers */
export function createAddress({ get, onOpen }) {
  let written = location.hash;
  const rest = createRest({ restMs: REST_MS, everyMs: EVERY_MS }, write);

  function hash() {
    const link = experimentOf(get());
    return link && link.ops.length ? `#${encode(link)}` : null;
  }

  function write() {
    const text = hash();
    // An address that was typed and is about to be opened must not be written over.
    if (text === null || text === written || location.hash !== written) return;
    history.replaceState(null, '', text);
    written = location.hash;
  }

  window.addEventListener('hashchange', () => {
    if (location.hash === written || location.hash === hash()) return;
    written = location.hash;
    onOpen(location.hash);
  });

  return {
    changed: rest.touch,
    /** The full address of what is on the page now. */
    href() {
      const text = hash();
      return text === null ? location.href : new URL(text, location.href).href;
    },
  };
}
