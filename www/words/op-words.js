// @ts-check
/** Operations and runs in words: for lists, legends and choices. */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Op, RunNode, TrainConfig } from '../protocol.js' */
import { runNumber } from '../state/tree.js';
import { percent, plain } from './format.js';
import { methodWords } from './method-words.js';

/**
 * An operation in plain words.
 * @param {I18n} i18n
 * @param {Op} op
 */
export function opWords(i18n, op) {
  const language = i18n.language();
  switch (op.op) {
    case 'init':
      return i18n.t('op.init', { hidden: op.hidden.join(', '), seed: String(op.seed) });
    case 'import':
      return i18n.t('op.import', { name: op.name });
    case 'prune':
      return i18n.t('op.prune', { ratio: percent(op.ratio, language), method: methodWords(i18n, op.method) });
    case 'rewind':
      return op.toStep == null ? i18n.t('op.rewind') : i18n.t('op.rewind.step', { step: op.toStep });
    case 'reinit':
    case 'shuffle':
      return i18n.t(`op.${op.op}`, { seed: String(op.seed) });
    case 'edit': {
      const restored = op.edits.filter(({ keep }) => keep).length;
      return i18n.t('op.edit', { cut: op.edits.length - restored, restored });
    }
    case 'gradual':
      return (
        i18n.t('op.gradual', { epochs: op.config.epochs, ratio: percent(op.ratio, language) }) +
        (op.stopAfter != null ? i18n.t('op.stopped', { batches: op.stopAfter }) : '')
      );
    case 'quantize':
      return i18n.t(op.scheme.activations ? 'op.quantize.both' : 'op.quantize', schemeParams(op.scheme));
    case 'share':
      return i18n.t('op.share', { bits: op.bits });
    case 'quantizeTune':
    case 'shareTune': {
      const params = op.op === 'quantizeTune' ? schemeParams(op.scheme) : {};
      return (
        i18n.t(`op.${op.op}`, { ...params, epochs: op.config.epochs }) +
        (op.stopAfter != null ? i18n.t('op.stopped', { batches: op.stopAfter }) : '')
      );
    }
    case 'dropGrow':
      return stopped(i18n, op, `op.dropGrow.${op.grow}`, { fraction: percent(op.fraction, language), end: op.end });
    case 'proximal':
      return stopped(i18n, op, 'op.proximal', { lambda: plain(op.lambda) });
    case 'distil': {
      const { temperature, alpha } = op;
      const params = {
        temperature: plain(temperature),
        alpha: percent(alpha, language, 0),
        teacher: op.teacher.length,
      };
      return stopped(i18n, op, 'op.distil', params);
    }
    case 'movement':
    case 'train':
    case 'fineTune': {
      const { epochs, optimizer } = op.config;
      const params = {
        epochs,
        optimizer: i18n.t(`optimizer.${optimizer.kind}`),
        lr: plain(optimizer.lr),
        batches: op.stopAfter ?? 0,
      };
      const key = op.op === 'fineTune' ? `op.fineTune.${op.mask}` : `op.${op.op}`;
      return i18n.t(key, params) + (op.stopAfter != null ? i18n.t('op.stopped', params) : '');
    }
  }
}

/** @param {import('../protocol.js').Scheme} scheme */
function schemeParams({ bits, activations }) {
  return { bits, activationBits: activations?.bits ?? 32 };
}

/**
 * @param {I18n} i18n
 * @param {{ config: TrainConfig, stopAfter?: number }} op
 * @param {string} key
 * @param {Record<string, string | number>} params
 */
function stopped(i18n, { config, stopAfter }, key, params) {
  const words = i18n.t(key, { epochs: config.epochs, ...params });
  return words + (stopAfter != null ? i18n.t('op.stopped', { batches: stopAfter }) : '');
}

/** A run in one line: its number, what was done, how good it is. @param {I18n} i18n @param {RunNode} node */
export function runWords(i18n, node) {
  const { correct, total } = node.result.evaluation;
  return `${runNumber(node.id)}. ${opWords(i18n, node.op)} \u2013 ${percent(correct / total, i18n.language())}`;
}
