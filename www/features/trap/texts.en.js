// @ts-check
/** English texts of the feature `trap`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'trap.method':
    'Fine-tunes the pruned network twice from the same weights: once with the mask enforced after every step, once without it, a common mistake. Gradients then make pruned weights non-zero again.',
  'trap.ratio': 'Ratio, %',
  'trap.ratio.help':
    'The slider of Explore. Pruned by {method}, fine-tuned for {epochs} {epochs?epoch:epochs} as in step 4.',
  'trap.table': 'With and without the mask, epoch by epoch',
  'trap.begin': 'Fine-tune with and without the mask',
  'trap.progress': 'Progress of both',
  'trap.keep.accuracy': 'Mask kept: accuracy',
  'trap.keep.gone': 'sparsity',
  'trap.forget.accuracy': 'Mask dropped: accuracy',
  'trap.forget.gone': 'sparsity',
  'trap.caption': 'Test accuracy and sparsity, pruned at {ratio} ({method})',
  'trap.verdict':
    'Without the mask {revived} pruned {revived?weight:weights} became non-zero again: sparsity fell from {from} to {to}. So its accuracy of {dropped} is not that of a sparse network; with the mask it is {kept}.',
  'trap.limits': 'One seed, {epochs} {epochs?epoch:epochs} for each of the two.',
  'trap.status': 'Sparsity falls from {from} to {to}',
  'trap.revived': 'Weights that became non-zero without the mask',
  'trap.stillGone': 'still zero (blank: not pruned)',
  'trap.layer': 'Layer {layer}: {count} non-zero again',
  'trap.alt':
    'Weights of layer {layer} ({rows} \u00d7 {columns}): {count} were pruned and are non-zero again, shown in color',
  'trap.cell.gone': 'Layer {layer}, input {input} to neuron {neuron}: pruned, still zero',
  'trap.cell.kept': 'Layer {layer}, input {input} to neuron {neuron}: not pruned',
  'trap.cell.back': 'Layer {layer}, input {input} to neuron {neuron}: pruned, now {weight}',
});
