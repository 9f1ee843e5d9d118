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
 * A comma as people write it: 0,001 and 97,5 are fractions, 1,024 is a whole number; where a fraction may be 1,024 it is
 * neither, and stays.
 * @param {string} text @param {boolean} whole
 */
function withPoint(text, whole) {
  const comma = text.replace('\uff0c', ',');
  if (/^[1-9]\d{0,2}(,\d{3})+$/.test(comma)) return whole ? comma.replaceAll(',', '') : text;
  return !whole && /^\d+,\d+$/.test(comma) ? comma.replace(',', '.') : text;
}

/**
 * The first piece of a list that may be one number or two: `97,5`, `0,05`. Two numbers that rise, `90,95`, are a list.
 * @param {string} text
 * @returns {{ piece: string, one: string, two: string } | null}
 */
export function doubtfulComma(text) {
  for (const piece of text.split(/[\s;\uff1b\u3001%]+/)) {
    const [, whole, fraction] = /^(\d+)[,\uff0c](\d+)$/.exec(piece) ?? [];
    if (whole !== undefined && (Number(fraction) < Number(whole) || fraction.startsWith('0')))
      return { piece, one: `${whole}.${fraction}`, two: `${whole}, ${fraction}` };
  }
  return null;
}

/**
 * A number as written, or null when it is not one that fits.
 * @param {string} text
 * @param {Limit} limit
 * @returns {number | null}
 */
export function readNumber(text, limit) {
  const trimmed = withPoint(text.trim(), limit.whole);
  if (!/^(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(trimmed)) return null;
  const value = Number(trimmed);
  if (!Number.isFinite(value) || value < limit.min || value > limit.max) return null;
  return limit.whole && !Number.isInteger(value) ? null : value;
}
