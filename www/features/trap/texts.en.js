// @ts-check
/** English texts of the feature `trap`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'trap.table': 'The trap, epoch by epoch',
  'trap.begin': 'Fine-tune both',
  'trap.progress': 'Progress of both',
  'trap.keep.accuracy': 'mask kept',
  'trap.keep.gone': 'gone',
  'trap.forget.accuracy': 'mask forgotten',
  'trap.forget.gone': 'gone',
  'trap.caption': 'Test accuracy and share of weights that are zero, pruned at {ratio}',
  'trap.verdict':
    'Without the mask {revived} pruned {revived?weight:weights} came back to life: the accuracy is that of a network that is not sparse any more.',
  'trap.revived': 'Weights that came back, mask forgotten',
  'trap.stillGone': 'still zero (blank: never cut)',
  'trap.layer': 'Layer {layer}: {count} came back',
  'trap.alt': 'Weights of layer {layer} ({rows} \u00d7 {columns}): {count} were pruned and came back, shown in colour',
  'trap.cell.gone': 'Layer {layer}, input {input} to neuron {neuron}: pruned, and still zero',
  'trap.cell.kept': 'Layer {layer}, input {input} to neuron {neuron}: was never cut',
  'trap.cell.back': 'Layer {layer}, input {input} to neuron {neuron}: pruned, came back as {weight}',
});
