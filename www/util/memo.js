// @ts-check
/**
 * What was made of the same parts before: a frame while the slider moves must cost next to nothing.
 */

/** Whether two lists of parts are the same, part by part. @param {readonly unknown[]} a @param {readonly unknown[]} b */
export function sameParts(a, b) {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

/** Keeps, for every key, what was made last and the parts it was made of. @template T */
export function createMemo() {
  /** @type {WeakMap<object, { parts: readonly unknown[], made: T }>} */
  const cache = new WeakMap();
  return (/** @type {object} */ key, /** @type {readonly unknown[]} */ parts, /** @type {() => T} */ make) => {
    const known = cache.get(key);
    if (known && sameParts(known.parts, parts)) return known.made;
    const made = make();
    cache.set(key, { parts, made });
    return made;
  };
}
