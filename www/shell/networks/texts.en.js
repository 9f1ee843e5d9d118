// @ts-check
/** English texts about networks from files. Loaded when files are opened. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'error.network-damaged': '{file} is truncated or damaged and is not a readable {kind} file. Save it again.',
  'error.network-empty': '{file} is empty. Save it again.',
  'error.network-kind': '{file} is a {kind} file, which cannot be read here. Convert it with: {line}',
  'error.network-pointer': '{file} is a Git LFS pointer, not the network itself. Fetch the network first: git lfs pull',
  'error.network-web-page': '{file} is a web page, not a network. Download the network file itself.',
  'error.network-pickled':
    '{file} contains a whole pickled object ({class}). Code in files is never run here. Save its state dict: {line}',
  'error.network-no-matrix':
    '{file} contains no weight matrix of shape outputs × inputs. It contains: {found}. Save the state dict of a network.',
  'error.network-unlinked':
    '{file}: {tensor} takes {inputs} inputs, but the layer before it, {before}, has {outputs} outputs. A layer is missing or has another shape.',
  'error.network-beside':
    '{file}: {tensor} ({shape}) is not part of the chain {chain}. It may be another head or a shortcut; only a single chain of linear layers is supported.',
  'error.network-two-chains':
    '{file} contains two chains of layers that both fit: {first}; and {second}. Save only one of them.',
  'error.network-order':
    '{file}: {first} and {second} have the same shape, and their names do not tell which comes first. Number them, for example fc1 and fc2.',
  'error.network-gap':
    '{file}: the numbering has a gap between {before} and {after}, so a layer is missing. Save the whole network.',
  'error.network-part':
    '{file}: {tensor} ({shape}) belongs to {what}, which is not supported. Linear layers with ReLU between them and BatchNorm1d are.',
  'error.network-loose':
    '{file}: {tensor} ({shape}) belongs to no layer and may change the predictions. Linear layers with biases and BatchNorm1d are supported.',
  'error.network-type': '{file}: {tensor} is stored as {dtype}. Save it as float32, float16 or bfloat16.',
  'error.network-no-scale':
    '{file}: {tensor} is stored as {dtype} without a scale. Save the dequantized weights as float32.',
  'error.network-not-finite': '{file}: {tensor} contains a number that is not finite in float32, at index {index}.',
  'error.network-shape': '{file}: {tensor} has shape {found}, but {expected} is needed.',
  'error.network-layers':
    '{file} has {count} weight matrices in a chain or beside it; at most {max} layers can be used.',
  'error.network-width': '{file}: {tensor} has a width of {width}; widths from 1 to {max} can be used.',
  'error.network-mask':
    '{file}: {tensor} marks {weight} as pruned, but its value is {value}. Multiply the weights by their masks before saving.',
  'error.network-metadata': '{file}: its metadata entry {entry} cannot be read ({text}). Save it again.',
  'error.network-operator':
    '{file}: node {node} is a {op} operator, which is not supported. Linear layers, Relu and BatchNormalization are.',
  'error.network-place':
    '{file}: node {node} ({op}) is in an unsupported position. Supported are linear layers with one Relu between every two of them, ending with a linear layer.',
  'error.network-setting': '{file}: node {node} ({op}) has {setting}, which is not supported.',
  'error.network-join':
    '{file}: node {node} ({op}) joins two branches, for example a shortcut. Only a single chain of layers is supported.',
  'error.network-outputs': '{file} has outputs with different predictions: {outputs}. Export only one of them.',
  'error.network-inputs-count': '{file} has these inputs: {inputs}. Exactly one, the images, is supported.',
  'error.network-data': '{file} stores its weights in {needed}. Choose both files together.',
  'error.network-rounding':
    '{file}: node {node} ({op}) rounds values in an unsupported way. Supported is one rounding of the inputs of every layer to levels from zero up.',
  'remark.network-converted': '{file}: converted from {types} to float32.',
  'remark.network-folded': '{file}: folded exactly into the layers: {names}.',
  'remark.network-parametrized': '{file}: computed from their parametrization: {names}.',
  'remark.network-masks': '{file}: the masks were taken over: {names}.',
  'remark.network-left-out': '{file}: left out, as it does not change the predictions: {names}.',
  'remark.network-relu': '{file}: a state dict does not store activations, so ReLU between the layers is assumed.',
  'remark.network-ending': '{file}: left out, as it does not change which class wins: {names}.',
  'remark.network-normalized': '{file}: the normalization of the pixels was folded into layer 1: {names}.',
  'remark.network-dynamic-rounding': '{file}: the rounding of its layer inputs depends on each batch and was left out.',
  'remark.network-output-rounding':
    '{file}: the rounding of its outputs ({node}) was left out; predictions can differ where two outputs are nearly equal.',
  'remark.network-rounded-zeros':
    '{file}: {count} {count?weight is:weights are} zero by rounding and {count?counts:count} as not pruned.',
  'word.convolution': 'a convolution',
  'word.recurrent': 'a recurrent layer',
  'word.quantized-layer': 'a quantized PyTorch layer',
  'word.parametrization': 'a parametrization',
  'word.mask-values': 'a mask with values other than 0 and 1',
  'word.half-norm': 'an incomplete batch normalization',
  'word.attention': 'attention',
  'notice.pixels':
    '{file} classifies {now} % of the calibration images correctly, but {then} % if their pixels are {scale}. It may have been trained on those.',
  'notice.pixels.fold': 'Fold this scale into layer 1',
  'word.pixels-unit': 'scaled from 0 to 1',
  'word.pixels-standardized': 'standardized (mean 0.1307, standard deviation 0.3081)',
  'word.pixels-bytes': 'scaled from 0 to 255',
  'word.pixels-signed': 'scaled from −1 to 1',
});
