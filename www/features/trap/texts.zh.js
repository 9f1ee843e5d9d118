// @ts-check
/** Chinese texts of the feature `trap`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'trap.method':
    '从同样的权重出发，把剪枝后的网络微调两次：一次在每步之后施加掩码，一次不保留掩码（常见错误）。后者的梯度会使已剪枝的权重重新变为非零。',
  'trap.ratio': '比例，%',
  'trap.ratio.help': '即“探索”中的滑块。剪枝方法：{method}；按第 4 步微调 {epochs} 轮。',
  'trap.table': '保留与不保留掩码，逐轮对比',
  'trap.begin': '分别在保留和不保留掩码时微调',
  'trap.progress': '两者的进度',
  'trap.keep.accuracy': '保留掩码：准确率',
  'trap.keep.gone': '稀疏度',
  'trap.forget.accuracy': '不保留掩码：准确率',
  'trap.forget.gone': '稀疏度',
  'trap.caption': '剪枝 {ratio}（{method}）后的测试准确率和稀疏度',
  'trap.verdict':
    '不保留掩码时，{revived} 个已剪枝的权重重新变为非零：稀疏度从 {from} 降到 {to}。因此 {dropped} 的准确率并不属于稀疏网络；保留掩码时为 {kept}。',
  'trap.limits': '仅一个随机种子，两者各训练 {epochs} 轮。',
  'trap.status': '稀疏度从 {from} 降到 {to}',
  'trap.revived': '不保留掩码时变为非零的权重',
  'trap.stillGone': '仍为零（空白：未剪枝）',
  'trap.layer': '第 {layer} 层：{count} 个重新变为非零',
  'trap.alt': '第 {layer} 层的权重（{rows} × {columns}）：{count} 个剪枝后重新变为非零，以颜色显示',
  'trap.cell.gone': '第 {layer} 层，输入 {input} 到神经元 {neuron}：已剪枝，仍为零',
  'trap.cell.kept': '第 {layer} 层，输入 {input} 到神经元 {neuron}：未剪枝',
  'trap.cell.back': '第 {layer} 层，输入 {input} 到神经元 {neuron}：已剪枝，现为 {weight}',
});
