// @ts-check
/**
 * What is typed into the forms, and what it means: text in, checked settings or the faulty fields out.
 */

/** @import { Op, Optimizer, TrainConfig } from '../protocol.js' */
import { OPS, OPTIMIZERS } from '../description.js';
import { asWritten, doubtfulComma, LIMITS, readNumber } from './limits.js';

/** @typedef {Optimizer['kind']} OptimizerKind */
/** Texts as typed.
 * @typedef {{ hidden: string, optimizer: OptimizerKind, lr: string, momentum: string, nesterov: boolean,
 *             weightDecay: string, batchSize: string, epochs: string }} TrainForm */
/** @typedef {Omit<TrainForm, 'hidden'> & { mask: 'keep' | 'forget' }} TuneForm */
/** @typedef {'hidden' | 'lr' | 'momentum' | 'weightDecay' | 'batchSize' | 'epochs' | 'seed'} NumberField */
/** @template T @typedef {{ value: T, faults: NumberField[] }} Checked */

/** @template {Op['op']} N @param {N} name @returns {Extract<Op, { op: N }>} */
const defaultOp = (name) => /** @type {any} */ (OPS.find((op) => op.name === name)?.default);
/** @template {OptimizerKind} K @param {K} kind @returns {Extract<Optimizer, { kind: K }>} */
const defaultOptimizer = (kind) => /** @type {any} */ (OPTIMIZERS.find((one) => one.default.kind === kind)?.default);

/** @returns {TrainForm} */
export function defaultTrainForm() {
  const { momentum, nesterov } = defaultOptimizer('sgd');
  return {
    hidden: defaultOp('init').hidden.join(', '),
    momentum: String(momentum),
    nesterov,
    weightDecay: String(defaultOptimizer('adamW').weightDecay),
    .../** @type {Omit<TrainForm, 'hidden' | 'momentum' | 'nesterov' | 'weightDecay'>} */ (
      writeTraining(defaultOp('train').config)
    ),
  };
}

/** @returns {TuneForm} */
export function defaultTuneForm() {
  const { hidden: _, ...form } = defaultTrainForm();
  const { config, mask } = defaultOp('fineTune');
  return { ...form, ...writeTraining(config), mask };
}

/**
 * "300, 100" -> [300, 100]; null when it is not 1 to 4 widths from 1 to 1024, or "1,024", which may be one or two.
 * @param {string} text
 * @returns {number[] | null}
 */
export function readHidden(text) {
  if (/(^|[\s;])1[,\uff0c]0[0-2]\d($|[\s;])/.test(text)) return null;
  const parts = text
    .trim()
    .split(/[\s,;，、]+/)
    .filter(Boolean);
  if (parts.length < LIMITS.layers.min || parts.length > LIMITS.layers.max) return null;
  const widths = parts.map((part) => readNumber(part, LIMITS.width));
  return widths.every((width) => width !== null) ? /** @type {number[]} */ (widths) : null;
}

/**
 * @param {Omit<TrainForm, 'hidden'>} form
 * @returns {Checked<TrainConfig>}
 */
export function readTraining(form) {
  /** @type {NumberField[]} */
  const faults = [];
  /** @param {'lr' | 'momentum' | 'weightDecay' | 'batchSize' | 'epochs'} field */
  const read = (field) => {
    const value = readNumber(form[field], LIMITS[field]);
    if (value === null) faults.push(field);
    return value ?? 0;
  };
  const lr = read('lr');
  /** @type {Optimizer} */
  let optimizer = { kind: 'adam', lr };
  if (form.optimizer === 'adamW') optimizer = { kind: 'adamW', lr, weightDecay: read('weightDecay') };
  if (form.optimizer === 'sgd') {
    const momentum = read('momentum');
    // Nesterov without momentum means nothing; the engine refuses it.
    optimizer = {
      kind: 'sgd',
      lr,
      momentum,
      nesterov: form.nesterov && momentum > 0,
      weightDecay: read('weightDecay'),
    };
  }
  return { value: { epochs: read('epochs'), batchSize: read('batchSize'), optimizer }, faults };
}

/**
 * The texts a form shows for settings that came from a link or a run.
 * @param {TrainConfig} config
 * @returns {Partial<Omit<TrainForm, 'hidden'>>}
 */
export function writeTraining({ epochs, batchSize, optimizer }) {
  return {
    epochs: String(epochs),
    batchSize: String(batchSize),
    optimizer: optimizer.kind,
    lr: String(optimizer.lr),
    ...('weightDecay' in optimizer ? { weightDecay: String(optimizer.weightDecay) } : {}),
    ...('momentum' in optimizer ? { momentum: String(optimizer.momentum), nesterov: optimizer.nesterov } : {}),
  };
}

/**
 * @param {string} text
 * @returns {number | null}
 */
export function readSeed(text) {
  return readNumber(text, LIMITS.seed);
}

/** The seed so many after another. They go round rather than beyond what is exact. @param {number} seed @param {number} by */
export function seedAfter(seed, by) {
  return (seed + by) % (LIMITS.seed.max + 1);
}

/** Ratios in percent that show where fine-tuning stops helping. */
export const DEFAULT_RATIOS = '50, 60, 70, 80, 85, 90, 92, 95, 97, 98, 99';
const MAX_RATIOS = 50;

/** What is wrong with a list of ratios: a piece that is none, one that may be one number or two, or how many there are.
 * @typedef {{ code: 'piece', piece: string } | { code: 'comma', piece: string, one: string, two: string } |
 *           { code: 'count', count: number, max: number }} RatiosFault */

/**
 * "50, 97.5" -> [0.5, 0.975]: percent, sorted, each once.
 * @param {string} text
 * @returns {{ ratios: number[], fault: RatiosFault | null }}
 */
export function readRatios(text) {
  const doubt = doubtfulComma(text);
  if (doubt) return { ratios: [], fault: { code: 'comma', ...doubt } };
  const pieces = text
    .replaceAll('%', ' ')
    .split(/[\s,;，；、]+/)
    .filter(Boolean);
  const values = pieces.map((piece) => readNumber(piece, { min: 0, max: 100, whole: false }));
  const wrong = values.indexOf(null);
  if (wrong >= 0) return { ratios: [], fault: { code: 'piece', piece: pieces[wrong] } };
  const ratios = [...new Set(values.map((value) => asWritten(Number(value) / 100)))].sort((a, b) => a - b);
  const fault =
    ratios.length === 0 || ratios.length > MAX_RATIOS
      ? { code: /** @type {const} */ ('count'), count: ratios.length, max: MAX_RATIOS }
      : null;
  return { ratios: fault ? [] : ratios, fault };
}

/** Learning rate that suits an optimiser, offered when it is chosen. @type {Readonly<Record<OptimizerKind, string>>} */
export const SUITABLE_LR = Object.freeze({
  adam: String(defaultOptimizer('adam').lr),
  adamW: String(defaultOptimizer('adamW').lr),
  sgd: String(defaultOptimizer('sgd').lr),
});

/** Weight decay likewise. @type {Readonly<Record<OptimizerKind, string>>} */
export const SUITABLE_DECAY = Object.freeze({
  adam: '0',
  adamW: String(defaultOptimizer('adamW').weightDecay),
  sgd: String(defaultOptimizer('sgd').weightDecay),
});
