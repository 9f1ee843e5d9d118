// @ts-check
/** English texts of the feature `by-hand`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'hand.title': 'Prune by hand',
  'hand.help':
    'Drag over the weights, or move with the arrow keys and press Space. A restored weight gets back the value it had when it was pruned.',
  'hand.action': 'Brush action',
  'hand.cut': 'Prune',
  'hand.restore': 'Restore',
  'hand.tool': 'Brush size',
  'hand.tool.one': 'One weight',
  'hand.tool.small': '3 \u00d7 3',
  'hand.tool.large': '7 \u00d7 7',
  'hand.tool.neuron': 'Neuron',
  'hand.cell': 'Layer {layer}: input {input} \u2192 neuron {neuron}, weight {weight}',
  'hand.cell.removed': 'Layer {layer}: input {input} → neuron {neuron}, pruned',
  'hand.alt': 'Weights of layer {layer} of run {run}. Arrow keys move the brush, Space prunes or restores.',
  'hand.none': 'No changes yet.',
  'hand.pending': 'To prune: {cut}. To restore: {restored}.',
  'hand.apply': 'Apply and measure',
  'hand.discard': 'Discard',
  'hand.full': 'One operation holds at most {max} changes. Apply these first.',
});
