// @ts-check
/** Chinese texts of the feature `budget`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'budget.title': '预算游戏',

  'budget.help': '每层该留多少？滑块从仍在参考线以上的最小值开始。',
  'budget.layers': '每层保留多少',
  'budget.layer': '第 {layer} 层',
  'budget.size': '目标大小，%',
  'budget.size.help': '全部权重中可以保留多少。',
  'budget.accuracy': '须保持的准确率，%',
  'budget.accuracy.help': '在整个测试集上。默认取参考线。',
  'budget.prefill': '按扫描设置滑块',
  'budget.tune': '微调它',
  'budget.keep': '保存为一次运行',
  'budget.progress': '微调的进度',
  'budget.pruned': '剪枝后',
  'budget.tuned': '剪枝并微调后',
  'budget.stays': '的权重保留',
  'budget.file': '文件大小',
  'budget.reached': '达到了。',
  'budget.missed': '没有达到。',
  'budget.miss.size': '保留了 {size} 的权重，只许 {budget}。',
  'budget.miss.accuracy': '准确率为 {accuracy}，要求 {wanted}。',
});
