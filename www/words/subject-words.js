// @ts-check
/** Which network a panel speaks of: a run, or one pruned from it. */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Subject } from '../state/times.js' */
import { runNumber } from '../state/tree.js';
import { percent } from './format.js';
import { methodWords } from './method-words.js';
import { opWords } from './op-words.js';

/** "run 2, pruned 85.0 %: magnitude, layer-wise" @param {I18n} i18n @param {Subject} subject */
export function subjectWords(i18n, { node, prune }) {
  if (!prune) return i18n.t('subject.run', { run: runNumber(node.id), words: opWords(i18n, node.op) });
  const params = { ratio: percent(prune.ratio, i18n.language()), method: methodWords(i18n, prune.method) };
  return i18n.t('subject.pruned', { run: runNumber(node.id), ...params });
}
