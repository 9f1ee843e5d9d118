// @ts-check
/**
 * What is written and timed: the network on the stage. Pure.
 */

/** @import { FormatsResult, SpeedRow } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { FILES } from '../../description.js';
import { subjectOnStage } from '../../state/moment.js';
import { isOtherLab, isReady } from '../../state/select.js';
import { subjectKey } from '../../state/times.js';

/** What was measured of which network, as `subjectKey` names it. @typedef {{ key: string, result: FormatsResult }} Sizes */
/** @typedef {{ key: string, rows: SpeedRow[] }} Speed */

/** Formats of the crate, the browser's gzip of the dense one, and PyTorch's file of a pruned network. @type {readonly string[]} */
export const LAYOUTS = Object.freeze([...FILES.layouts.map(({ layout }) => layout), 'torch', 'gzip']);

/** @type {Slice<{ form: {}, sizes: Sizes | null, speed: Speed | null }>} */
export const slice = {
  id: 'storage',
  initial: { form: {}, sizes: null, speed: null },
  reduce: (own, _, state, before) => (isOtherLab(state, before) ? slice.initial : own),
};

/** The network that is spoken of; null while there is none at rest. @param {State} state */
export function subject(state) {
  if (!isReady(state) || state.run) return null;
  const on = subjectOnStage(state);
  return on && { ...on, key: subjectKey(on) };
}
