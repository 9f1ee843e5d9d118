// @ts-check
/**
 * Background work: pieces that depend on nothing but the network they begin with are done by the pool of engines while the
 * page's own engine stays free. Whoever asks says what the pieces are and what becomes of their results; how far they are,
 * how long they will take, that they can be cancelled and what went wrong is the same for all and told here.
 */

/** @import { CurveSample, EpochPoint, Handover, ListEnd, RunNode, TaskProgress, Work, WorkResult } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { StudyKind } from '../state/studies.js' */
/** @import { EnginePool, Outcome } from './engine-pool.js' */
/** @import { HandOver } from './hand-over.js' */
import { baseId, isOtherLab } from '../state/select.js';
import { faultNotice } from './fault-notice.js';

/** Time that has gone by before the rest is guessed from it. */
const GUESS_S = 0.5;

/** A piece of work, and who takes what comes of it on the way and in the end. `diverges`: a training that diverges is
 * shown with the result, not told.
 * @typedef {{ onSamples?: (samples: CurveSample[]) => void, onEnds?: (ends: ListEnd[]) => void,
 *   onEpochs?: (epochs: EpochPoint[]) => void, onDone?: (result: WorkResult) => void, diverges?: boolean }} PieceEnds */
/** Of a piece that begins with a network. @typedef {PieceEnds & { work: (base: Handover) => Work }} Piece */
/** Of a piece that begins with nothing. @typedef {PieceEnds & { work: () => Work }} RootlessPiece */
/** What is to be done. `lasting`: wherever the slider goes meanwhile, and not only while its network is `base`. `next` is asked
 * after each piece for one that depends on what was found, until it has none; `expected` is how many there are then, at most.
 * @typedef {{ study: StudyKind, lasting?: boolean } & ({ base: RunNode, pieces: Piece[], next?: () => Piece | null,
 *   expected?: number } | { base: null, pieces: RootlessPiece[], next?: undefined, expected?: undefined })} Study */

/** @param {{ store: Store, pool: EnginePool, handOver: HandOver, now?: () => number }} parts */
export function createConductor({ store, pool, handOver, now = () => performance.now() }) {
  /** The studies at work. @type {Map<StudyKind, { lasting: boolean, end: () => void }>} */
  const going = new Map();

  store.follow((state, before) => {
    const isOther = isOtherLab(state, before);
    const isElsewhere = baseId(state) !== baseId(before);
    for (const [study, { lasting }] of going) if (isOther || (isElsewhere && !lasting)) cancel(study);
    // Until its bytes are known the pool has none: work must never be done on another data set than the page shows.
    if (state.data.info !== before.data.info) pool.useData(null);
  });

  /**
   * Does the pieces of a study, as many at a time as there are engines; ends when all have, or when it is cancelled. One
   * that is at work already is not begun again.
   * @param {Study} wanted
   */
  async function conduct({ study, base, pieces, lasting = false, next, expected = pieces.length }) {
    if (going.has(study)) return;
    /** @type {(() => void)[]} */
    const cancels = [];
    const mine = { lasting, end: () => cancels.forEach((cancel) => cancel()) };
    const isOver = () => going.get(study) !== mine;
    going.set(study, mine);
    store.dispatch({ type: 'studyBegan', study, total: expected });
    const handover = base && (await handOver(base));
    if (isOver()) return;
    if (base && !handover) return ended(study);
    const report = reporter(study, expected);
    let begun = 0;
    /** @param {PieceEnds & { work: (base: Handover) => Work }} piece */
    async function perform(piece) {
      const index = begun;
      begun += 1;
      const work = piece.work(/** @type {Handover} */ (handover));
      const ticket = pool.submit(work, (progress) => {
        if (isOver()) return;
        hear(piece, progress);
        report(index, progress.fraction, false);
      });
      cancels.push(ticket.cancel);
      const outcome = await ticket.done;
      if (isOver()) return;
      if (outcome.status === 'done') piece.onDone?.(outcome.result);
      const fault = faultOf(piece, outcome);
      if (fault) store.dispatch(faultNotice(fault));
      report(index, 1, true);
      const after = next?.();
      if (after) await perform(after);
    }
    await Promise.all(pieces.map(perform));
    if (!isOver()) ended(study);
  }

  /** @param {StudyKind} study */
  function ended(study) {
    going.delete(study);
    store.dispatch({ type: 'studyEnded', study });
  }

  /** Ends it at once, so that it can be begun anew; what is there of it stays. @param {StudyKind} study */
  function cancel(study) {
    const work = going.get(study);
    if (!work) return;
    ended(study);
    work.end();
  }

  /** Tells how far the pieces of a study are. @param {StudyKind} study @param {number} count */
  function reporter(study, count) {
    const fractions = new Array(count).fill(0);
    let finished = 0;
    let startMs = NaN;
    return (/** @type {number} */ index, /** @type {number} */ fraction, /** @type {boolean} */ isLast) => {
      fractions[index] = fraction;
      if (isLast) finished += 1;
      const sum = fractions.reduce((total, one) => total + one, 0);
      // The engines' start is not part of the pace.
      if (Number.isNaN(startMs)) startMs = now();
      const seconds = (now() - startMs) / 1000;
      const secondsLeft = sum > 0 && seconds > GUESS_S ? (seconds * (count - sum)) / sum : null;
      store.dispatch({ type: 'studyProgress', study, finished, fraction: sum / count, secondsLeft });
    };
  }

  return { conduct, cancel, handOver };
}

/** @param {PieceEnds} piece @param {TaskProgress} progress */
function hear({ onSamples, onEnds, onEpochs }, { samples, ends, epochs }) {
  if (samples.length) onSamples?.(samples);
  if (ends.length) onEnds?.(ends);
  if (epochs.length) onEpochs?.(epochs);
}

/** What the person is to be told of a piece that ended. @param {PieceEnds} piece @param {Outcome} outcome */
function faultOf({ diverges = false }, outcome) {
  if (outcome.status === 'failed') return outcome.fault;
  return outcome.status === 'done' && !diverges ? outcome.result.fault : null;
}

/** @typedef {ReturnType<typeof createConductor>} Conductor */
