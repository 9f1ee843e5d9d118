// @ts-check
/** Chinese texts of the feature `matrices`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'heat.title': '权重',
  'heat.source': '显示的网络',
  'heat.slider': '滑块处',
  'heat.node': '微调后',
  'heat.live': '实时',
  'heat.empty': '训练开始后显示权重。',
  'heat.removed': '已剪枝',
  'heat.layer': '第 {layer} 层：{rows} × {columns}，已剪枝 {share}',
  'heat.outliers': '{count} 个权重超过色标的 100 倍，最大为 {largest}',
  'heat.alt': '第 {layer} 层的权重：{rows} 个输入，{columns} 个神经元，已剪枝 {share}。按方向键逐个读取。',
  'heat.pixel': '像素 ({x}, {y})',
  'heat.input': '输入 {n}',
  'heat.cell.kept': '第 {layer} 层：{from} → 神经元 {neuron}，权重 {weight}，保留',
  'heat.cell.removed': '第 {layer} 层：{from} → 神经元 {neuron}，权重 {weight}，已剪枝',
  'heat.by': '着色依据',
  'heat.score': '{words}，得分 {score}',
});
