// @ts-check
/**
 * Studies: many independent pieces of work about the slider's network, done by the pool of engines while the page's
 * own engine stays free. Each is checked, begun, followed and ended here.
 */

/** @import { CurveSample, Handover, ListEnd, Op, PruneMethod, RunNode, Work } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { StudyKind, TunedRow, TuneSettings } from '../state/studies.js' */
/** @import { Actions } from './actions.js' */
/** @import { EngineClient } from './engine-client.js' */
/** @import { EnginePool, Outcome } from './engine-pool.js' */
import { readRatios, readTraining, writeTraining } from '../ops/forms.js';
import { rankedLayers } from '../ops/method.js';
import { baseId, baseNode, rankedNow, scanNow, tunedNode } from '../state/select.js';
import { findSweep } from '../state/studies.js';
import { otherScope, sparsityOf } from '../state/tree.js';
import { faultNotice } from './fault-notice.js';
import { handOver } from './hand-over.js';

/** Comparisons are of the runs they began with, wherever the slider goes, and students are of their teacher.
 * @type {ReadonlySet<StudyKind>} */
const LASTING = new Set(['methods', 'pareto', 'distil']);

/** A piece of a study, and what to do with what came of it. Points go where all curves go unless `onSamples` takes them;
 * `onEnds` takes ends of lists.
 * @typedef {{ work: (base: Handover) => Work, onSamples?: (samples: CurveSample[]) => void,
 *   onEnds?: (ends: ListEnd[]) => void, onDone: (outcome: Extract<Outcome, { status: 'done' }>) => void }} Piece */

/**
 * @param {{ store: Store, client: () => EngineClient, pool: EnginePool, actions: Actions, now?: () => number }} parts
 */
