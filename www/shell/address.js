// @ts-check
/**
 * Keeps the address in step with the experiment and with what of the page is shown, and opens what is typed or pasted
 * into it. Another workspace, or another entry of its list, is another entry of the browser's history; so Back and Forward go
 * between them, while the experiment stays as it is.
 */

/** @import { LinkedForms } from '../state/slices.js' */
/** @import { Page, State } from '../state/state.js' */
/** @import { Names } from './page-link.js' */
import { encode, isLink } from '../ops/url.js';
import { experimentOf } from '../state/select.js';
import { createRest } from '../util/rest.js';
import { splitHash, viewOf, withPage } from './page-link.js';

/** Written once the experiment rests, now and then while it does not: one change takes a browser milliseconds. */
const REST_MS = 300;
const EVERY_MS = 2000;

/**
 * @param {{ get: () => State, forms: () => LinkedForms, names: Names, onOpen: (hash: string) => void,
 *   onPage: (page: Partial<Page>) => void, onForms: (forms: LinkedForms) => void }} handlers
 */
export function createAddress({ get, forms, names, onOpen, onPage, onForms }) {
  let written = location.hash;
  /** Counts what was opened from the address: entries of the history say which they are of. */
  let opened = 0;
  /** What the entry of the history that is written now shows. */
  let view = viewOf(get().page);
  const rest = createRest({ restMs: REST_MS, everyMs: EVERY_MS }, write);

  function hash() {
    const state = get();
    const link = experimentOf(state);
    return link && link.ops.length ? withPage(encode(link), state.page, names, forms()) : null;
  }

  function write() {
    const text = hash();
    // An address that was typed and is about to be opened must not be written over.
    if (text === null || location.hash !== written) return;
    const isEntry = viewOf(get().page) !== view;
    if (text === written && !isEntry && history.state?.opened === opened) return;
    view = viewOf(get().page);
    history[isEntry ? 'pushState' : 'replaceState']({ opened }, '', text);
    written = location.hash;
  }

  /** @param {string} address */
  const isReadable = (address) => isLink(splitHash(address, names).rest);

  /** Shows what an address says of the page; the rest of it. `isNew`: not one that was written here, so that its forms count.
   * @param {string} address @param {boolean} [isNew] */
  function take(address, isNew = true) {
    const { page, forms: linked, rest: experiment } = splitHash(address, names);
    view = viewOf(page);
    onPage(page);
    if (isNew) onForms(linked);
    return experiment;
  }

  /** The same of one that a mail or chat program may have changed. @param {string} address @returns {Promise<string>} */
  async function takeMended(address) {
    if (isReadable(address)) return take(address);
    const { mended, meant } = await import('../ops/link-mend.js');
    return take(mended(address, isReadable) ?? meant(address));
  }

  window.addEventListener('popstate', (event) => {
    if (location.hash === written) return;
    written = location.hash;
    const experiment = isReadable(location.hash) ? take(location.hash, event.state?.opened !== opened) : location.hash;
    const isOfPageAlone = experiment === '' && location.hash.length > 1;
    // One of the entries written since the experiment was opened, the same again, or none: only what is shown is another.
    if (event.state?.opened === opened || isOfPageAlone || experiment === splitHash(hash() ?? '', names).rest)
      rest.touch();
    else {
      opened += 1;
      const mine = opened;
      takeMended(location.hash).then((mended) => mine === opened && onOpen(mended));
    }
  });

  return {
    /** At the beginning: what the address says of the page is shown; returns the experiment in it. */
    begin: () => takeMended(location.hash),
    /** @param {State} state @param {State} before */
    follow(state, before) {
      // At once: whoever goes to another workspace may go back in the next moment.
      if (state.page !== before.page && viewOf(state.page) !== view) write();
      rest.touch();
    },
    /** The full address of what is on the page now. */
    href() {
      const text = hash();
      return text === null ? location.href : new URL(text, location.href).href;
    },
  };
}
