// @ts-check
/** English texts of the feature `quantize`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'quant.status': '{accuracy} at this setting',
  'quant.subject': 'The network on the stage is quantized: {network}.',
  'quant.way': 'Method',
  'quant.quantize': 'Quantize',
  'quant.share': 'Share weights',
  'quant.quantize.help':
    'Every weight is rounded to the nearest of evenly spaced levels. Zero is one of them, so pruned weights stay pruned.',
  'quant.share.help':
    'In every layer the non-zero weights are clustered by k-means, and each cluster has one value: its centroid.',
  'quant.levels': 'Levels',
  'quant.per': 'Scale',
  'quant.activations.help':
    'The inputs of each layer are quantized as well; their range is calibrated on the first 1,000 training images.',
  'quant.bitsOfWeight': 'Weight bits',
  'quant.bitsOfActivation': 'Activation bits',
  'quant.shareBits': 'Bits per code, layer by layer',
  'quant.change': '{points} points vs. the exact weights',
  'quant.distinct': 'different values per layer',
  'quant.distinct.row': 'different values per output channel at most, layer by layer',
  'quant.zeroed': '{count} {count?weight:weights} rounded to zero',
  'quant.chart':
    '{levels} {levels?level:levels} (lines). Bars: the exact weights on a logarithmic scale, without the {zeros} that are zero.',
  'quant.widest': 'Each of the {units} output channels has its own scale; the widest is drawn.',
  'quant.step': 'Scale {step}.',
  'quant.range': 'Inputs of this layer: from 0 to {most}.',
  'quant.values': 'Different weights of layer {layer} in the current run:',
  'quant.values.many': 'thousands',
  'quant.codebook': 'Codebook of layer {layer}: {count} {count?value:values}',
  'quant.codebook.label': 'Codebook',
  'quant.code': 'Code',
  'quant.value': 'Value',
  'quant.members': 'Weights',
  'quant.chart.title': 'Weights and quantization levels',
  'quant.chart.weight': 'weight',
  'quant.chart.count': 'weights per bar (log scale)',
  'quant.chart.before': 'weights before',
  'quant.chart.levels': 'quantization levels',
  'quant.apply': 'Quantize and keep as a run',
  'quant.tune': 'Quantization-aware training',
  'quant.share.apply': 'Share and keep as a run',
  'quant.share.tune': 'Train the shared values',
  'quant.tune.help': 'Training uses the settings of step 4, Fine-tune.',
});
