// @ts-check
/**
 * What undo goes back through: runs and settings, in the order in which the person did things. Pure.
 */

/** @import { PruneMethod } from '../protocol.js' */
/** @import { TrainForm, TuneForm } from '../ops/forms.js' */

/** What the person has set: the method, seed and forms, those of features by their ids.
 * @typedef {{ method: PruneMethod, ratio: number, seed: string, forms: { train: TrainForm, tune: TuneForm },
 *   slices: Readonly<Record<string, object>> }} Settings */
/** Where undo leads: a run, or settings as they were before the field `key` was changed.
 * @typedef {{ kind: 'run', run: number } | { kind: 'settings', key: string, settings: Settings }} Step */

/** How many steps are kept. */
const MOST = 200;

/** @param {readonly Step[]} trail @param {Step} step @returns {readonly Step[]} */
export function withStep(trail, step) {
  return [...trail, step].slice(-MOST);
}

/**
 * Whether a change goes on with the one before, so that both are undone at once: letters typed one after another, and a
 * slider on its way, and what is added to a list.
 * @param {Step | undefined} last
 * @param {string} key
 * @param {unknown} from  the value before the change
 * @param {unknown} to
 */
export function goesOn(last, key, from, to) {
  if (last?.kind !== 'settings' || last.key !== key) return false;
  if (typeof from === 'string' && typeof to === 'string') return isTyped(from, to);
  if (Array.isArray(from) && Array.isArray(to)) {
    const isMoved = from.length === to.length && typeof from[0] === 'number';
    return isMoved || (from.length > 0 && from.every((item, index) => item === to[index]));
  }
  return typeof from === 'number';
}

/** Whether one letter was typed or deleted. @param {string} from @param {string} to */
function isTyped(from, to) {
  const [short, long] = from.length < to.length ? [from, to] : [to, from];
  if (long.length - short.length !== 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return short.slice(same) === long.slice(same + 1);
}
