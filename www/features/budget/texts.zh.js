// @ts-check
/** Chinese texts of the feature `budget`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'budget.title': '预算游戏：为每层设定密度',

  'budget.help': '在不低于目标准确率的前提下达到目标大小。滑块从扫描中仍高于参考线的最低密度开始。',
  'budget.layers': '每层保留的权重',
  'budget.layer': '第 {layer} 层',
  'budget.of': '{count} 个中的 {kept} 个',
  'budget.size': '最多保留的权重，%',
  'budget.size.help': '占网络全部权重的比例。',
  'budget.accuracy': '最低测试准确率，%',
  'budget.accuracy.help': '在整个测试集上。默认为参考线。',
  'budget.prefill': '按扫描结果设定滑块',
  'budget.tune': '微调',
  'budget.keep': '把剪枝后的网络存为记录',
  'budget.keep.tuned': '把剪枝并微调的网络存为记录',
  'budget.progress': '微调进度',
  'budget.pruned': '剪枝后，未微调',
  'budget.tuned': '剪枝并微调 {epochs} 轮',
  'budget.stays': '的权重保留',
  'budget.file': '最小文件',
  'budget.reached': '已达到。',
  'budget.missed': '未达到。',
  'budget.miss.size': '保留了 {size} 的权重，预算为 {budget}。',
  'budget.miss.accuracy': '准确率为 {accuracy}，要求 {wanted}。',
});
