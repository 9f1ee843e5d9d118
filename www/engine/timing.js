// @ts-check
/**
 * The one way a time is measured: kernels take turns on the same test images, pass after pass, in one engine of the pool,
 * so that whatever slows the machine slows all. Loaded on demand.
 */

/** @import { Handover, RunNode, SpeedRow, SpeedWish } from '../protocol.js' */
/** @import { State } from '../state/state.js' */
/** @import { Store } from '../state/store.js' */
/** @import { Subject } from '../state/times.js' */
/** @import { StudyActions } from './studies.js' */
import { isReady } from '../state/select.js';
import { isTimeable, raceOf, times, timesFrom } from '../state/times.js';

/** Images of a pass, at most, and passes that count. */
const IMAGES = 1000;
export const PASSES = 7;

/** @param {{ store: Store, studies: Pick<StudyActions, 'conduct' | 'cancel' | 'handOver'> }} parts */
export function createTiming({ store, studies }) {
  const own = store.slice(times);
  let handing = false;

  /** Whether a race can begin. @param {State} state */
  const canRace = (state) => isReady(state) && state.run === null && state.studies.jobs.times === null && !handing;

  /**
   * Times kernels group by group.
   * @param {'times' | 'speed'} study
   * @param {readonly RunNode[]} nodes  whose kernels they are, as `of` of the wishes counts them
   * @param {SpeedWish[][]} groups
   * @param {(rows: SpeedRow[]) => void} onRows
   */
  async function race(study, nodes, groups, onRows) {
    const { info } = store.get().data;
    /** @type {Handover[]} */
    const others = [];
    handing = true;
    for (const node of nodes.slice(1)) {
      const handover = await studies.handOver(node);
      if (handover) others.push(handover);
    }
    handing = false;
    // A crash or another data set came between; that has been told.
    if (others.length < nodes.length - 1 || store.get().data.info !== info) return;
    const images = Math.min(IMAGES, info?.test ?? IMAGES);
    studies.conduct({
      study,
      base: nodes[0],
      lasting: true,
      pieces: [
        {
          work: (base) => ({ kind: 'speed', base, others, groups, images, passes: PASSES }),
          onDone: ({ speed }) => speed && onRows(speed),
        },
      ],
    });
  }

  return {
    canRace,
    /** Times networks by every kernel; takes the place of the race before. @param {readonly Subject[]} subjects */
    measure(subjects) {
      const able = subjects.filter(isTimeable);
      if (able.length === 0 || !canRace(store.get())) return;
      const { nodes, wishes } = raceOf(able);
      race('times', nodes, [wishes], (rows) => own.found({ race: timesFrom(able, rows) }));
    },
    /** Ends the race at work. */
    cancel: () => studies.cancel('times'),
    race,
  };
}
