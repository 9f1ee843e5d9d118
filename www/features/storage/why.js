// @ts-check
/**
 * Pruned, but not faster: why? Out of what was just measured of one network: its files, and its kernels against the clock.
 * Pure.
 */

/** @import { FormatsResult, Kernel, SpeedRow } from '../../protocol.js' */

/** `times`: how often as fast as the dense kernel; `certain`: the ranges of their passes do not overlap.
 * @typedef {{ kind: Kernel, times: number, certain: boolean }} Against */
/** `indices`: bytes of a CSR file that are not values; `weight`: nanoseconds per non-zero weight and image; `single`: one
 * image at a time, images a second and CSR against dense.
 * @typedef {{ density: number, macs: number, best: Against, indices: { bytes: number, share: number },
 *   memory: { dense: number, csr: number }, weight: { dense: number, csr: number },
 *   single: { dense: number, csr: number, times: number, many: number } | null }} Why */

/** Kernels that compute only with the weights that are left, with the answers of the dense one. */
const SPARSE = /** @type {const} */ (['csr', 'bitmask', 'twoFour', 'shrunk']);

/** Bytes of a weight or bias in f32. */
const FLOAT = 4;

/** @param {SpeedRow} row @param {SpeedRow} dense @returns {Against} */
const against = (row, dense) => ({
  kind: row.kind,
  times: row.median / dense.median,
  certain: row.low > dense.high || row.high < dense.low,
});

/**
 * Null where something is not measured, or nothing is pruned.
 * @param {readonly SpeedRow[]} rows  of the network itself
 * @param {FormatsResult} formats
 * @param {readonly number[]} sizes  widths from inputs to classes
 * @returns {Why | null}
 */
export function whyOf(rows, formats, sizes) {
  const row = (/** @type {Kernel} */ kind, /** @type {number | undefined} */ batch = undefined) =>
    rows.find((one) => one.kind === kind && one.batch === batch && !one.unfit);
  const bytesOf = (/** @type {string} */ layout) =>
    formats.rows.find((one) => one.layout === layout && !one.huffman)?.bytes ?? null;
  const [dense, csr] = [row('dense'), row('csr')];
  const [denseBytes, csrBytes] = [bytesOf('dense'), bytesOf('csr16')];
  const { density } = formats;
  if (!dense || !csr || denseBytes === null || csrBytes === null || density <= 0 || density >= 1) return null;
  const weights = sizes.slice(1).reduce((sum, width, layer) => sum + width * sizes[layer], 0);
  const kept = Math.round(density * weights);
  const biases = sizes.slice(1).reduce((sum, width) => sum + width, 0);
  const sparse = SPARSE.flatMap((kind) => {
    const found = row(kind);
    return found && found.agreement?.same === found.agreement?.total ? [against(found, dense)] : [];
  });
  const indices = csrBytes - FLOAT * (kept + biases);
  const [denseOne, csrOne] = [row('dense', 1), row('csr', 1)];
  return {
    density,
    macs: 1 / density,
    best: sparse.reduce((most, one) => (one.times > most.times ? one : most), against(csr, dense)),
    indices: { bytes: indices, share: indices / csrBytes },
    memory: { dense: denseBytes, csr: csrBytes },
    weight: { dense: 1e9 / (dense.median * weights), csr: 1e9 / (csr.median * kept) },
    single:
      denseOne && csrOne
        ? {
            dense: denseOne.median,
            csr: csrOne.median,
            times: csrOne.median / denseOne.median,
            many: csr.median / dense.median,
          }
        : null,
  };
}
