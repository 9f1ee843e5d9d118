// @ts-check
/**
 * The whole experiment in the link:
 *
 *   #data=digits,12000,2000,1&ops=init(256;42)~train(adam,0.001;64;10)&prune=magnitude,layer,exact&at=0.8
 *
 * A teacher's operations stand in a `distil` as another list, with every mark in it escaped; where they are the first N of
 * the list the `distil` is in, they are written first=N.
 * After score, scope and rule a method may say shape=2:4, images=500, seed=7, ratios=0.5/0.8 and correct, in this order.
 * Everything read is checked; what does not fit throws a LinkError that names the offending piece.
 * encode and parse undo each other exactly (numbers are written in JavaScript's shortest exact form).
 */

/** @import { DatasetSpec, Edit, Experiment, Op, Optimizer, PruneMethod, Scheme, TrainConfig } from '../protocol.js' */
/** @import { Limit } from './limits.js' */
import { LIMITS, readNumber } from './limits.js';
import { ALL, canonical, DEFAULT_METHOD, methodText, mismatchOf, readGroup } from './method.js';

/** @typedef {Experiment & { method: PruneMethod, ratio: number, pinned: boolean }} Link */

/** What is wrong with which piece of a link; `code` is a text under `link.*`. */
export class LinkError extends Error {
  /**
   * @param {'part' | 'missing' | 'twice' | 'data' | 'op' | 'optimizer' | 'number' | 'method' | 'choice' | 'mismatch' | 'name' | 'order' | 'long'} code
   * @param {string} piece
   * @param {Record<string, string | number>} [more]
   */
  constructor(code, piece, more = {}) {
    super(`${code}: ${piece}`);
    this.code = code;
    this.piece = piece.length > 80 ? `${piece.slice(0, 80)}\u2026` : piece;
    /** @type {Record<string, string | number>} */
    this.params = { piece: this.piece, ...more };
  }
}

const MAX_LENGTH = 20000;
const MAX_OPS = 200;
/** Teachers that may have teachers, one after another. */
const MAX_TEACHERS = 3;
/** Operations in a link, those of all teachers counted: first=N may stand for many. */
const MAX_TAUGHT = 20000;

// ---- writing ---------------------------------------------------------------------------------

/**
 * @param {Link} link
 * @returns {string} without the leading #
 */
export function encode({ dataset, ops, method, ratio, pinned }) {
  const parts = [`data=${dataPiece(dataset)}`];
  if (ops.length) parts.push(`ops=${opPieces(ops).join('~')}`);
  parts.push(`prune=${methodText(method)}`, `at=${String(ratio)}`);
  if (pinned) parts.push('base=here');
  return parts.join('&');
}

/** @param {DatasetSpec} spec */
function dataPiece(spec) {
  return spec.source === 'digits'
    ? `digits,${spec.train},${spec.test},${spec.seed}`
    : `files,${name(spec.name)},${name(spec.digest)}`;
}

/** @param {readonly Op[]} ops */
function opPieces(ops) {
  /** @type {string[]} */
  const pieces = [];
  for (const op of ops) pieces.push(opPiece(op, pieces));
  return pieces;
}

/** @param {readonly Op[]} teacher @param {readonly string[]} before  what stands before the one that is taught */
function teacherPiece(teacher, before) {
  const pieces = opPieces(teacher);
  const isFirst = pieces.length <= before.length && pieces.every((piece, at) => piece === before[at]);
  return isFirst ? `first=${pieces.length}` : name(pieces.join('~'));
}

