// @ts-check
/**
 * Accuracy class by class, out of a confusion matrix. Pure.
 */

/** @import { Evaluation } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import * as select from '../../state/select.js';

/** Accuracy class by class as bars, or a confusion matrix: of which network.
 * @type {Slice<{ form: {}, view: 'bars' | 'dense' | 'pruned' | 'tuned' }>} */
export const slice = { id: 'classes', initial: { form: {}, view: 'bars' } };

/**
 * The share of each class that was classified correctly; null of a class without test images.
 * @param {Evaluation} evaluation
 * @param {number} classes
 * @returns {(number | null)[]}
 */
export function perClass({ confusion }, classes) {
  return Array.from({ length: classes }, (_, actual) => {
    let total = 0;
    for (let predicted = 0; predicted < classes; predicted += 1) total += confusion[actual * classes + predicted];
    return total === 0 ? null : confusion[actual * classes + actual] / total;
  });
}

/**
 * The class that lost most from one evaluation to another.
 * @param {Evaluation} before
 * @param {Evaluation} after
 * @param {number} classes
 * @returns {{ index: number, before: number, after: number, drop: number } | null}
 */
export function worstClass(before, after, classes) {
  const [first, second] = [perClass(before, classes), perClass(after, classes)];
  /** @type {{ index: number, before: number, after: number, drop: number } | null} */
  let worst = null;
  for (let index = 0; index < classes; index += 1) {
    const [was, is] = [first[index], second[index]];
    if (was === null || is === null) continue;
    if (!worst || was - is > worst.drop) worst = { index, before: was, after: is, drop: was - is };
  }
  return worst;
}

/** What the view shows. @param {State} state */
export function classesData(state) {
  return {
    classes: state.data.info?.classes ?? 0,
    dense: select.baseNode(state)?.result.evaluation ?? null,
    pruned: select.pointNow(state)?.evaluation ?? null,
    prunedPending: select.pointNow(state) === null,
    tuned: select.fineTunedNow(state)?.node.result.evaluation ?? null,
  };
}
