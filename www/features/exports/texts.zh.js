// @ts-check
/** Chinese texts of the feature `exports`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'export.results': '结果',
  'export.results.help': 'CSV 每行一次运行。JSON 含所有带单位的数值、所有曲线和各步操作，可据此重做。',
  'export.charts': '图表',
  'export.charts.help':
    '图表当前的样子，连同图例，与屏幕上正显示什么无关。SVG 放大任意倍仍清晰。图表打开过一次且有内容后即列出。',
  'export.chart.learning': '学习曲线',
  'export.chart.pareto': '大小或时间与准确率',

  'export.title': '保存',
  'export.network': '网络',
  'export.help': '大小即刚刚写出的文件的大小。每个文件都可以拖回本页继续使用。',
  'export.none': '还没有这样的网络：请先训练，并等滑块就绪。',
  'export.writing': '正在写出……',
  'export.failed': '无法写出',
  'export.file.compact': '紧凑文件（.prnl）',
  'export.file.compact.help':
    'Prunelab 自有的、最小的文件：每层用最省的存储格式，含校验和，读回后逐位相同。只有本页能打开。',
  'export.file.safetensors': 'safetensors 文件',
  'export.file.safetensors.help':
    '可用 PyTorch 及一切支持 safetensors 的工具打开；名称与方向同 PyTorch（fc1.weight、fc1.bias……），剪除的权重为零。',
  'export.file.masks': '带掩码的 safetensors',
  'export.file.masks.help':
    '同上，并为每个剪枝过的层附上掩码（fc1.mask，保留处为真）：在 PyTorch 中继续训练时，每步之后乘以掩码。',
  'export.file.onnx': 'ONNX 文件',
  'export.file.onnx.help':
    '可用 onnxruntime、Netron 等多数工具打开（opset 17，32 位浮点）。输入 image，取值 0 到 1；输出 logits。',
  'export.file.onnxShrunk': '去掉死神经元的 ONNX',
  'export.file.onnxShrunk.help': '矩阵更小，答案相同：略去无输入或无输出的神经元。若没有死神经元，则与 ONNX 一样大。',
  'export.file.onnxInt8': 'INT8 的 ONNX（QDQ）',
  'export.file.onnxInt8.help':
    '权重与激活各 8 位，供 onnxruntime 使用（QuantizeLinear、DequantizeLinear），范围由前 {count} 张训练图像测得。个别答案可能与浮点不同。',
  'export.current': '当前运行',
  'export.current.help': '运行列表中选中的网络。',
  'export.slider': '滑块处剪枝的网络',
  'export.slider.help': '剪枝前的网络，并把滑块剪除的权重置零。',
  'export.save': '保存',
});
