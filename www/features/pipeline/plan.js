// @ts-check
/**
 * What a pipeline does: every stage read into its operation, so that each becomes a run, and what is wrong with which
 * stage. `src/lab` is the final judge. Pure.
 */

/** @import { Limit } from '../../ops/limits.js' */
/** @import { Op, TrainConfig } from '../../protocol.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Dense } from '../../state/tree.js' */
/** @import { CommonForm, PipelineForm, Stage, StageValues } from './stages.js' */
import { readHidden, readSeed, readTraining } from '../../ops/forms.js';
import { MAX_OPS } from '../../description.js';
import { asWritten, doubtfulComma, LIMITS, readNumber } from '../../ops/limits.js';
import { canonical, countsOf, MAX_GROUP, needsImages, overall, readGroup } from '../../ops/method.js';
import { quantizeOp } from '../../ops/recipes.js';
import { subjectOnStage } from '../../state/moment.js';
import { denseOf, isTrained, LOSSLESS, opsTo } from '../../state/tree.js';
import { STAGE_LIMITS, TRAINING_KINDS } from './stages.js';

/** What is wrong: `field` is of the stage, or null where it is the stage's place; `key` words it.
 * @typedef {{ field: string | null, value: string, key: string, params: Record<string, string | number> }} Fault */
/** `stage` from 0; -1 is the beginning, null the whole list. @typedef {Fault & { stage: number | null }} Problem */
/** The network that could be begun with: `pending` makes it of run `id`, whose first training had `batches`, null before any;
 * `ops` made it, `pending` included; `trained`: its weights were learned.
 * @typedef {{ id: number, sizes: readonly number[], shared: boolean, batches: number | null, ops: readonly Op[],
 *   pending: readonly Op[], trained: boolean }} Base */
/** @typedef {{ pixels: number, classes: number, images: number, base: Base | null }} About */
/** `read`: of every stage its operation, null where something is wrong with it; `ops` are all there are, in order.
 * @typedef {{ parent: number | null, ops: Op[], read: (Op | null)[], problems: Problem[] }} Plan */

const PERCENT = STAGE_LIMITS.ratio;
/** What is known of the network between stages. @typedef {{ sizes: number[], images: number, seed: number, shared: boolean,
 *   batches: number | null, dense: Dense, trained: boolean }} Now */

/** Stages that take something away: random weights have nothing that could be kept. @type {ReadonlySet<Stage['kind']>} */
const TAKING = new Set(['prune', 'quantize', 'share']);

/** @param {string} field @param {string} value @param {string} key @param {Fault['params']} [params] @returns {Fault} */
const fault = (field, value, key, params = {}) => ({ field, value, key, params });
/** @param {string} field @param {string} value @param {Limit} limit */
const outside = (field, value, { min, max, whole }) =>
  fault(field, value, whole ? 'fault.whole' : 'fault.number', { min, max });

/** Numbers between commas or blanks; null in the place of what is none, or of what may be one number or two. @param {string} text @param {Limit} limit */
const readList = (text, limit) =>
  !limit.whole && doubtfulComma(text)
    ? [null]
    : text
        .split(/[\s,;\uff0c\uff1b\u3001]+/)
        .filter(Boolean)
        .map((piece) => readNumber(piece, limit));

/** @param {number} percent */
const share = (percent) => asWritten(percent / 100);

/**
 * A stage's operation on the network as it is `now`, and what is wrong with it.
 * @param {Stage} stage
 * @param {Now} now
 * @returns {{ op: Op | null, faults: Fault[] }}
 */
export function readStage({ kind, training, values }, now) {
  /** @type {Fault[]} */
  const faults = [];
  /** @param {keyof StageValues & keyof typeof STAGE_LIMITS} field */
  const read = (field) => {
    const value = readNumber(values[field], STAGE_LIMITS[field]);
    if (value === null) faults.push(outside(field, values[field], STAGE_LIMITS[field]));
    return value ?? 0;
  };
  const { value: config, faults: wrong } = TRAINING_KINDS.has(kind) ? readTraining(training) : NO_TRAINING;
  for (const field of wrong) {
    const typed = training[/** @type {keyof CommonForm} */ (field)];
    faults.push(outside(field, String(typed), LIMITS[/** @type {keyof typeof LIMITS} */ (field)]));
  }
  /** Of a number that is out of range the least will do: there is no operation then. */
  const scheme = () => {
    const { min } = LIMITS.bits;
    const bits = read('bits') || min;
    const activationBits = (values.activations !== 'off' && read('activationBits')) || min;
    return quantizeOp({ ...values, bits, activationBits }, now.images).scheme;
  };
  /** @returns {Op} */
  const make = () => {
    switch (kind) {
      case 'train':
        return { op: kind, config };
      case 'fineTune':
        return { op: kind, config, mask: 'keep' };
      case 'prune':
        return readPrune(values, now, faults, read);
      case 'rewind':
        return readRewind(values.step, now, faults);
      case 'quantize':
        return { op: kind, scheme: scheme() };
      case 'quantizeTune':
        return { op: kind, scheme: scheme(), config };
      case 'share':
        return { op: kind, bits: readBits(values.codeBits, now, faults) };
      case 'shareTune':
        if (!now.shared) faults.push({ field: null, value: '', key: 'pipe.fault.notShared', params: {} });
        return { op: kind, config };
      case 'distil':
        return readDistil(values, config, now, faults, read);
    }
  };
  const op = make();
  if (TAKING.has(kind) && !now.trained)
    faults.push({ field: null, value: '', key: 'pipe.fault.untrained', params: {} });
  return { op: faults.length ? null : op, faults };
}

