// @ts-check
/**
 * The builder's list as a line of text, so that a link has it: what of each stage is not as when it is added. Pure.
 */

/** @import { Preset } from '../../description.js' */
/** @import { PipelineForm, Stage, StageKind } from './stages.js' */
import { createMemo } from '../../util/memo.js';
import { presetForm, PRESETS } from './presets.js';
import { createStage, STAGE_KINDS } from './stages.js';

/** Fields that differ. @param {Readonly<Record<string, unknown>>} now @param {Readonly<Record<string, unknown>>} first */
const differing = (now, first) =>
  Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== first[name]));

/** @param {Stage} stage @returns {unknown[]} without what is as at first */
function stageParts({ id, kind, training, values }) {
  const first = createStage(kind, id);
  const parts = [differing(training, first.training), differing(values, first.values)];
  while (parts.length && Object.keys(parts[parts.length - 1]).length === 0) parts.pop();
  return [id, kind, ...parts];
}

/** @param {PipelineForm} form */
export const listText = ({ begin, hidden, seed, stages }) =>
  JSON.stringify([begin, hidden, seed, ...stages.map(stageParts)]);

/** What of some fields can be taken: those there are, of the kind that they are. @template {object} T @param {T} first
 * @param {unknown} fields @returns {Partial<T>} */
function taken(first, fields) {
  if (typeof fields !== 'object' || fields === null) return {};
  const known = new Map(Object.entries(first));
  const fit = Object.entries(fields).filter(([name, value]) => typeof value === typeof known.get(name));
  return /** @type {Partial<T>} */ (Object.fromEntries(fit));
}

/** @param {unknown} parts @returns {Stage} */
function readStage(parts) {
  const [id, kind, training, values] = /** @type {unknown[]} */ (parts);
  if (!Number.isSafeInteger(id) || !STAGE_KINDS.includes(/** @type {StageKind} */ (kind))) throw new TypeError();
  const first = createStage(/** @type {StageKind} */ (kind), Number(id));
  return createStage(first.kind, first.id, {
    training: taken(first.training, training),
    values: taken(first.values, values),
  });
}

/** @param {string} text @returns {PipelineForm} */
function parse(text) {
  const [begin, hidden, seed, ...stages] = JSON.parse(text);
  if (typeof hidden !== 'string' || typeof seed !== 'string') throw new TypeError();
  return { begin: begin === 'current' ? 'current' : 'new', hidden, seed, stages: stages.map(readStage) };
}

/** @type {ReturnType<typeof createMemo<PipelineForm>>} */
const read = createMemo();
const KEY = Object.freeze({});

/** The list; where the text is none the textbook's. @param {string} text @returns {PipelineForm} */
export function readList(text) {
  return read(KEY, [text], () => {
    try {
      return parse(text);
    } catch {
      return presetForm('textbook', 1, '');
    }
  });
}

/** A list whatever the numbers of its stages. @param {PipelineForm} list */
const plain = (list) => listText({ ...list, stages: list.stages.map((stage) => ({ ...stage, id: 0 })) });

/** @type {ReturnType<typeof createMemo<Preset | null>>} */
const presets = createMemo();

/** The preset that a list is. @param {PipelineForm} form @returns {Preset | null} */
export function presetOf(form) {
  return presets(form, [], () => {
    const text = plain(form);
    return PRESETS.find((preset) => plain(presetForm(preset, 1, form.seed)) === text) ?? null;
  });
}
