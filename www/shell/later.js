// @ts-check
/**
 * What is made only when it is asked for, and once: its code is fetched then.
 */

/**
 * What cannot be fetched is told, and can be asked for again.
 * @template T
 * @param {() => Promise<T>} make
 * @param {(error: unknown) => void} onFault
 * @returns {() => Promise<T | null>}
 */
export function later(make, onFault) {
  /** @type {Promise<T> | null} */
  let made = null;
  return async () => {
    made ??= make();
    try {
      return await made;
    } catch (error) {
      made = null;
      onFault(error);
      return null;
    }
  };
}