/** @param {Op} op @param {readonly string[]} before  the pieces before it @returns {string} */
function opPiece(op, before) {
  const stop = 'stopAfter' in op && op.stopAfter != null ? `;stop=${op.stopAfter}` : '';
  switch (op.op) {
    case 'init':
      return `init(${op.hidden.join(',')};${op.seed})`;
    case 'import':
      return `import(${name(op.name)};${name(op.digest)};${op.seed})`;
    case 'train':
      return `train(${configPiece(op.config)}${stop})`;
    case 'prune':
      return `prune(${methodText(op.method)};${op.ratio})`;
    case 'movement':
      return `movement(${configPiece(op.config)}${stop})`;
    case 'fineTune':
      return `finetune(${configPiece(op.config)};${op.mask}${stop})`;
    case 'gradual': {
      const when = `${op.from ?? 0};${op.ratio};${op.begin};${op.end};${op.every}`;
      return `gradual(${configPiece(op.config)};${methodText(op.method)};${when}${stop})`;
    }
    case 'dropGrow':
      return `dropgrow(${configPiece(op.config)};${op.grow};${op.fraction};${op.every};${op.end}${stop})`;
    case 'proximal':
      return `proximal(${configPiece(op.config)};${op.lambda}${stop})`;
    case 'distil': {
      const teacher = teacherPiece(op.teacher, before);
      return `distil(${configPiece(op.config)};${op.temperature};${op.alpha};${teacher}${stop})`;
    }
    case 'rewind':
      return `rewind(${op.toStep ?? ''})`;
    case 'reinit':
    case 'shuffle':
      return `${op.op}(${op.seed})`;
    case 'edit':
      return `edit(${op.edits.map(editPiece).join(';')})`;
    case 'quantize':
      return `quantize(${schemePiece(op.scheme)})`;
    case 'quantizeTune':
      return `quantizetune(${configPiece(op.config)};${schemePiece(op.scheme)}${stop})`;
    case 'share':
      return `share(${op.bits.join(',')})`;
    case 'shareTune':
      return `sharetune(${configPiece(op.config)}${stop})`;
  }
}

/** @param {Edit} edit */
function editPiece({ layer, input, output, keep }) {
  return `${layer},${input ?? ''},${output},${keep ? 'keep' : 'cut'}`;
}

/** @param {Scheme} scheme */
function schemePiece({ bits, levels, per, activations }) {
  const range = activations ? [activations.bits, activations.images, activations.percentile ?? []].flat() : [];
  return [bits, levels, per, ...range].join(',');
}

/** @param {TrainConfig} config */
function configPiece({ optimizer, batchSize, epochs }) {
  return `${optimizerPiece(optimizer)};${batchSize};${epochs}`;
}

/** @param {Optimizer} optimizer */
function optimizerPiece(optimizer) {
  switch (optimizer.kind) {
    case 'adam':
      return `adam,${optimizer.lr}`;
    case 'adamW':
      return `adamw,${optimizer.lr},${optimizer.weightDecay}`;
    case 'sgd':
      return `sgd,${optimizer.lr},${optimizer.momentum},${optimizer.nesterov ? 'nesterov' : 'plain'},${optimizer.weightDecay}`;
  }
}

