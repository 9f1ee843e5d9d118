// @ts-check
/**
 * Curves side by side: of several runs, of several ways to prune. A part of the state with its own reducer, and the
 * questions asked of it; as pure as state.js.
 */

/** @import { CurveSample, PruneMethod } from '../protocol.js' */
import { CALIBRATION, canonical, DEFAULT_METHOD, methodText, needsImages, scoresOf } from '../ops/method.js';

/** Samples in rising order of their ratio; `series` picks colour and mark and stays the curve's as long as it is there.
 * @typedef {{ key: string, base: number, method: PruneMethod, samples: readonly CurveSample[], shown: boolean,
 *             series: number }} ComparedCurve */
/** @typedef {{ type: 'compared', base: number, method: PruneMethod, samples: readonly CurveSample[] } |
 *   { type: 'comparedShown', key: string, shown: boolean } | { type: 'comparedCleared' }} CompareEvent */

/** Colours of curves; the themes have as many. */
export const COLOURS = 8;
/** Marks of curves, drawn on them at intervals. */
export const MARKS = /** @type {const} */ (['disc', 'square', 'up', 'diamond', 'cross', 'down', 'plus', 'star']);
/** More curves than this cannot be told apart. */
export const MOST_CURVES = COLOURS * MARKS.length;

/**
 * Every score that fits, in one scope. Within a layer LAMP ranks as magnitude does, which then stands for both.
 * @param {'weights' | 'neurons'} shape
 * @param {{ images: number, moved: boolean, scope?: string }} about  training images there are; whether movement was recorded
 * @returns {PruneMethod[]}
 */
export function everyScore(shape, { images, moved, scope = 'layer' }) {
  const scores = /** @type {PruneMethod['score'][]} */ (
    scoresOf(shape).filter((score) => (score !== 'movement' || moved) && (score !== 'lamp' || scope === 'global'))
  );
  return scores.map((score) => {
    const method = canonical({ ...DEFAULT_METHOD, score, shape, scope: /** @type {PruneMethod['scope']} */ (scope) });
    return needsImages(method) ? canonical({ ...method, calibration: Math.min(images, CALIBRATION) }) : method;
  });
}

/** The same text for methods that do the same. @param {number} base @param {PruneMethod} method */
export function compareKey(base, method) {
  return `${base} ${methodText(method)}`;
}

/** The same text for methods whose scans are the same: a layer alone is ranked as ever, however layers share a ratio.
 * @param {number} base @param {PruneMethod} method */
export function scanKey(base, method) {
  return compareKey(base, { ...method, scope: method.scope === 'row' ? 'row' : 'layer', ratios: [] });
}

/**
 * @param {readonly ComparedCurve[]} curves
 * @param {CompareEvent | { type: string }} event
 * @returns {readonly ComparedCurve[]}
 */
export function reduceCompare(curves, event) {
  const known = /** @type {CompareEvent} */ (event);
  switch (known.type) {
    case 'compared':
      return addSamples(curves, known);
    case 'comparedShown':
      return curves.map((curve) => (curve.key === known.key ? { ...curve, shown: known.shown } : curve));
    case 'comparedCleared':
      return [];
    default:
      return curves;
  }
}

/** @param {readonly ComparedCurve[]} curves @param {Extract<CompareEvent, { type: 'compared' }>} event */
function addSamples(curves, { base, method, samples }) {
  const key = compareKey(base, method);
  const at = curves.findIndex((curve) => curve.key === key);
  const before = curves[at];
  const all = [...new Map([...(before?.samples ?? []), ...samples].map((one) => [one.ratio, one])).values()];
  all.sort((a, b) => a.ratio - b.ratio);
  if (before) return curves.with(at, { ...before, samples: all });
  if (curves.length >= MOST_CURVES) return curves;
  const taken = new Set(curves.map((curve) => curve.series));
  let series = 0;
  while (taken.has(series)) series += 1;
  return [...curves, { key, base, method, samples: all, shown: true, series }];
}

/** A curve's colour, its mark, and whether the mark is hollow: no two curves have all three in common.
 * @param {number} series */
export function lookOf(series) {
  const round = Math.floor(series / COLOURS);
  return {
    colour: series % COLOURS,
    mark: MARKS[(series + round) % MARKS.length],
    hollow: round % 2 === 1,
  };
}

/** What was measured at a ratio of the grid. @param {ComparedCurve} curve @param {number} ratio @returns {CurveSample | null} */
export function sampleAt({ samples }, ratio) {
  let low = 0;
  let high = samples.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (samples[middle].ratio < ratio - 1e-9) low = middle + 1;
    else high = middle;
  }
  return samples.length > 0 && Math.abs(samples[low].ratio - ratio) < 1e-9 ? samples[low] : null;
}

/**
 * What the shown curves have at a ratio, the best first; those not measured there yet come last.
 * @param {readonly ComparedCurve[]} curves
 * @param {number} ratio
 * @returns {{ curve: ComparedCurve, sample: CurveSample | null }[]}
 */
export function readingsAt(curves, ratio) {
  const rows = curves.filter((curve) => curve.shown).map((curve) => ({ curve, sample: sampleAt(curve, ratio) }));
  /** @param {CurveSample | null} sample */
  const share = (sample) => (sample ? sample.evaluation.correct / sample.evaluation.total : -1);
  return rows.sort((a, b) => share(b.sample) - share(a.sample));
}

/**
 * The difference of two layers of the same shape; where neither network has a weight, the mask is 0.
 * @param {Float32Array} a
 * @param {Float32Array} b
 * @returns {{ weights: Float32Array, mask: Uint8Array }}  b - a
 */
export function difference(a, b) {
  const weights = b.map((value, index) => value - a[index]);
  const mask = Uint8Array.from(b, (value, index) => (value === 0 && a[index] === 0 ? 0 : 1));
  return { weights, mask };
}
