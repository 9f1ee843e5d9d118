// @ts-check
/** Results as comma-separated values: a head line, plain numbers with a point, nothing rounded. */

/** @import { Evaluation } from '../../protocol.js' */
/** @import { TunedRow } from '../../state/studies.js' */

const TUNED = 'ratio,sparsity,accuracy_before,accuracy_after,correct,total,seconds';

/**
 * A line a ratio; what was not reached, because training diverged, is left empty.
 * @param {readonly TunedRow[]} rows
 */
export function tuneRows(rows) {
  const lines = rows.map(({ ratio, sparsity, before, after, seconds }) =>
    [ratio, sparsity, accuracy(before), after ? accuracy(after) : '', after?.correct ?? '', before.total, seconds].join(
      ',',
    ),
  );
  return `${[TUNED, ...lines].join('\n')}\n`;
}

/** @param {Evaluation} evaluation */
function accuracy({ correct, total }) {
  return correct / total;
}
