// @ts-check
/**
 * What is made only when it is asked for: its code is fetched then, and with it the texts a first visit does not show.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Store } from '../state/store.js' */

/**
 * @param {{ store: Store, i18n: I18n }} parts
 */
export function createLater({ store, i18n }) {
  /**
   * What cannot be fetched is told, and can be asked for again.
   * @template T
   * @param {() => Promise<T>} make
   * @returns {() => Promise<T | null>}
   */
  return function later(make) {
    /** @type {Promise<T> | null} */
    let made = null;
    return async () => {
      made ??= i18n.more().then(make);
      try {
        const it = await made;
        i18n.localise(document);
        return it;
      } catch (error) {
        made = null;
        const message = String(/** @type {any} */ (error)?.message ?? error);
        store.dispatch({ type: 'notice', kind: 'error', key: 'error.load', params: { message } });
        return null;
      }
    };
  };
}

/** @typedef {ReturnType<typeof createLater>} Later */
