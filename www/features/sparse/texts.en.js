// @ts-check
/** English texts of the feature `sparse`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'sparse.method':
    'Trains a new network that is sparse from the first batch on: a fixed number of connections, of which some are dropped and as many grown at intervals, or an L1 penalty that lets weights become zero.',
  'sparse.way': 'Technique',
  'sparse.way.rigl': 'RigL',
  'sparse.way.set': 'SET',
  'sparse.way.static': 'Fixed mask',
  'sparse.way.l1': 'L1 penalty',
  'sparse.way.rigl.help':
    'The smallest weights of each layer are dropped, and as many are grown where the gradient is largest.',
  'sparse.way.set.help': 'The smallest weights of each layer are dropped, and as many are grown at random.',
  'sparse.way.static.help': 'A random mask that never changes: the baseline for the others.',
  'sparse.way.l1.help': 'Each step moves all weights a little towards zero; those that end at zero are pruned.',
  'sparse.density': 'Density, %',
  'sparse.density.help': 'Of all weights, from the first batch to the last. Small layers get a higher density.',
  'sparse.fraction': 'Initial update fraction, %',
  'sparse.fraction.help': 'Of a layer\u2019s weights; it falls to zero along a cosine.',
  'sparse.every': 'Update interval, batches',
  'sparse.every.help': 'Between two updates. After three quarters of the training there are none.',
  'sparse.lambda': 'Penalty \u03bb',
  'sparse.lambda.help': 'More makes more weights zero.',
  'sparse.epochs': 'Epochs',
  'sparse.epochs.help': 'Passes over the training set.',
  'sparse.network':
    'A new network with {hidden} hidden {hidden?neuron:neurons}; seed, optimizer and batch size are those of step 1.',
  'sparse.start': 'Train',
  'sparse.progress': 'Progress of the sparse training',
  'sparse.right': 'test accuracy',
  'sparse.left': 'density: {left} of {total} weights',
  'sparse.waiting': 'The picture of the connections appears with the first update, or as soon as weights are known.',
  'sparse.cell.kept': 'kept',
  'sparse.cell.grown': 'grown',
  'sparse.cell.dropped': 'dropped',
  'sparse.cell.none': 'absent',
  'sparse.note': 'Each pixel is a connection: inputs across, neurons down. The update shown was after batch {batch}.',
  'sparse.note.pictures':
    'Each pixel is a connection: inputs across, neurons down. Grown and dropped since the picture before.',
  'sparse.alt':
    'Connections of layer {layer}, {inputs} inputs by {outputs} {outputs?neuron:neurons}: {kept} kept, {grown} grown, {dropped} dropped, {none} absent.',
  'sparse.updates': 'All updates: {count}',
  'sparse.updates.label': 'Drop-and-grow updates, as many grown as dropped',
  'sparse.batch': 'After batch',
  'sparse.answer':
    'Trained sparse for {epochs} {epochs?epoch:epochs}, at {density} density, it has {accuracy} test accuracy.',
  'sparse.answer.dense':
    'Trained sparse for {epochs} {epochs?epoch:epochs}, at {density} density, it has {accuracy} test accuracy: {difference} points vs. {dense} of the dense network of the same layers after {denseEpochs} {denseEpochs?epoch:epochs}.',
  'sparse.limits': 'One seed. The dense network is the best of the history; train one as long for a fair comparison.',
  'sparse.status': '{accuracy} at {density} density',
  'sparse.status.training': 'Training',
});
