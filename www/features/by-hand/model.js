// @ts-check
/**
 * Cutting and restoring by hand: which weights lie under a brush, and the list of edits that a stroke becomes. Pure.
 */

/** @import { Shape } from '../../charts/heatmap-painter.js' */
/** @import { Edit } from '../../protocol.js' */
/** @import { Slice } from '../../state/slices.js' */

import { isOtherLab } from '../../state/select.js';

/** As many as fit into a link with room to spare. */
export const MOST_EDITS = 1000;

/** What the brush does and covers. @typedef {{ keep: boolean, tool: 'one' | 'small' | 'large' | 'neuron' }} Brush */

/** Edits that are not done yet, of the current run; the brush, and what is shown.
 * @type {Slice<{ form: { edits: readonly Edit[] }, brush: Brush, layer: number, fields: boolean }>} */
export const slice = {
  id: 'by-hand',
  initial: { form: { edits: [] }, brush: { keep: false, tool: 'small' }, layer: 0, fields: true },
  reduce: (own, _, state, before) =>
    state.current !== before.current || isOtherLab(state, before) ? { ...own, form: { edits: [] } } : own,
};

/**
 * The weights under a square brush about one: its neighbours in the matrix, or in its neuron's picture.
 * @param {Shape} shape
 * @param {{ input: number, output: number }} centre
 * @param {number} radius
 * @returns {{ input: number, output: number }[]}
 */
export function stencil(shape, { input, output }, radius) {
  /** @type {{ input: number, output: number }[]} */
  const found = [];
  for (let down = -radius; down <= radius; down += 1) {
    for (let across = -radius; across <= radius; across += 1) {
      if (shape.mode === 'matrix') {
        const at = { input: input + across, output: output + down };
        if (at.input >= 0 && at.input < shape.rows && at.output >= 0 && at.output < shape.columns) found.push(at);
      } else {
        const { imageWidth: wide, imageHeight: high } = shape;
        const [x, y] = [(input % wide) + across, Math.floor(input / wide) + down];
        if (x >= 0 && x < wide && y >= 0 && y < high) found.push({ input: y * wide + x, output });
      }
    }
  }
  return found;
}

/** The hidden neuron that a weight belongs to: the one it leads to, or in the last layer the one it comes from.
 * @param {number} layer @param {{ input: number, output: number }} weight @param {number} layers
 * @returns {{ layer: number, output: number }} */
export function neuronOf(layer, { input, output }, layers) {
  return layer < layers - 1 ? { layer, output } : { layer: layer - 1, output: input };
}

/**
 * What is there after the edits, of one layer.
 * @param {Uint8Array} mask  1 = there
 * @param {number} columns
 * @param {number} layer
 * @param {readonly Edit[]} edits
 */
export function masked(mask, columns, layer, edits) {
  const after = Uint8Array.from(mask);
  for (const { layer: at, input, output, keep } of edits) {
    const value = Number(keep);
    if (input !== undefined) {
      if (at === layer) after[input * columns + output] = value;
    } else if (at === layer) {
      for (let index = output; index < after.length; index += columns) after[index] = value;
    } else if (at === layer - 1) after.fill(value, output * columns, (output + 1) * columns);
  }
  return after;
}

/**
 * The list with more edits at its end; of what is edited twice the last counts.
 * @param {readonly Edit[]} edits
 * @param {readonly Edit[]} more
 * @returns {readonly Edit[]}
 */
export function withEdits(edits, more) {
  if (more.length === 0) return edits;
  const key = (/** @type {Edit} */ { layer, input, output }) => `${layer} ${input ?? ''} ${output}`;
  const fresh = new Set(more.map(key));
  return [...edits.filter((edit) => !fresh.has(key(edit))), ...more];
}
