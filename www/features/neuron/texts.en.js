// @ts-check
/** English texts of the feature `neuron`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'neuron.title': 'Neuron {neuron} of hidden layer {layer}',
  'neuron.title.class': 'Weights of class {neuron}',
  'neuron.activation': 'activation {activation}',
  'neuron.close': 'Close',
  'neuron.field': 'Incoming weights of the neuron. Arrow keys read them one by one.',
  'neuron.pixel': 'pixel ({x}, {y})',
  'neuron.input': 'neuron {input}',
  'neuron.weight': 'From {from}: {weight}',
  'neuron.pruned': 'From {from}: pruned',
  'neuron.incoming': '{left} of {of} incoming weights left',
  'neuron.left': '{left} of {of}',
  'neuron.feeds.classes': 'Weights to the classes',
  'neuron.feeds.layer': 'Strongest weights to layer {layer}',
  'neuron.strongest': 'Top activations',
  'neuron.image': 'Test image {number}, label {label}, activation {activation}',
  'neuron.cut': 'Prune this neuron',
  'neuron.restore': 'Restore this neuron',
  'neuron.edit.help': 'Adds an operation to the current run; Undo reverts it.',
});
