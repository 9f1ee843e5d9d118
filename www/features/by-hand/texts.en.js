// @ts-check
/** English texts of the feature `by-hand`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'hand.title': 'By hand',
  'hand.help':
    'Drag over the weights of the current run, or walk with the arrow keys and press space. A restored weight gets back the value it had when it was cut.',
  'hand.action': 'What the brush does',
  'hand.cut': 'Cut',
  'hand.restore': 'Restore',
  'hand.tool': 'What is under the brush',
  'hand.tool.one': 'One weight',
  'hand.tool.small': '3 \u00d7 3',
  'hand.tool.large': '7 \u00d7 7',
  'hand.tool.neuron': 'Neuron',
  'hand.hint': 'Point at a weight.',
  'hand.cell': 'Layer {layer}: input {input} \u2192 neuron {neuron}, weight {weight}',
  'hand.cell.removed': 'Layer {layer}: input {input} \u2192 neuron {neuron}, cut',
  'hand.alt': 'Weights of layer {layer} of run {run}. Arrow keys move the brush, space cuts or restores.',
  'hand.none': 'Nothing is changed yet.',
  'hand.pending': 'To cut: {cut}. To restore: {restored}.',
  'hand.apply': 'Apply and measure',
  'hand.discard': 'Discard',
  'hand.full': 'No more than {max} changes fit into one operation. Apply these first.',
});
