// @ts-check
/** The second module, which reads and writes foreign files: fetched, once, when the first is opened or saved. */

/** @typedef {typeof import('../pkg/prunelab_files.js')} FileModule */

/**
 * What cannot be fetched is a fault, and can be asked for again.
 * @template T
 * @param {() => Promise<T>} fetchIt
 * @returns {() => Promise<T>}
 */
function once(fetchIt) {
  /** @type {Promise<T> | null} */
  let fetched = null;
  return async () => {
    fetched ??= fetchIt();
    try {
      return await fetched;
    } catch (error) {
      fetched = null;
      const message = String(/** @type {any} */ (error)?.message ?? error);
      throw { code: 'load', params: { message }, message };
    }
  };
}

export const fileModule = once(async () => {
  const module = await import('../pkg/prunelab_files.js');
  await module.default();
  return module;
});

/** The work of storage formats and of kernels, with that module. */
export const formatWork = once(async () => {
  const [parts, files] = await Promise.all([import('./format-job.js'), fileModule()]);
  return { ...parts, files };
});
