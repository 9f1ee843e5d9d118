// @ts-check
/**
 * Rounding to few levels: from what was chosen to the operation's scheme. Pure.
 */

/** @import { Scheme } from '../protocol.js' */

/** What is chosen of a scheme.
 * @typedef {{ bits: number, levels: Scheme['levels'], per: Scheme['per'], activations: 'off' | 'minMax' | 'percentile',
 *             activationBits: number }} SchemeChoice */

/** Images to calibrate by, as far as there are so many. */
const IMAGES = 1000;
/** Percent of the activations that lie in their range, where not all do. */
const PERCENTILE = 99.9;

/** @param {SchemeChoice} choice @param {number} images  training images there are @returns {Scheme} */
export function schemeOf({ bits, levels, per, activations, activationBits }, images) {
  if (activations === 'off') return { bits, levels, per };
  const calibration = { bits: activationBits, images: Math.min(IMAGES, images) };
  return {
    bits,
    levels,
    per,
    activations: activations === 'minMax' ? calibration : { ...calibration, percentile: PERCENTILE },
  };
}
