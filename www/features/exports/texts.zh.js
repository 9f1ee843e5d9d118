// @ts-check
/** Chinese texts of the feature `exports`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'export.results': '结果',
  'export.results.help': 'CSV 每条记录一行。JSON 含所有带单位的数值、所有曲线和各步操作，可据此重做实验。',
  'export.charts': '图表',
  'export.charts.help': '图表当前的样子，连同图例。SVG 放大任意倍仍清晰。图表打开过一次且有内容后即列出。',
  'export.chart.choose': '可以选多大的剪枝比例？',
  'export.chart.tuned': '微调能恢复多少准确率？',
  'export.chart.learning': '学习曲线',
  'export.chart.pareto': '代价与准确率',

  'export.title': '导出',
  'export.network': '网络',
  'export.help': '大小即刚刚写出的文件的大小。把任一文件拖到本页即可重新打开。',
  'export.none': '还没有这样的网络：请训练一个，或等待训练完成。',
  'export.writing': '正在写出……',
  'export.failed': '无法写出',
  'export.file.compact': '紧凑文件（.prnl）',
  'export.file.compact.help':
    'Prunelab 自有的最小格式：每层用最省的存储格式，含校验和，读回后逐位相同。只有本页能打开。',
  'export.file.safetensors': 'safetensors 文件',
  'export.file.safetensors.help':
    '供 PyTorch 及所有支持 safetensors 的工具使用。名称与方向同 PyTorch（fc1.weight、fc1.bias……），剪掉的权重为零。',
  'export.file.masks': '带掩码的 safetensors',
  'export.file.masks.help':
    '同上，并为每个剪枝过的层附上掩码（fc1.mask，保留处为真）。在 PyTorch 中继续训练时，每步之后乘以掩码。',
  'export.file.onnx': 'ONNX 文件',
  'export.file.onnx.help':
    '供 onnxruntime、Netron 等多数工具使用（opset 17，32 位浮点）。输入 image，取值 0 到 1；输出 logits。',
  'export.file.onnxShrunk': '去掉失效神经元的 ONNX',
  'export.file.onnxShrunk.help': '矩阵更小，预测相同：移除不在任何通路上的神经元。若没有失效神经元，则与 ONNX 一样大。',
  'export.file.onnxInt8': 'INT8 的 ONNX（QDQ）',
  'export.file.onnxInt8.help':
    '权重与激活值各 8 位，供 onnxruntime 使用（QuantizeLinear、DequantizeLinear），由前 {count} 张训练图像校准。个别预测可能与浮点不同。',
  'export.stage': '舞台上的网络',
  'export.stage.help': '舞台所显示的：按滑块剪枝的，或微调过的。',
  'export.current': '当前记录',
  'export.current.help': '实验记录中选中的网络，不再剪枝。',
  'export.subject': '这些文件的内容：{network}。',
  'export.save': '保存',
});
