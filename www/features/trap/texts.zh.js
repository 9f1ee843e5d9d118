// @ts-check
/** Chinese texts of the feature `trap`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'trap.table': '陷阱，逐轮对比',
  'trap.begin': '两种都微调',
  'trap.progress': '两者的进度',
  'trap.keep.accuracy': '保留',
  'trap.keep.gone': '已剪',
  'trap.forget.accuracy': '忘掉',
  'trap.forget.gone': '已剪',
  'trap.caption': '测试准确率和为零的权重比例，剪枝 {ratio}',
  'trap.verdict': '忘掉掩码后，{revived} 个被剪去的权重复活：这个准确率属于一个不再稀疏的网络。',
  'trap.revived': '忘掉掩码后复活的权重',
  'trap.stillGone': '仍为零（空白：从未被剪）',
  'trap.layer': '第 {layer} 层：{count} 个复活',
  'trap.alt': '第 {layer} 层的权重（{rows} × {columns}）：{count} 个被剪后又复活，以颜色显示',
  'trap.cell.gone': '第 {layer} 层，输入 {input} 到神经元 {neuron}：被剪，仍为零',
  'trap.cell.kept': '第 {layer} 层，输入 {input} 到神经元 {neuron}：从未被剪',
  'trap.cell.back': '第 {layer} 层，输入 {input} 到神经元 {neuron}：被剪后复活为 {weight}',
});