/** @type {{ value: any, faults: readonly string[] }} */
const NO_TRAINING = { value: null, faults: [] };

/** @param {StageValues} values @param {Now} now @param {Fault[]} faults @param {(field: 'ratio') => number} read @returns {Op} */
function readPrune(values, { sizes, images, seed }, faults, read) {
  const { shape, score, scope, rule } = values;
  /** @type {any} */
  const plain = { score, scope, rule, shape: shape === 'groups' ? values.group.trim() : shape };
  const counts = countsOf(plain, sizes);
  let ratio = 0;
  /** @type {number[]} */
  let ratios = [];
  if (shape === 'groups') {
    const group = readGroup(plain.shape);
    if (!group) faults.push(fault('group', values.group, 'fault.group', { max: MAX_GROUP }));
    else ratio = 1 - group.keep / group.of;
  } else if (scope === 'own') {
    const typed = readList(values.ratios, PERCENT);
    if (typed.length !== counts.length || typed.includes(null))
      faults.push(fault('ratios', values.ratios, 'pipe.fault.ratios', { count: counts.length }));
    ratios = typed.map((value) => share(value ?? 0));
    ratio = Math.min(1, overall(counts, ratios));
  } else ratio = share(read('ratio'));
  const method = canonical({
    ...plain,
    ratios,
    seed: score === 'random' ? seed : 0,
    ...(needsImages(plain) ? { calibration: Math.min(1000, images) } : {}),
  });
  return { op: 'prune', method, ratio };
}

/** Without a step to the beginning. @param {string} text @param {Now} now @param {Fault[]} faults @returns {Op} */
function readRewind(text, { batches }, faults) {
  if (text.trim() === '') return { op: 'rewind' };
  const step = readNumber(text, { min: 1, max: batches ?? LIMITS.stopAfter.max, whole: true });
  if (batches === null) faults.push(fault('step', text, 'pipe.fault.noTraining'));
  else if (step === null) faults.push(fault('step', text, 'pipe.fault.step', { max: batches }));
  return { op: 'rewind', toStep: step ?? 1 };
}

/** One number a layer. @param {string} text @param {Now} now @param {Fault[]} faults */
function readBits(text, { sizes }, faults) {
  const bits = readList(text, LIMITS.codeBits);
  const layers = sizes.length - 1;
  if (bits.length !== layers || bits.includes(null))
    faults.push(
      fault('codeBits', text, 'pipe.fault.codeBits', {
        count: layers,
        min: LIMITS.codeBits.min,
        max: LIMITS.codeBits.max,
      }),
    );
  return bits.map((value) => value ?? 1);
}

/** @param {StageValues} values @param {TrainConfig} config @param {Now} now @param {Fault[]} faults
 * @param {(field: 'teacherEpochs' | 'temperature' | 'alpha') => number} read @returns {Op} */
function readDistil(values, config, { seed, dense }, faults, read) {
  const teacher =
    values.teacherFrom === 'own' ? ownTeacher(dense, faults) : trainedTeacher(values, config, seed, faults, read);
  return { op: 'distil', teacher, temperature: read('temperature'), alpha: share(read('alpha')), config };
}

/** A teacher that learns by the stage's own optimiser. @param {StageValues} values @param {TrainConfig} config
 * @param {number} seed @param {Fault[]} faults @param {(field: 'teacherEpochs') => number} read @returns {Op[]} */
function trainedTeacher({ teacher }, config, seed, faults, read) {
  const hidden = readHidden(teacher);
  if (!hidden) faults.push(fault('teacher', teacher, 'fault.hidden'));
  const epochs = read('teacherEpochs');
  return [
    { op: 'init', hidden: hidden ?? [], seed },
    { op: 'train', config: { ...config, epochs } },
  ];
}

