// @ts-check
/**
 * What a number may be, for the forms: the crate's own bounds.
 */

/** @import { LimitName } from '../description.js' */
import { LIMITS as DESCRIBED } from '../description.js';

/** @typedef {{ readonly min: number, readonly max: number, readonly whole: boolean }} Limit */

/** @type {Readonly<Record<LimitName, Limit>>} */
export const LIMITS = DESCRIBED;

/**
 * The bounds in percent of a fraction.
 * @param {Limit} limit
 * @returns {Limit}
 */
export const inPercent = ({ min, max }) => ({ min: asWritten(min * 100), max: asWritten(max * 100), whole: false });

/** A number as a person writes it: 1 - 0.8 is not 0.2, and 99.9 / 100 is not 0.999. @param {number} value */
export const asWritten = (value) => Number(value.toFixed(12));

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
