// @ts-check
/** English texts of the feature `exports`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'export.results': 'Results',
  'export.results.help':
    'CSV has one line per run. JSON has every figure with its unit, all curves, and the operations, so that the experiment can be repeated.',
  'export.charts': 'Charts',
  'export.charts.help':
    'As they are now, with their legends. SVG stays sharp at any size. A chart is listed once it has been opened and has something to show.',
  'export.chart.choose': 'Which ratio may I choose?',
  'export.chart.tuned': 'How much does fine-tuning bring back?',
  'export.chart.learning': 'Learning curve',
  'export.chart.pareto': 'Cost against accuracy',

  'export.title': 'Export',
  'export.network': 'Network',
  'export.help':
    'Sizes are those of the files as they were just written. Drop any of them on this page to open it again.',
  'export.none': 'There is no such network yet: train one, or wait until it is trained.',
  'export.writing': 'writing…',
  'export.failed': 'could not be written',
  'export.file.compact': 'Compact (.prnl)',
  'export.file.compact.help':
    'Prunelab’s own format and the smallest: every layer in the storage format that is smallest for it, with a checksum; read again, it is the same to the bit. Only this page opens it.',
  'export.file.safetensors': 'safetensors',
  'export.file.safetensors.help':
    'For PyTorch and everything else that reads safetensors. Names and orientation are PyTorch’s (fc1.weight, fc1.bias, …); pruned weights are zeros.',
  'export.file.masks': 'safetensors with masks',
  'export.file.masks.help':
    'The same, and beside each pruned layer its mask (fc1.mask, true where a weight is kept). Multiply by it after every step when you continue training in PyTorch.',
  'export.file.onnx': 'ONNX',
  'export.file.onnx.help':
    'For onnxruntime, Netron and most other tools (opset 17, 32-bit floats). Input: image, values from 0 to 1; output: logits.',
  'export.file.onnxShrunk': 'ONNX without dead neurons',
  'export.file.onnxShrunk.help':
    'Smaller matrices, same predictions: neurons off every path are removed. Without dead neurons it is as large as ONNX.',
  'export.file.onnxInt8': 'ONNX in INT8 (QDQ)',
  'export.file.onnxInt8.help':
    '8-bit weights and activations for onnxruntime (QuantizeLinear, DequantizeLinear), calibrated on training images 1 to {count}. Single predictions may differ from those in floats.',
  'export.current': 'The current run',
  'export.current.help': 'The network that is marked in the history, not pruned further.',
  'export.stage': 'On the stage',
  'export.stage.help': 'What the stage shows: pruned at the slider, or fine-tuned.',
  'export.subject': 'These files hold {network}.',
  'export.save': 'Save',
});
