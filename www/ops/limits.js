// @ts-check
/**
 * What a number may be: the same bounds for the forms and for links. `src/lab/plan.rs` is the other,
 * final judge.
 */

/** @typedef {{ min: number, max: number, whole: boolean }} Limit */

/** @type {Readonly<Record<'layers' | 'width' | 'epochs' | 'batchSize' | 'lr' | 'momentum' | 'weightDecay' | 'seed' |
 *   'digitsTrain' | 'digitsTest' | 'ratio' | 'stopAfter' | 'calibration' | 'index' | 'rounds' | 'seeds' | 'bits' |
 *   'codeBits' | 'rangeImages' | 'percentile' | 'lambda' | 'temperature', Limit>>} */
export const LIMITS = Object.freeze({
  layers: { min: 1, max: 4, whole: true },
  width: { min: 1, max: 1024, whole: true },
  epochs: { min: 1, max: 1000, whole: true },
  batchSize: { min: 1, max: 4096, whole: true },
  lr: { min: 1e-8, max: 1000, whole: false },
  momentum: { min: 0, max: 0.999, whole: false },
  weightDecay: { min: 0, max: 1, whole: false },
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
  digitsTrain: { min: 100, max: 100000, whole: true },
  digitsTest: { min: 100, max: 20000, whole: true },
  ratio: { min: 0, max: 1, whole: false },
  // As many images as a data set may have: src/data/dataset.rs.
  calibration: { min: 1, max: 1000000, whole: true },
  stopAfter: { min: 1, max: 4294967295, whole: true },
  lambda: { min: 0, max: 100, whole: false },
  temperature: { min: 0.1, max: 100, whole: false },
  index: { min: 0, max: 4294967295, whole: true },
  rounds: { min: 1, max: 30, whole: true },
  seeds: { min: 1, max: 20, whole: true },
  // src/compress/quantize.rs and share.rs.
  bits: { min: 2, max: 8, whole: true },
  codeBits: { min: 1, max: 8, whole: true },
  rangeImages: { min: 1, max: 10000, whole: true },
  percentile: { min: 50, max: 100, whole: false },
});

/**
 * A number as written, or null when it is not one that fits.
 * @param {string} text
 * @param {Limit} limit
 * @returns {number | null}
 */
export function readNumber(text, limit) {
  const trimmed = text.trim();
  if (!/^(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(trimmed)) return null;
  const value = Number(trimmed);
  if (!Number.isFinite(value) || value < limit.min || value > limit.max) return null;
  return limit.whole && !Number.isInteger(value) ? null : value;
}
