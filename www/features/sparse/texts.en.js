// @ts-check
/** English texts of the feature `sparse`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'sparse.way': 'How it is trained',
  'sparse.way.rigl': 'RigL',
  'sparse.way.set': 'SET',
  'sparse.way.static': 'Fixed mask',
  'sparse.way.l1': 'L1 penalty',
  'sparse.way.rigl.help':
    'The smallest weights of every layer are dropped, and as many are grown where the gradient is largest.',
  'sparse.way.set.help': 'The smallest weights of every layer are dropped, and as many are grown at random places.',
  'sparse.way.static.help': 'A random mask that stays as it is: what the others must beat.',
  'sparse.way.l1.help':
    'Every step moves every weight a little towards zero; those that reach it at the end are pruned.',
  'sparse.density': 'Weights there, %',
  'sparse.density.help': 'Of all weights, from the first batch to the last. Small layers get a larger share.',
  'sparse.fraction': 'Exchanged at first, %',
  'sparse.fraction.help': 'Of a layer\u2019s weights; it falls along a cosine to nothing.',
  'sparse.every': 'Batches between',
  'sparse.every.help': 'From one exchange to the next. After three quarters of the training there are none.',
  'sparse.lambda': 'Penalty \u03bb',
  'sparse.lambda.help': 'More makes more weights zero.',
  'sparse.epochs': 'Epochs',
  'sparse.epochs.help': 'Passes over all training images.',
  'sparse.network': 'A new network with {hidden} hidden neurons; seed, optimiser and batch size are those of step 1.',
  'sparse.start': 'Train sparsely',
  'sparse.progress': 'Progress of the sparse training',
  'sparse.right': 'accuracy',
  'sparse.left': 'there: {left} of {total} weights',
  'sparse.waiting':
    'The picture of the connections comes with the first exchange, or as soon as weights were looked at.',
  'sparse.cell.kept': 'stayed',
  'sparse.cell.grown': 'grown',
  'sparse.cell.dropped': 'dropped',
  'sparse.cell.none': 'not there',
  'sparse.note': 'Each pixel is a connection: inputs across, neurons down. The exchange shown was after batch {batch}.',
  'sparse.note.pictures':
    'Each pixel is a connection: inputs across, neurons down. Grown and dropped since the picture before.',
  'sparse.alt':
    'Connections of layer {layer}, {inputs} inputs by {outputs} neurons: {kept} kept, {grown} grown, {dropped} dropped, {none} not there.',
  'sparse.updates': 'All exchanges: {count}',
  'sparse.updates.label': 'Drop-and-grow updates, as many dropped as grown',
  'sparse.batch': 'After batch',
});
