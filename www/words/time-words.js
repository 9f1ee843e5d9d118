// @ts-check
/** Times that were measured in turns, with their spread and the kernel. */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Time } from '../state/times.js' */
import { fixed } from './format.js';

/** Milliseconds to two or three figures. @param {number} ms @param {I18n} i18n */
export function msWords(ms, i18n) {
  return fixed(ms, i18n.language(), ms < 9.95 ? 2 : 1);
}

/** "0.84 ms (0.80–0.91), CSR" @param {I18n} i18n @param {Time} time */
export function timeWords(i18n, { ms, low, high, kind }) {
  const spread = `${msWords(low, i18n)}\u2013${msWords(high, i18n)}`;
  return i18n.t('time.value', { ms: msWords(ms, i18n), spread, kernel: i18n.t(`speed.kernel.${kind}`) });
}
