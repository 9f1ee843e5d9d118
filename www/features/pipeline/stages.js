// @ts-check
/**
 * A pipeline of compression as it is typed in: a beginning and a list of stages. What they do is read in
 * pipeline-plan.js. Pure.
 */

/** @import { ActivationRange, Score, Scope, Rule } from '../../description.js' */
/** @import { TrainForm } from '../../ops/forms.js' */
/** @import { Limit } from '../../ops/limits.js' */
/** @import { Scheme } from '../../protocol.js' */
import { defaultTrainForm } from '../../ops/forms.js';
import { inPercent, LIMITS } from '../../ops/limits.js';
import { rulesOf, scopesOf, scoresOf } from '../../ops/method.js';

/** @typedef {Omit<TrainForm, 'hidden'>} CommonForm */
/** @typedef {'train' | 'prune' | 'fineTune' | 'rewind' | 'quantize' | 'quantizeTune' | 'share' | 'shareTune' | 'distil'} StageKind */
/** What a stage is set to, as typed; each kind reads what it needs. Shares in percent.
 * @typedef {{ shape: 'weights' | 'neurons' | 'groups', score: string, scope: string, rule: string, ratio: string, ratios: string,
 *   group: string, step: string, bits: string, levels: Scheme['levels'], per: Scheme['per'],
 *   activations: ActivationRange, activationBits: string, codeBits: string,
 *   teacherFrom: 'trained' | 'own', teacher: string, teacherEpochs: string, temperature: string, alpha: string }} StageValues */
/** @typedef {{ id: number, kind: StageKind, training: CommonForm, values: StageValues }} Stage */
/** @typedef {{ begin: 'new' | 'current', hidden: string, seed: string, stages: readonly Stage[] }} PipelineForm */
/** @type {readonly StageKind[]} */
export const STAGE_KINDS = Object.freeze([
  'train',
  'prune',
  'fineTune',
  'rewind',
  'quantize',
  'quantizeTune',
  'share',
  'shareTune',
  'distil',
]);
/** Stages that train, by settings of their own. @type {ReadonlySet<StageKind>} */
export const TRAINING_KINDS = new Set(['train', 'fineTune', 'quantizeTune', 'shareTune', 'distil']);

const PERCENT = inPercent(LIMITS.ratio);
/** Of stages' own numbers. @type {Readonly<Record<string, Limit>>} */
export const STAGE_LIMITS = Object.freeze({
  ratio: PERCENT,
  step: LIMITS.stopAfter,
  bits: LIMITS.bits,
  activationBits: LIMITS.bits,
  teacherEpochs: LIMITS.epochs,
  temperature: LIMITS.temperature,
  alpha: PERCENT,
});

/** @param {StageKind} kind @param {number} id @param {{ training?: Partial<CommonForm>, values?: Partial<StageValues> }} [set] @returns {Stage} */
export function createStage(kind, id, { training = {}, values = {} } = {}) {
  const { hidden: _, ...common } = defaultTrainForm();
  return {
    id,
    kind,
    training: { ...common, epochs: kind === 'train' || kind === 'distil' ? '10' : '5', ...training },
    values: {
      shape: 'weights',
      score: 'magnitude',
      scope: 'layer',
      rule: 'exact',
      ratio: '50',
      ratios: '50, 50',
      group: '2:4',
      step: '',
      bits: '4',
      levels: 'symmetric',
      // Then a layer has few values, which the compact file stores as codes.
      per: 'tensor',
      activations: 'off',
      activationBits: '8',
      codeBits: '4, 4',
      teacherFrom: 'trained',
      teacher: '300, 100',
      teacherEpochs: '5',
      temperature: '3',
      alpha: '90',
      ...values,
    },
  };
}

/** The list with a stage moved by one place; the same list where it cannot go. @param {readonly Stage[]} stages @param {number} id @param {-1 | 1} by */
export function moveStage(stages, id, by) {
  const at = stages.findIndex((stage) => stage.id === id);
  if (at < 0 || !stages[at + by]) return stages;
  const moved = [...stages];
  [moved[at], moved[at + by]] = [moved[at + by], moved[at]];
  return moved;
}

/** Another shape, with what it cannot be ranked or compared by changed. @param {StageValues} values @param {StageValues['shape']} shape @returns {StageValues} */
export function withShape(values, shape) {
  const fitting = (/** @type {string} */ value, /** @type {readonly string[]} */ allowed) =>
    allowed.includes(value) ? value : allowed[0];
  return {
    ...values,
    shape,
    score: fitting(values.score, scoresOf(shape)),
    scope: fitting(values.scope, scopesOf(shape)),
    rule: fitting(values.rule, rulesOf(shape)),
  };
}
