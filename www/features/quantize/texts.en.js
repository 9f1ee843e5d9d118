// @ts-check
/** English texts of the feature `quantize`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'quant.way': 'How values become few',
  'quant.quantise': 'Quantise',
  'quant.share': 'Share values',
  'quant.quantise.help':
    'Run {run}: every weight goes to the nearest of evenly spaced levels. Zero is one of them, so what is pruned stays pruned.',
  'quant.share.help':
    'Run {run}: in every layer the weights that are not zero are grouped by k-means, and each group has one value.',
  'quant.levels': 'Where the levels lie',
  'quant.symmetric': 'Symmetric',
  'quant.affine': 'Affine',
  'quant.per': 'What shares a step',
  'quant.tensor': 'Whole layer',
  'quant.row': 'Each output',
  'quant.activations.help':
    'What goes into each layer is rounded, too; its range comes from the first 1,000 training images.',
  'quant.activations.off': 'Exact',
  'quant.activations.minMax': 'Rounded, from 0 to the largest',
  'quant.activations.percentile': 'Rounded, 99.9 % lie in the range',
  'quant.bitsOfWeight': 'Bits of a weight',
  'quant.bitsOfActivation': 'Bits of an activation',
  'quant.shareBits': 'Bits of a code, layer by layer',
  'quant.change': '{points} points',
  'quant.distinct': 'different values, layer by layer',
  'quant.distinct.row': 'different values of an output at most, layer by layer',
  'quant.zeroed': '{count} {count?weight:weights} rounded to zero',
  'quant.chart':
    '{levels} {levels?level:levels}; bars: weights before, on a logarithmic scale, without the {zeros} that are zero.',
  'quant.widest': 'Each of the {units} outputs has its own step; drawn is the widest.',
  'quant.step': 'Step {step}.',
  'quant.range': 'Inputs of this layer: from 0 to {most}.',
  'quant.values': 'Different weights of layer {layer} in the current run:',
  'quant.values.many': 'thousands',
  'quant.codebook': 'Codebook of layer {layer}: {count} {count?value:values}',
  'quant.codebook.label': 'Codebook',
  'quant.code': 'Code',
  'quant.value': 'Value',
  'quant.members': 'Weights',
  'quant.apply': 'Round and keep as a run',
  'quant.tune': 'Train with rounded weights',
  'quant.share.apply': 'Share and keep as a run',
  'quant.share.tune': 'Train the shared values',
  'quant.tune.help': 'Training takes the settings of step 4.',
});