export function createStudies({ store, client, pool, actions, now = () => performance.now() }) {
  /** Ends each study that is at work. @type {Map<StudyKind, () => void>} */
  const ending = new Map();

  /**
   * Does the pieces of a study, as many at a time as there are engines; ends when all have, or when it is cancelled.
   * @param {StudyKind} study
   * @param {RunNode} base
   * @param {Piece[]} pieces
   */
  async function conduct(study, base, pieces) {
    if (ending.has(study)) return;
    let over = false;
    /** @type {(() => void)[]} */
    const cancels = [];
    const end = () => {
      over = true;
      for (const cancel of cancels) cancel();
    };
    ending.set(study, end);
    store.dispatch({ type: 'studyBegan', study, total: pieces.length });
    const handover = await handOver(client(), base);
    if (handover && !over) {
      const report = progressOf(study, pieces.length);
      const outcomes = pieces.map(({ work, onSamples, onEnds, onDone }, index) => {
        const task = work(handover);
        const ticket = pool.submit(task, ({ fraction, samples, ends }) => {
          if (over) return;
          if (ends.length) onEnds?.(ends);
          if (samples.length && onSamples) onSamples(samples);
          else if (samples.length) show(task, base.id, samples);
          report(index, fraction, false);
        });
        cancels.push(ticket.cancel);
        return ticket.done.then((outcome) => {
          if (over) return;
          if (outcome.status === 'done') onDone(outcome);
          report(index, 1, true);
          return outcome;
        });
      });
      tellFaults(await Promise.all(outcomes));
    }
    if (ending.get(study) === end) ended(study);
  }

  /** @param {StudyKind} study */
  function ended(study) {
    ending.delete(study);
    store.dispatch({ type: 'studyEnded', study });
  }

  /** @param {StudyKind} study @param {number} count */
  function progressOf(study, count) {
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
      const secondsLeft = sum > 0 && seconds > 0.5 ? (seconds * (count - sum)) / sum : null;
      store.dispatch({ type: 'studyProgress', study, finished, fraction: sum / count, secondsLeft });
    };
  }

  /** Points of a curve stand in the chart as soon as they are measured. @param {Work} work @param {number} base @param {CurveSample[]} samples */
  function show(work, base, samples) {
    if (work.kind === 'curve') store.dispatch({ type: 'samples', base, method: work.method, samples });
    if (work.kind === 'scan')
      store.dispatch({ type: 'scanned', base, method: work.method, layer: work.layer, samples });
  }

  /** Each fault once, however many pieces it hit. @param {(Outcome | undefined)[]} outcomes */
  function tellFaults(outcomes) {
    for (const outcome of outcomes) {
      if (outcome?.status !== 'failed') continue;
      store.dispatch(faultNotice(outcome.fault));
    }
  }

  /** @param {StudyKind} study */
  function cancel(study) {
    const end = ending.get(study);
    if (!end) return;
    end();
    // At once, so that it can be begun anew.
    ended(study);
  }

  store.follow((state, before) => {
    const other = baseId(state) !== baseId(before);
    const ends = state.data.info !== before.data.info || (before.boot === 'ready' && state.boot !== 'ready');
    for (const study of ending.keys()) if (ends || (other && !LASTING.has(study))) cancel(study);
    // Until its bytes are known the pool has none: work must never be done on another data set than the page shows.
    if (state.data.info !== before.data.info) pool.useData(null);
  });

  /** The settings of the forms, the ratios wished for and those still to be done; null when something is out of range. */
  function tuneWish() {
    const state = store.get();
    const base = baseNode(state);
    const { value: config, faults } = readTraining(state.forms.tune);
    const { ratios, fault } = readRatios(state.studies.ratios);
    if (!base || faults.length || fault) return null;
    /** @type {TuneSettings} */
    const settings = { base: base.id, method: state.method, config, mask: state.forms.tune.mask };
    const done = new Set(findSweep(state.studies, settings)?.rows.map((row) => row.ratio));
    return { base, settings, ratios: ratios.filter((ratio) => !done.has(ratio)) };
  }

  return {
    cancel,
    conduct,

    /** Prunes and fine-tunes at every ratio of the list that has not been done. */
    tuneMany() {
      const wish = tuneWish();
      if (!wish) {
        store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
        return;
      }
      const { base, settings, ratios } = wish;
      if (ratios.length === 0) {
        store.dispatch({ type: 'notice', kind: 'info', key: 'notice.tunedAll' });
        return;
      }
      const { method, config, mask } = settings;
      conduct(
        'tune',
        base,
        ratios.map((ratio) => {
          /** @type {Op[]} */
          const ops = [
            { op: 'prune', method, ratio },
            { op: 'fineTune', config, mask },
          ];
          return {
            work: (handover) => ({ kind: 'run', base: handover, ops }),
            onDone: ({ result }) => store.dispatch({ type: 'tuned', settings, row: rowOf(ratio, result) }),
          };
        }),
      );
    },

    /** Measures what each layer bears while the others stay whole. */
    scan() {
      const state = store.get();
      const base = baseNode(state);
      const ranked = rankedNow(state);
      if (!base || !ranked) return;
      const { method } = state;
      const known = scanNow(state)?.layers;
      const count = rankedLayers(method, ranked.layers.length);
      const layers = ranked.layers
        .slice(0, count)
        .flatMap((_, layer) => ((known?.get(layer)?.length ?? 0) < ranked.grid.length ? [layer] : []));
      conduct(
        'scan',
        base,
        layers.map((layer) => ({
          work: (handover) => ({ kind: 'scan', base: handover, method, layer }),
          onDone: () => undefined,
        })),
      );
    },

    /** Measures the curve of the scope that is not chosen, so that both stand in the chart. */
    compare() {
      const state = store.get();
      const base = baseNode(state);
      if (!base) return;
      /** @type {PruneMethod} */
      const method = otherScope(state.method);
      conduct('compare', base, [
        { work: (handover) => ({ kind: 'curve', base: handover, method }), onDone: () => undefined },
      ]);
    },

    /**
     * Goes to a fine-tuned network that the pool made: to its run in the list, or by doing its operations in the page's
     * engine, which gives the same bits.
     * @param {TuneSettings} settings
     * @param {number} ratio
     */
    open(settings, ratio) {
      const state = store.get();
      if (state.run) return;
      const node = tunedNode(state, settings, ratio);
      if (node) {
        actions.select(node.id);
        return;
      }
      const { method, config, mask } = settings;
      store.dispatch({ type: 'method', method });
      store.dispatch({ type: 'ratio', ratio });
      store.dispatch({ type: 'tuneForm', form: { ...writeTraining(config), mask } });
      actions.fineTuneAt(settings, ratio);
    },
  };
}

/** @param {number} ratio @param {{ nodes: RunNode[], fault: unknown, seconds: number }} result @returns {TunedRow} */
function rowOf(ratio, { nodes, fault, seconds }) {
  const [pruned, tuned] = nodes;
  return {
    ratio,
    before: pruned.result.evaluation,
    after: tuned?.result.evaluation ?? null,
    sparsity: sparsityOf((tuned ?? pruned).result),
    diverged: fault !== null,
    seconds,
  };
}

/** @typedef {ReturnType<typeof createStudies>} StudyActions */
