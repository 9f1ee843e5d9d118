// @ts-check
/**
 * Keeps the address in step with the experiment, and opens what is typed or pasted into it.
 */

/** @import { State } from '../state.js' */
import { experimentOf } from '../select.js';
import { encode } from '../url.js';

const WAIT_MS = 300;

/** @param {{ get: () => State, onOpen: (hash: string) => void }} handlers */
export function createAddress({ get, onOpen }) {
  let written = location.hash;
  let timer = 0;

  function hash() {
    const link = experimentOf(get());
    return link && link.ops.length ? `#${encode(link)}` : null;
  }

  function write() {
    timer = 0;
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
    /** Browsers allow only so many changes of address a second. */
    changed() {
      if (timer === 0) timer = window.setTimeout(write, WAIT_MS);
    },
    /** The full address of what is on the page now. */
    href() {
      const text = hash();
      return text === null ? location.href : new URL(text, location.href).href;
    },
  };
}
