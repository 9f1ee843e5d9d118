// @ts-check
/**
 * The builder's part of the state: the list of stages as typed, and the run its waterfall ends with. Pure.
 */

/** @import { Slice } from '../../state/slices.js' */
import { isOtherLab } from '../../state/select.js';
import { pathTo } from '../../state/tree.js';
import { listText, readList } from './list-text.js';
import { presetForm } from './presets.js';

/** Lists as text; `before`: the person's own that a preset took the place of.
 * @typedef {{ list: string, before: string | null }} Builder */
/** `runId`: the run that the builder began; `end`: the last run of the waterfall.
 * @typedef {{ form: Builder, runId: number, end: number | null }} Pipeline */

/** The least number that no stage has. @param {Builder} form */
export function freeId({ list, before }) {
  const lists = [list, ...(before === null ? [] : [before])].map(readList);
  return 1 + Math.max(0, ...lists.flatMap(({ stages }) => stages.map(({ id }) => id)));
}

/** The slice, which begins with the textbook's list. @param {string} seed @returns {Slice<Pipeline>} */
export function pipelineSlice(seed) {
  return {
    id: 'pipeline',
    initial: {
      form: { list: listText(presetForm('textbook', 1, seed)), before: null },
      runId: -1,
      end: null,
    },
    reduce(own, _, state, before) {
      if (isOtherLab(state, before)) return { ...own, end: null };
      const { nodes, run, current } = state;
      if (nodes === before.nodes && run === before.run && current === before.current) return own;
      const at = run ? (run.lastNode ?? run.parent) : current;
      // Going back to one of the runs that lead to the last leaves those after it there.
      const stays = !run && pathTo(nodes, own.end).some(({ id }) => id === at);
      return stays || at === own.end ? own : { ...own, end: at };
    },
  };
}