/** A name in which every mark that means something in a link is escaped. @param {string} text */
function name(text) {
  return encodeURIComponent(text).replace(/[!'()*~._]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

// ---- reading ---------------------------------------------------------------------------------

/**
 * @param {string} hash  with or without the leading #
 * @returns {Link | null}  null when the link says nothing
 */
export function parse(hash) {
  const text = hash.replace(/^#/, '');
  if (text === '') return null;
  if (text.length > MAX_LENGTH) throw new LinkError('long', text, { max: MAX_LENGTH });
  const parts = readParts(text);
  const data = parts.get('data');
  if (data === undefined) throw new LinkError('missing', 'data=');
  const base = parts.get('base');
  if (base !== undefined && base !== 'here') throw new LinkError('part', `base=${base}`);
  const method = parts.get('prune');
  return {
    dataset: readData(data),
    ops: readOps(parts.get('ops') ?? ''),
    method: method === undefined ? DEFAULT_METHOD : readMethod(method),
    ratio: readIn(parts.get('at') ?? '0', LIMITS.ratio),
    pinned: base === 'here',
  };
}

const PARTS = new Set(['data', 'ops', 'prune', 'at', 'base']);

/** @param {string} text @returns {Map<string, string>} */
function readParts(text) {
  /** @type {Map<string, string>} */
  const parts = new Map();
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    const key = equals < 0 ? part : part.slice(0, equals);
    if (equals < 0 || !PARTS.has(key)) throw new LinkError('part', part);
    if (parts.has(key)) throw new LinkError('twice', `${key}=`);
    parts.set(key, part.slice(equals + 1));
  }
  return parts;
}

/** @param {string} piece @returns {DatasetSpec} */
function readData(piece) {
  const [source, ...rest] = piece.split(',');
  if (source === 'digits' && rest.length === 3) {
    return {
      source,
      train: readIn(rest[0], LIMITS.digitsTrain),
      test: readIn(rest[1], LIMITS.digitsTest),
      seed: readIn(rest[2], LIMITS.seed),
    };
  }
  if (source === 'files' && rest.length === 2) {
    return { source, name: readName(rest[0]), digest: readName(rest[1]) };
  }
  throw new LinkError('data', piece);
}

/** @param {string} piece @param {number} [depth]  how many teachers this is the teacher of @returns {Op[]} */
function readOps(piece, depth = 0) {
  if (piece === '') return [];
  const pieces = piece.split('~');
  if (pieces.length > MAX_OPS) throw new LinkError('long', piece, { max: MAX_OPS });
  /** @type {Op[]} */
  const ops = [];
  let count = 0;
  pieces.forEach((one, index) => {
    const op = readOp(one, depth, ops);
    const begins = op.op === 'init' || op.op === 'import';
    if (begins !== (index === 0)) throw new LinkError('order', one, { index: index + 1 });
    count += countOf([op]);
    if (count > MAX_TAUGHT) throw new LinkError('long', piece, { max: MAX_TAUGHT });
    ops.push(op);
  });
  return ops;
}

/** Operations, those of teachers counted. @param {readonly Op[]} ops @returns {number} */
const countOf = (ops) => ops.reduce((sum, op) => sum + 1 + (op.op === 'distil' ? countOf(op.teacher) : 0), 0);

/** Teachers one after another. @param {readonly Op[]} ops @returns {number} */
const depthOf = (ops) => Math.max(0, ...ops.map((op) => (op.op === 'distil' ? 1 + depthOf(op.teacher) : 0)));

/** @param {string} piece @param {number} depth @param {readonly Op[]} before  what stands before it in the list @returns {Op} */
function readOp(piece, depth, before) {
  const match = /^([a-z]+)\(([^()]*)\)$/.exec(piece);
  if (!match) throw new LinkError('op', piece);
  const fields = match[2].split(';');
  /** @param {number} count */
  const need = (count) => {
    if (fields.length !== count) throw new LinkError('op', piece);
  };
  switch (match[1]) {
    case 'init':
      need(2);
      return { op: 'init', hidden: readWidths(fields[0]), seed: readIn(fields[1], LIMITS.seed) };
    case 'import':
      need(3);
      return {
        op: 'import',
        name: readName(fields[0]),
        digest: readName(fields[1]),
        seed: readIn(fields[2], LIMITS.seed),
      };
    case 'train':
    case 'movement': {
      const stop = takeStop(fields);
      need(3);
      return { op: match[1], config: readConfig(fields), ...stop };
    }
    case 'prune':
      need(2);
      return { op: 'prune', method: readMethod(fields[0]), ratio: readIn(fields[1], LIMITS.ratio) };
    case 'finetune': {
      const stop = takeStop(fields);
      need(4);
      const mask = fields[3];
      if (mask !== 'keep' && mask !== 'forget') throw new LinkError('op', piece);
      return { op: 'fineTune', config: readConfig(fields), mask, ...stop };
    }
    case 'gradual':
      return readGradual(fields, need);
    // `rewire` as older links have it.
    case 'dropgrow':
    case 'rewire': {
      const stop = takeStop(fields);
      need(7);
      const grow = fields[3];
      if (grow !== 'random' && grow !== 'gradient') throw new LinkError('op', piece);
      const [fraction, every, end] = [readIn(fields[4], LIMITS.ratio), ...fields.slice(5).map(readStep)];
      return { op: 'dropGrow', grow, fraction, every, end, config: readConfig(fields), ...stop };
    }
    case 'proximal': {
      const stop = takeStop(fields);
      need(4);
      return { op: 'proximal', lambda: readIn(fields[3], LIMITS.lambda), config: readConfig(fields), ...stop };
    }
    case 'distil': {
      const stop = takeStop(fields);
      need(6);
      const [temperature, alpha] = [readIn(fields[3], LIMITS.temperature), readIn(fields[4], LIMITS.ratio)];
      const teacher = readTeacher(fields[5], depth + 1, before);
      return { op: 'distil', teacher, temperature, alpha, config: readConfig(fields), ...stop };
    }
    case 'rewind':
      need(1);
      return { op: 'rewind', ...(fields[0] === '' ? {} : { toStep: readIn(fields[0], LIMITS.stopAfter) }) };
    case 'reinit':
    case 'shuffle':
      need(1);
      return { op: match[1], seed: readIn(fields[0], LIMITS.seed) };
    case 'edit':
      return { op: 'edit', edits: fields.map(readEdit) };
    case 'quantize':
      need(1);
      return { op: 'quantize', scheme: readScheme(fields[0]) };
    case 'quantizetune': {
      const stop = takeStop(fields);
      need(4);
      return { op: 'quantizeTune', scheme: readScheme(fields[3]), config: readConfig(fields), ...stop };
    }
    case 'share': {
      need(1);
      const bits = fields[0].split(',');
      if (bits.length > LIMITS.layers.max + 1) throw new LinkError('op', piece);
      return { op: 'share', bits: bits.map((text) => readIn(text, LIMITS.codeBits)) };
    }
    case 'sharetune': {
      const stop = takeStop(fields);
      need(3);
      return { op: 'shareTune', config: readConfig(fields), ...stop };
    }
    default:
      throw new LinkError('op', piece);
  }
}

/** @param {string[]} fields @param {(count: number) => void} need @returns {Op} */
function readGradual(fields, need) {
  const stop = takeStop(fields);
  need(9);
  const from = readIn(fields[4], LIMITS.ratio);
  return {
    op: 'gradual',
    method: readMethod(fields[3]),
    ...(from === 0 ? {} : { from }),
    ratio: readIn(fields[5], LIMITS.ratio),
    begin: readIn(fields[6], LIMITS.index),
    end: readIn(fields[7], LIMITS.index),
    every: readIn(fields[8], LIMITS.stopAfter),
    config: readConfig(fields),
    ...stop,
  };
}

/** @param {string} piece @returns {Scheme} */
function readScheme(piece) {
  const [bits, levels, per, ...range] = piece.split(',');
  if (per === undefined || range.length === 1 || range.length > 3) throw new LinkError('op', `quantize(${piece})`);
  const [activationBits, images, percentile] = range;
  /** @type {any} */
  const scheme = {
    bits: readIn(bits, LIMITS.bits),
    levels: readChoice('levels', levels, ['symmetric', 'affine']),
    per: readChoice('per', per, ['tensor', 'row']),
  };
  if (images === undefined) return scheme;
  scheme.activations = { bits: readIn(activationBits, LIMITS.bits), images: readIn(images, LIMITS.rangeImages) };
  if (percentile !== undefined) scheme.activations.percentile = readIn(percentile, LIMITS.percentile);
  return scheme;
}

/** @param {string} piece */
const readStep = (piece) => readIn(piece, LIMITS.stopAfter);

/** @param {string} piece @param {number} depth @param {readonly Op[]} before @returns {Op[]} */
function readTeacher(piece, depth, before) {
  const ops = depth > MAX_TEACHERS ? [] : teacherOf(piece, depth, before);
  if (ops.length === 0) throw new LinkError('op', `distil(${piece})`);
  return ops;
}

/** Empty where there are no first operations, or these have too many teachers themselves. @param {string} piece
 * @param {number} depth @param {readonly Op[]} before */
function teacherOf(piece, depth, before) {
  if (!piece.startsWith('first=')) return readOps(unescaped(piece), depth);
  if (before.length === 0) return [];
  const first = before.slice(0, readIn(piece.slice(6), { min: 1, max: before.length, whole: true }));
  return depth + depthOf(first) > MAX_TEACHERS ? [] : first;
}

/** @param {string} piece @returns {Edit} */
function readEdit(piece) {
  const [layer, input, output, what, ...rest] = piece.split(',');
  if (rest.length || (what !== 'keep' && what !== 'cut')) throw new LinkError('op', `edit(${piece})`);
  return {
    layer: readIn(layer, LIMITS.index),
    ...(input === '' ? {} : { input: readIn(input, LIMITS.index) }),
    output: readIn(output, LIMITS.index),
    keep: what === 'keep',
  };
}

/** Takes a `stop=N` off the end of the fields. @param {string[]} fields @returns {{ stopAfter?: number }} */
function takeStop(fields) {
  const last = fields[fields.length - 1];
  if (!last.startsWith('stop=')) return {};
  fields.pop();
  return { stopAfter: readIn(last.slice(5), LIMITS.stopAfter) };
}

/** @param {string} piece */
function readWidths(piece) {
  const parts = piece.split(',');
  if (parts.length < LIMITS.layers.min || parts.length > LIMITS.layers.max) throw new LinkError('op', `init(${piece}`);
  return parts.map((part) => readIn(part, LIMITS.width));
}

/** @param {string[]} fields @returns {TrainConfig} */
function readConfig([optimizer, batchSize, epochs]) {
  return {
    epochs: readIn(epochs, LIMITS.epochs),
    batchSize: readIn(batchSize, LIMITS.batchSize),
    optimizer: readOptimizer(optimizer),
  };
}

/** @param {string} piece @returns {Optimizer} */
function readOptimizer(piece) {
  const [kind, ...rest] = piece.split(',');
  if (kind === 'adam' && rest.length === 1) return { kind, lr: readIn(rest[0], LIMITS.lr) };
  if (kind === 'adamw' && rest.length === 2) {
    return { kind: 'adamW', lr: readIn(rest[0], LIMITS.lr), weightDecay: readIn(rest[1], LIMITS.weightDecay) };
  }
  if (kind === 'sgd' && rest.length === 4 && (rest[2] === 'nesterov' || rest[2] === 'plain')) {
    return {
      kind,
      lr: readIn(rest[0], LIMITS.lr),
      momentum: readIn(rest[1], LIMITS.momentum),
      nesterov: rest[2] === 'nesterov',
      weightDecay: readIn(rest[3], LIMITS.weightDecay),
    };
  }
  throw new LinkError('optimizer', piece);
}

/** @param {string} piece @returns {PruneMethod} */
function readMethod(piece) {
  const [score, scope, rule, ...rest] = piece.split(',');
  if (rule === undefined) throw new LinkError('method', piece);
  /** @type {any} */
  const method = {
    score: readChoice('score', score, ALL.scores),
    scope: readChoice('scope', scope, ALL.scopes),
    rule: readChoice('rule', rule === OLD_RULE ? 'kth-value' : rule, ALL.rules),
  };
  let before = -1;
  for (const part of rest) {
    const [key, value, more] = part.split('=');
    const at = EXTRAS.indexOf(key);
    // In one order and each once, so that a method is written in one way only.
    if (at <= before || more !== undefined || (value === undefined) !== (key === 'correct'))
      throw new LinkError('method', piece);
    before = at;
    if (key === 'shape') {
      if (value !== 'neurons' && value !== 'weights' && !readGroup(value))
        throw new LinkError('choice', value, { what: 'shape', allowed: SHAPES });
      method.shape = value;
    } else if (key === 'images') method.calibration = readIn(value, LIMITS.calibration);
    else if (key === 'seed') method.seed = readIn(value, LIMITS.seed);
    else if (key === 'ratios') method.ratios = value.split('/').map((ratio) => readIn(ratio, LIMITS.ratio));
    else method.correct = true;
  }
  const wrong = mismatchOf(method);
  if (wrong) throw new LinkError('mismatch', piece, wrong);
  return canonical(method);
}

/** The name of `kth-value` in older links. */
const OLD_RULE = 'seed-note';
const EXTRAS = ['shape', 'images', 'seed', 'ratios', 'correct'];
const SHAPES = 'weights, neurons, N:M (1 \u2264 N < M \u2264 16)';

/** @param {string} what @param {string} value @param {readonly string[]} allowed */
function readChoice(what, value, allowed) {
  if (!allowed.includes(value)) throw new LinkError('choice', value, { what, allowed: allowed.join(', ') });
  return value;
}

/** @param {string} text @param {Limit} limit @returns {number} */
function readIn(text, limit) {
  const value = /^\S+$/.test(text) ? readNumber(text, limit) : null;
  if (value === null) throw new LinkError('number', text, { min: limit.min, max: limit.max });
  return value;
}

/** @param {string} piece */
function unescaped(piece) {
  try {
    return decodeURIComponent(piece);
  } catch {
    throw new LinkError('name', piece);
  }
}

/** @param {string} piece */
function readName(piece) {
  const text = unescaped(piece);
  if (text === '' || text.length > 200) throw new LinkError('name', piece);
  return text;
}