/** @param {Dense} dense @param {Fault[]} faults @returns {Op[]} */
function ownTeacher({ ops, trained, cut }, faults) {
  if (!cut) faults.push({ field: null, value: '', key: 'pipe.fault.notCut', params: {} });
  else if (!trained) faults.push({ field: null, value: '', key: 'pipe.fault.untaught', params: {} });
  return [...ops];
}

/** Batches of a training. @param {TrainConfig} config @param {number} images */
export const batchesOf = ({ epochs, batchSize }, images) => Math.ceil(images / batchSize) * epochs;

/** What an operation leaves for those after it. @param {Stage['kind']} kind @param {Op | null} op @param {Now} now @returns {Now} */
function after(kind, op, now) {
  const trains = TRAINING_KINDS.has(kind);
  const shared = kind === 'share' || (now.shared && (kind === 'shareTune' || kind === 'prune'));
  const first = trains && now.batches === null && op && 'config' in op ? batchesOf(op.config, now.images) : null;
  const toBeginning = op?.op === 'rewind' && op.toStep == null;
  const trained = trains || (now.trained && !toBeginning);
  return { ...now, shared, batches: now.batches ?? first, dense: denseAfter(kind, op, now.dense), trained };
}

/** @param {Stage['kind']} kind @param {Op | null} op  null where it is not known, because something is wrong with it
 * @param {Dense} dense @returns {Dense} */
function denseAfter(kind, op, dense) {
  if (dense.cut) return dense;
  return LOSSLESS.has(kind)
    ? { ops: op ? [...dense.ops, op] : dense.ops, trained: true, cut: false }
    : { ...dense, cut: true };
}

/**
 * The whole list as operations, and all that is wrong with it.
 * @param {PipelineForm} form
 * @param {About} about
 * @returns {Plan}
 */
export function planOf(form, { pixels, classes, images, base }) {
  /** @type {Problem[]} */
  const problems = [];
  const isNew = form.begin === 'new';
  const hidden = readHidden(form.hidden);
  const seed = readSeed(form.seed);
  if (isNew && !hidden) problems.push({ stage: -1, ...fault('hidden', form.hidden, 'fault.hidden') });
  if (isNew && seed === null) problems.push({ stage: -1, ...outside('seed', form.seed, LIMITS.seed) });
  if (!isNew && !base) problems.push({ stage: -1, field: null, value: '', key: 'pipe.fault.noRun', params: {} });
  if (form.stages.length === 0)
    problems.push({ stage: null, field: null, value: '', key: 'pipe.fault.empty', params: {} });
  /** @type {Op[]} */
  const ops = isNew ? [{ op: 'init', hidden: hidden ?? [], seed: seed ?? 0 }] : [...(base?.pending ?? [])];
  const own = isNew ? null : base;
  /** @type {Now} */
  let now = {
    sizes: own ? [...own.sizes] : [pixels, ...(hidden ?? [1]), classes],
    images,
    seed: seed ?? 0,
    shared: own?.shared ?? false,
    batches: own?.batches ?? null,
    dense: denseOf(own?.ops ?? ops),
    trained: own?.trained ?? false,
  };
  const read = form.stages.map((stage, index) => {
    const { op, faults } = readStage(stage, now);
    if (op) ops.push(op);
    problems.push(...faults.map((one) => ({ stage: index, ...one })));
    now = after(stage.kind, op, now);
    return op;
  });
  const all = ops.length + (own ? own.ops.length - own.pending.length : 0);
  if (all > MAX_OPS)
    problems.push({ stage: null, field: null, value: String(all), key: 'pipe.fault.many', params: { max: MAX_OPS } });
  return { parent: isNew ? null : (base?.id ?? null), ops, read, problems };
}

/** The network on the stage, to begin with. @param {State} state @param {number} images @returns {Base | null} */
export function baseOf(state, images) {
  const on = subjectOnStage(state);
  if (!on) return null;
  const { node, prune } = on;
  const made = opsTo(state.nodes, node.id);
  /** @type {Op[]} */
  const pending = prune ? [{ op: 'prune', ...prune }] : [];
  const first = made.find((op) => 'config' in op);
  const batches = first && 'config' in first ? (first.stopAfter ?? batchesOf(first.config, images)) : null;
  return {
    id: node.id,
    sizes: node.sizes,
    shared: node.encoding?.kind === 'shared',
    batches,
    ops: [...made, ...pending],
    pending,
    trained: isTrained(state.nodes, node.id),
  };
}
