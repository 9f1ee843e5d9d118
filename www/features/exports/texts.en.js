// @ts-check
/** English texts of the feature `exports`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'export.results': 'The results',
  'export.results.help':
    'CSV has a line a run. JSON has every figure with its unit, all curves, and the operations, so that it can be done again.',
  'export.charts': 'The charts',
  'export.charts.help':
    'As they are now, with their legends, whatever is on the screen. SVG stays sharp at any size. A chart is listed once you have opened it and it has something to show.',
  'export.chart.learning': 'Learning curve',
  'export.chart.pareto': 'Size or time against accuracy',

  'export.title': 'Save',
  'export.network': 'A network',
  'export.help':
    'Sizes are those of the files as they were just written. Each can be dropped on this page to go on with it.',
  'export.none': 'There is no such network yet: train one, and wait until the slider is ready.',
  'export.writing': 'is being written \u2026',
  'export.failed': 'could not be written',
  'export.file.compact': 'Compact (.prnl)',
  'export.file.compact.help':
    'Prunelab\u2019s own and smallest: every layer in the storage format that comes out smallest, checksum included, the same to the bit when it is read again. Only this page opens it.',
  'export.file.safetensors': 'safetensors',
  'export.file.safetensors.help':
    'Opens in PyTorch and all that reads safetensors; names and orientation are PyTorch\u2019s (fc1.weight, fc1.bias, \u2026), pruned weights are zeros.',
  'export.file.masks': 'safetensors with masks',
  'export.file.masks.help':
    'The same, and beside each pruned layer its mask (fc1.mask, true where a weight is kept): multiply by it after every step when you go on training in PyTorch.',
  'export.file.onnx': 'ONNX',
  'export.file.onnx.help':
    'Opens in onnxruntime, Netron and most other tools (opset 17, 32-bit floats). It takes image, values from 0 to 1, and gives logits.',
  'export.file.onnxShrunk': 'ONNX without dead neurons',
  'export.file.onnxShrunk.help':
    'Smaller matrices, the same answers: neurons that nothing leads into or out of are left out. Where none are dead it is as large as ONNX.',
  'export.file.onnxInt8': 'ONNX in INT8 (QDQ)',
  'export.file.onnxInt8.help':
    'Weights and activations of 8 bits for onnxruntime (QuantizeLinear, DequantizeLinear), ranges measured on the first {count} training images. Single answers may differ from those in floats.',
  'export.current': 'The current run',
  'export.current.help': 'The network marked in the list of runs.',
  'export.slider': 'Pruned at the slider',
  'export.slider.help': 'The network before, with what the slider removes set to zero.',
  'export.save': 'Save',
});
