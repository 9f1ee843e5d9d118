// @ts-check
/**
 * Numbers as people read them, in the language of the page. Pure; fractions in, text out.
 */

/** @import { Language } from '../i18n/index.js' */

const NBSP = '\u00a0';
const MINUS = '\u2212';

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/**
 * @param {Language} language
 * @param {number} digits  digits after the point, always shown
 */
function fixedFormat(language, digits) {
  const key = `${language} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    const locale = language === 'zh' ? 'zh-CN' : 'en-US';
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(key, format);
  }
  return format;
}

/**
 * @param {number} value
 * @param {Language} language
 * @param {number} [digits]
 */
export function fixed(value, language, digits = 0) {
  if (!Number.isFinite(value)) return String(value);
  const text = fixedFormat(language, digits).format(value);
  const unsigned = text.replace(/^-/, '');
  return text === unsigned ? text : /[1-9]/.test(unsigned) ? MINUS + unsigned : unsigned;
}

/**
 * A number as it is, without rounding: seeds, learning rates.
 * @param {number} value
 */
export function plain(value) {
  return String(value).replace(/^-/, MINUS);
}

/**
 * 0.849 -> "84.9 %"
 * @param {number} fraction
 * @param {Language} language
 * @param {number} [digits]
 */
export function percent(fraction, language, digits = 1) {
  return `${fixed(fraction * 100, language, digits)}${language === 'zh' ? '' : NBSP}%`;
}

/**
 * A difference of two fractions in percentage points, always signed: "+1.2", "−13.2", "±0.0".
 * @param {number} difference
 * @param {Language} language
 * @param {number} [digits]
 */
export function points(difference, language, digits = 1) {
  const text = fixed(Math.abs(difference) * 100, language, digits);
  if (!/[1-9]/.test(text)) return `\u00b1${text}`;
  return (difference < 0 ? MINUS : '+') + text;
}

/**
 * 1,234,567 bytes -> "1.23 MB" (powers of 1000, three significant figures).
 * @param {number} count
 * @param {Language} language
 */
export function bytes(count, language) {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${fixed(value, language, digits)}${NBSP}${units[unit]}`;
}

/**
 * 75 -> "1:15"; below a minute whole seconds, "12 s".
 * @param {number} seconds
 */
export function duration(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole}${NBSP}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  const minutes = Math.floor(whole / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}

/**
 * @param {number} ms
 * @param {Language} language
 */
export function milliseconds(ms, language) {
  return `${fixed(ms, language, ms < 9.95 ? 1 : 0)}${NBSP}ms`;
}

/**
 * A weight, to three significant figures: "−0.0312".
 * @param {number} value
 */
export function weight(value) {
  if (value === 0) return '0';
  const text = Math.abs(value) < 1e-4 ? value.toExponential(2) : value.toPrecision(3);
  return text.replace(/^-/, MINUS);
}
