// @ts-check
/**
 * Long work, for the bar: what is at work, how far it is, and what it belongs to. Pure.
 */

/** @import { EntryFeature } from '../features/contract.js' */
/** @import { State } from '../state/state.js' */
/** @import { Progress, StudyKind } from '../state/studies.js' */

/** Background work of an entry, or the run of the page's own engine (`study` null). `entry` leads to where it was begun.
 * @typedef {Progress & { study: StudyKind | null, entry: EntryFeature | null }} Work */

/**
 * Studies that belong to no entry are over in a moment and not listed.
 * @param {State} state
 * @param {readonly EntryFeature[]} entries
 * @returns {Work[]}
 */
export function workOf({ run, studies }, entries) {
  const own = entries.flatMap((entry) =>
    (entry.studies ?? []).flatMap((study) => {
      const progress = studies.jobs[study];
      return progress ? [{ ...progress, study, entry }] : [];
    }),
  );
  if (!run) return own;
  const { batch: finished, totalBatches: total, secondsLeft } = run;
  const fraction = total === 0 ? 0 : finished / total;
  return [{ study: null, entry: null, finished, total, fraction, secondsLeft }, ...own];
}
