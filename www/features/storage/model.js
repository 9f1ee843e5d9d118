// @ts-check
/**
 * Which network is written and timed: the one at the slider, or the current run. Pure.
 */

/** @import { FormatsResult, Pruning, SpeedRow } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { methodText } from '../../ops/method.js';
import { baseNode, currentNode, isReady, ratioNow } from '../../state/select.js';

/** What was measured of which network, as `subject` names it.
 * @typedef {{ key: string, result: FormatsResult }} Sizes */
/** @typedef {{ key: string, rows: SpeedRow[] }} Speed */
/** @typedef {'slider' | 'current'} Source */

/** @type {Slice<{ form: { source: Source }, sizes: Sizes | null, speed: Speed | null }>} */
export const slice = { id: 'storage', initial: { form: { source: 'slider' }, sizes: null, speed: null } };

/** The network that is asked about: a run, and how it is pruned. @param {State} state @param {Source} source */
export function subject(state, source) {
  if (!isReady(state)) return null;
  const node = source === 'slider' ? baseNode(state) : currentNode(state);
  if (!node) return null;
  /** @type {Pruning | null} */
  const prune = source === 'slider' ? { method: state.method, ratio: ratioNow(state) } : null;
  const key = `${node.id} ${prune ? `${methodText(prune.method)} ${prune.ratio}` : ''}`;
  return { node, prune, key };
}
