// @ts-check
/**
 * Pipelines that are well known, to begin with and to change: the crate's operations, as they would be typed in. Pure.
 */

/** @import { Preset } from '../../description.js' */
/** @import { Op, Scheme } from '../../protocol.js' */
/** @import { PipelineForm, Stage, StageKind, StageValues } from './stages.js' */
import { RECIPES } from '../../description.js';
import { readSeed, writeTraining } from '../../ops/forms.js';
import { asWritten } from '../../ops/limits.js';
import { kindOf } from '../../ops/method.js';
import { presetOps } from '../../ops/recipes.js';
import { createStage, STAGE_KINDS } from './stages.js';

/** @type {readonly Preset[]} */
export const PRESETS = RECIPES.presets;

/** Who proposed it. @type {Readonly<Record<Preset, readonly (readonly [string, string])[]>>} */
export const PAPERS = Object.freeze({
  textbook: [['LeCun et al. 1990', '']],
  deep: [
    ['Han et al. 2016', '1510.00149'],
    ['Hinton et al. 2015', '1503.02531'],
  ],
  lottery: [['Frankle & Carbin 2019', '1803.03635']],
  student: [['Hinton et al. 2015', '1503.02531']],
});

/** @param {number} fraction */
const percent = (fraction) => String(asWritten(100 * fraction));

/** @param {Extract<Op, { op: 'prune' }>} op @returns {Partial<StageValues>} */
function pruneValues({ method, ratio }) {
  const { score, scope, rule, shape, ratios } = method;
  const kind = kindOf(method);
  return {
    shape: kind,
    score,
    scope,
    rule,
    ratio: percent(ratio),
    ...(ratios ? { ratios: ratios.map(percent).join(', ') } : {}),
    ...(shape && kind === 'groups' ? { group: shape } : {}),
  };
}

/** @param {Scheme} scheme @returns {Partial<StageValues>} */
function schemeValues({ bits, levels, per, activations }) {
  if (!activations) return { bits: String(bits), levels, per };
  const range = activations.percentile === undefined ? 'minMax' : 'percentile';
  return { bits: String(bits), levels, per, activations: range, activationBits: String(activations.bits) };
}

/** @param {Extract<Op, { op: 'distil' }>} op @returns {Partial<StageValues>} */
function distilValues({ teacher: [init, ...trainings], temperature, alpha }) {
  const values = { temperature: String(temperature), alpha: percent(alpha) };
  const [training] = trainings;
  // One that is trained for it has one training; else it is the list's own network before pruning.
  return init.op === 'init' && training?.op === 'train' && trainings.length === 1
    ? { ...values, teacher: init.hidden.join(', '), teacherEpochs: String(training.config.epochs) }
    : { ...values, teacherFrom: 'own' };
}

/** What a stage is set to that does an operation. @param {Op} op @returns {Partial<StageValues>} */
function valuesOf(op) {
  if (op.op === 'prune') return pruneValues(op);
  if (op.op === 'quantize' || op.op === 'quantizeTune') return schemeValues(op.scheme);
  if (op.op === 'share') return { codeBits: op.bits.join(', ') };
  if (op.op === 'distil') return distilValues(op);
  if (op.op === 'rewind') return { step: String(op.toStep ?? '') };
  return {};
}

/** @param {Op} op @returns {op is Op & { op: StageKind }} */
const isStage = (op) => STAGE_KINDS.includes(/** @type {StageKind} */ (op.op));

/**
 * @param {Preset} preset
 * @param {number} firstId  of its first stage; those after it count on
 * @param {string} seed
 * @returns {PipelineForm}
 */
export function presetForm(preset, firstId, seed) {
  // Of the whole a pruning takes what its layers' own ratios come to, on any data set: the form works that out.
  const { pixels, classes } = RECIPES.lottery.default;
  const [made, ...ops] = presetOps(preset, { pixels, classes, seed: readSeed(seed) ?? 0 });
  const hidden = made.op === 'init' ? made.hidden.join(', ') : '';
  /** @type {Stage[]} */
  const stages = ops.filter(isStage).map((op, index) => {
    const training = 'config' in op ? writeTraining(op.config) : {};
    return createStage(op.op, firstId + index, { training, values: valuesOf(op) });
  });
  return { begin: 'new', hidden, seed, stages };
}
