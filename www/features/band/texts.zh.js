// @ts-check
/** Chinese texts of the feature `band`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'slider.help': '方向键每次移动 1%，90% 以上为 0.25%，99% 以上为 0.1%。PageUp 与 PageDown 每次移动 10%。',
  'slider.sweep': '播放全过程',
  'slider.sweep.help': '让滑块缓缓移到 100%，看网络如何崩溃。',
  'slider.stop': '停止播放',
  'slider.words': '已剪除 {ratio} 的权重，准确率 {accuracy}',
  'slider.wordsPending': '已剪除 {ratio} 的权重，正在测量准确率',
  'slider.label.neurons': '神经元剪枝比例',
  'slider.words.neurons': '已剪除 {ratio} 的神经元，准确率 {accuracy}',
  'slider.wordsPending.neurons': '已剪除 {ratio} 的神经元，正在测量准确率',

  'chart.dot.forget': '（忘记掩码）',
  'chart.accuracy.label': '准确率随稀疏度的变化。按方向键逐点读取。',
  'chart.accuracy.base': '先前已剪除',
  'chart.accuracy.before': '微调前',
  'chart.accuracy.after': '微调后',
  'chart.accuracy.others': '其他运行',
  'chart.accuracy.readBefore': '微调前 {accuracy}',
  'chart.accuracy.readAfter': '微调后 {accuracy} {label}',
  'chart.accuracy.now': '当前剪除 {sparsity} 的权重，测试准确率为 {accuracy}。',
  'chart.accuracy.columnStage': '阶段',
  'chart.accuracy.columnSparsity': '稀疏度',
  'chart.accuracy.columnAccuracy': '准确率',
  'chart.other': '运行 {run}，{method}',
});
