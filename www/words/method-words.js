// @ts-check
/** Methods in words: for lists, legends and tiles. */

/** @import { I18n } from '../i18n/index.js' */
/** @import { PruneMethod } from '../protocol.js' */
import { kindOf } from '../ops/method.js';

/** A score's key: two of them mean something else where neurons go. @param {PruneMethod} method */
export function scoreKey(method) {
  const both = method.score === 'taylor' || method.score === 'random';
  return kindOf(method) === 'neurons' && both ? `score.${method.score}.neurons` : `score.${method.score}`;
}

/** The granularity; empty for single weights. @param {I18n} i18n @param {PruneMethod} method */
export function shapeWords(i18n, method) {
  const kind = kindOf(method);
  return kind === 'weights' ? '' : kind === 'neurons' ? i18n.t('short.neurons') : String(method.shape);
}

/** "by layer"; "Wanda, by output"; "neurons, L1, global". @param {I18n} i18n @param {PruneMethod} method */
export function methodWords(i18n, method) {
  const kind = kindOf(method);
  const plain = kind === 'weights' && method.score === 'magnitude';
  return [
    shapeWords(i18n, method),
    plain ? '' : i18n.t(`score.${method.score}`),
    kind === 'groups' ? '' : i18n.t(`short.${method.scope}`),
    method.rule === 'exact' ? '' : i18n.t('short.kth-value'),
    method.correct ? i18n.t('short.correct') : '',
  ]
    .filter(Boolean)
    .join(i18n.t('short.comma'));
}

/** The same with the score always named: "Magnitude, global". @param {I18n} i18n @param {PruneMethod} method */
export function methodName(i18n, method) {
  const words = methodWords(i18n, method);
  const isSilent = kindOf(method) === 'weights' && method.score === 'magnitude';
  return isSilent ? `${i18n.t('score.magnitude')}${i18n.t('short.comma')}${words}` : words;
}
