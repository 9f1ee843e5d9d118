// @ts-check
/**
 * What a person can do, each a function: checks what was entered, then tells the engine and the state.
 */

/** @import { Op, PruneMethod, Requests, RunEnd } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
/** @import { TuneSettings } from '../state/studies.js' */
/** @import { EngineClient } from './engine-client.js' */
/** @import { RequestFault } from './request-fault.js' */
import { readHidden, readSeed, readTraining } from '../ops/forms.js';
import { countsOf, fit, overall } from '../ops/method.js';
import { baseId, currentNode, factsOf, fittedMethod, methodFits, rankedNow, ratioNow } from '../state/select.js';
import { onGrid, placeOfThreshold } from '../state/trajectory.js';
import { planFineTune } from '../state/tree.js';
import { faultNotice } from './fault-notice.js';
import { isGivenUp } from './request-fault.js';

/**
 * @param {{ store: Store, client: () => Pick<EngineClient, 'request' | 'ask'> }} parts
 */
export function createActions({ store, client }) {
  let lastRunId = 0;
  /** A run that waits for the one before to end. @type {(() => { parent: number | null, ops: Op[] } | null) | null} */
  let queued = null;

  /** Fulfilled when the run at work has ended. @type {Promise<unknown>} */
  let ending = Promise.resolve();

  /**
   * @param {number | null} parent
   * @param {Op[]} ops
   * @param {boolean} [again]  whether to do again, visibly, what was done before
   * @returns {Promise<RunEnd | null>} how it ended; null after a fault, which has been told
   */
  function start(parent, ops, again = false) {
    lastRunId += 1;
    const wanted = { runId: lastRunId, parent, ops };
    store.dispatch({ type: 'runWanted', ...wanted });
    const run = perform({ ...wanted, again });
    ending = run;
    return run;
  }

  /** @param {Requests['run']['params']} wanted @returns {Promise<RunEnd | null>} */
  async function perform(wanted) {
    const { runId } = wanted;
    try {
      const end = await client().request('run', wanted);
      store.dispatch({ type: 'runEnded', runId, complete: !end.cancelled, failed: false });
      return end;
    } catch (error) {
      // With what it belonged to it is forgotten.
      if (isGivenUp(error)) return null;
      const fault = /** @type {RequestFault} */ (error);
      store.dispatch({ type: 'runEnded', runId, complete: false, failed: fault.code !== 'busy', code: fault.code });
      store.dispatch(faultNotice(fault));
      return null;
    }
  }

  /** Starts a run now, or when the one at work has been ended. @param {() => { parent: number | null, ops: Op[] } | null} plan */
  function startNext(plan) {
    const { run, data, boot } = store.get();
    if (boot !== 'ready' || data.status !== 'ready') return;
    if (run) {
      queued = plan;
      if (!run.cancelling) cancel();
      return;
    }
    const next = plan();
    if (next) start(next.parent, next.ops, true);
  }

  /** @returns {Promise<unknown>} fulfilled when nothing runs any more */
  function cancel() {
    if (store.get().run) {
      store.dispatch({ type: 'cancelWanted' });
      control('stop');
    }
    return ending;
  }

  /** @param {Requests['control']['params']['action']} action */
  function control(action) {
    const { run } = store.get();
    if (run) client().ask('control', { runId: run.runId, action });
  }

  store.follow((state, before) => {
    if (state.data.info !== before.data.info) queued = null;
    if (!before.run || state.run || !queued) return;
    const plan = queued;
    queued = null;
    // Not within the event that ended the run: its followers come first.
    queueMicrotask(() => startNext(plan));
  });

  /** @param {number} ratio  a fraction */
  function setRatio(ratio) {
    store.dispatch({ type: 'ratio', ratio });
  }

  /** Whether the movement being recorded is to be ranked by. */
  let awaited = false;

  /** Changes the method, and with it what no longer goes with the change. @param {Partial<PruneMethod>} change
   * @param {boolean} [byItself]  whether that follows from something else, which undo takes back */
  function setMethod(change, byItself = false) {
    const state = store.get();
    const facts = factsOf(state);
    const { method, fallen } = fit(state.method, change, facts);
    store.dispatch({ type: 'method', method, fallen, byItself });
    // The slider goes to what the layers' own ratios take together: there they are met.
    if (method.ratios && (change.ratios || change.scope))
      setRatio(overall(countsOf(method, facts.sizes), method.ratios));
  }

  store.follow((state, before) => {
    if (before.run && !state.run && awaited) {
      awaited = false;
      if (currentNode(state)?.op.op === 'movement') queueMicrotask(() => setMethod({ score: 'movement' }, true));
      return;
    }
    const same =
      state.run === before.run &&
      state.current === before.current &&
      state.pinned === before.pinned &&
      state.method === before.method;
    if (same || state.run || baseId(state) === null || methodFits(state)) return;
    queueMicrotask(refit);
  });

  /** Another network, to which the method does not apply: takes the nearest that does, and says so. */
  function refit() {
    const state = store.get();
    if (state.run || baseId(state) === null || methodFits(state)) return;
    const { method, fallen } = fittedMethod(state);
    const { images, sizes } = factsOf(state);
    store.dispatch({ type: 'method', method, fallen, byItself: true });
    const params = { images, layers: countsOf(method, sizes).length };
    const key = fallen.length ? 'notice.movement' : method.ratios ? 'notice.ratios' : 'notice.images';
    store.dispatch({ type: 'notice', kind: 'info', key, params });
  }

  return {
    start,
    cancel,
    setRatio,
    /** @param {Partial<PruneMethod>} change */
    setMethod: (change) => setMethod(change),

    /** Trains the slider's network on and records how every weight moves, to rank by that. */
    noteMovement() {
      startNext(() => {
        const { forms } = store.get();
        const base = baseId(store.get());
        const { value: config, faults } = readTraining(forms.tune);
        if (base === null) return null;
        if (faults.length) {
          store.dispatch({ type: 'step', step: 'tune' });
          store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
          return null;
        }
        awaited = true;
        return { parent: base, ops: [{ op: 'movement', config }] };
      });
    },

    /** To the nearest place that the curve is measured at. @param {number} ratio */
    slideTo(ratio) {
      const ranked = rankedNow(store.get());
      setRatio(ranked ? onGrid(ranked, ratio) : ratio);
    },

    train() {
      startNext(() => {
        const { forms, seed } = store.get();
        const hidden = readHidden(forms.train.hidden);
        const { value: config, faults } = readTraining(forms.train);
        const number = readSeed(seed);
        if (!hidden || number === null || faults.length) {
          store.dispatch({ type: 'step', step: 'train' });
          store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
          return null;
        }
        return {
          parent: null,
          ops: [
            { op: 'init', hidden, seed: number },
            { op: 'train', config },
          ],
        };
      });
    },

    trainOn() {
      startNext(() => {
        const { forms, current } = store.get();
        const { value: config, faults } = readTraining(forms.train);
        if (current === null) return null;
        if (faults.length) {
          store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
          return null;
        }
        return { parent: current, ops: [{ op: 'train', config }] };
      });
    },

    fineTune() {
      startNext(() => {
        const state = store.get();
        const base = baseId(state);
        const { value: config, faults } = readTraining(state.forms.tune);
        if (faults.length) {
          store.dispatch({ type: 'step', step: 'tune' });
          store.dispatch({ type: 'notice', kind: 'error', key: 'notice.form' });
          return null;
        }
        if (base === null) return null;
        const { nodes, current, method } = state;
        return planFineTune(nodes, { current, base, method, ratio: ratioNow(state) }, config, state.forms.tune.mask);
      });
    },

    /** As fineTune, with settings of its own. @param {TuneSettings} settings @param {number} ratio */
    fineTuneAt({ base, method, config, mask }, ratio) {
      startNext(() => planFineTune(store.get().nodes, { current: null, base, method, ratio }, config, mask));
    },

    /** Does a list of operations on the network the slider prunes. @param {() => Op[] | null} opsOf  null: after all not */
    onBase(opsOf) {
      startNext(() => {
        const parent = baseId(store.get());
        const ops = parent === null ? null : opsOf();
        return ops && { parent, ops };
      });
    },

    togglePause() {
      const { run } = store.get();
      if (!run || run.cancelling) return;
      store.dispatch({ type: 'pauseWanted', paused: !run.paused });
      control(run.paused ? 'resume' : 'pause');
    },

    stepBatch() {
      if (store.get().run?.paused) control('stepBatch');
    },

    /** @param {number} node */
    select(node) {
      store.dispatch({ type: 'select', node });
    },

    undo() {
      store.dispatch({ type: 'undo' });
    },

    /** @param {boolean} pinned */
    pin(pinned) {
      const node = currentNode(store.get());
      store.dispatch({ type: 'pin', node: pinned && node ? node.id : null });
    },

    /** The line in the histogram was dragged. @param {number} layer @param {number} threshold */
    setThreshold(layer, threshold) {
      const ranked = rankedNow(store.get());
      if (ranked?.layers[layer]) setRatio(ranked.ratios[placeOfThreshold(ranked.layers[layer], threshold)]);
    },
  };
}

/** @typedef {ReturnType<typeof createActions>} Actions */
