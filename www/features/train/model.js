// @ts-check
/**
 * What the training form and the learning curves show, out of a state. Pure.
 */

/** @import { State } from '../../state/state.js' */
import { readHidden, readSeed, readTraining } from '../../ops/forms.js';
import * as select from '../../state/select.js';
import { pathTo } from '../../state/tree.js';

/** @param {State} state */
export function trainData(state) {
  const { forms } = state;
  const node = select.currentNode(state);
  const trainFaults = readTraining(forms.train).faults;
  const hidden = readHidden(forms.train.hidden);
  return {
    form: forms.train,
    seed: state.seed,
    faults: [
      ...(hidden ? [] : [/** @type {const} */ ('hidden')]),
      ...(readSeed(state.seed) === null ? [/** @type {const} */ ('seed')] : []),
      ...trainFaults,
    ],
    canTrainOn: node !== null && !state.run && node.op.op !== 'prune' && node.op.op !== 'fineTune',
  };
}

/** @param {State} state */
export function learningData(state) {
  const { run } = state;
  if (run) {
    const { losses, batchesPerEpoch, totalBatches, epochs } = run;
    return { losses, batchesPerEpoch, totalBatches, epochs, source: losses };
  }
  const node = pathTo(state.nodes, state.current).findLast((one) => one.losses.length > 0);
  const op = node?.op;
  if (!node || !op || !('config' in op))
    return { losses: new Float32Array(0), batchesPerEpoch: 1, totalBatches: 1, epochs: [], source: null };
  const images = state.data.info?.train ?? 1;
  const batchesPerEpoch = Math.ceil(images / op.config.batchSize);
  return {
    losses: node.losses,
    epochs: node.epochs,
    batchesPerEpoch,
    totalBatches: batchesPerEpoch * op.config.epochs,
    source: node.losses,
  };
}
