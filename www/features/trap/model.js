// @ts-check
/** Weights that were pruned and came back, because nothing held their zeros. Pure. */

/**
 * A layer of a network that was fine-tuned: `values` are its weights where they had been zero after pruning, and zero
 * elsewhere; `mask` is 0 where they still are zero; `count` how many came back.
 * @typedef {{ rows: number, columns: number, values: Float32Array, mask: Uint8Array, count: number }} Revived */

/**
 * @param {readonly number[]} sizes  widths from inputs to classes
 * @param {readonly Float32Array[]} pruned  weights after pruning, layer by layer
 * @param {readonly Float32Array[]} tuned  and after fine-tuning
 * @returns {Revived[]}
 */
export function revivedWeights(sizes, pruned, tuned) {
  return tuned.map((weights, layer) => {
    const before = pruned[layer];
    const values = weights.map((weight, at) => (before[at] === 0 ? weight : 0));
    return {
      rows: sizes[layer],
      columns: sizes[layer + 1],
      values,
      mask: Uint8Array.from(weights, (weight) => (weight === 0 ? 0 : 1)),
      count: values.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0),
    };
  });
}
