// @ts-check
/**
 * Which network is exported: the one on the stage, or the current run as it is. Pure.
 */

/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Subject } from '../../state/times.js' */
import { subjectOnStage } from '../../state/moment.js';
import { currentNode } from '../../state/select.js';

export const SOURCES = /** @type {const} */ (['stage', 'current']);
/** @typedef {typeof SOURCES[number]} Source */

/** @type {Slice<{ form: { source: Source } }>} */
export const slice = { id: 'exports', initial: { form: { source: 'stage' } } };

/** @param {State} state @param {Source} source @returns {Subject | null} */
export function subjectOf(state, source) {
  if (source !== 'current') return subjectOnStage(state);
  const node = currentNode(state);
  return node && { node, prune: null };
}
