// @ts-check
/** Chinese texts of the feature `train`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'help.seed': '全部随机性的种子；种子相同，结果就相同。',
  'help.trainOn': '让当前网络继续训练若干轮。',

  'train.on': '继续训练',

  'chart.learning.label': '学习曲线。按方向键逐轮读取。',
  'chart.learning.epochs': '训练轮数',
  'chart.learning.loss': '损失（平方根刻度）',
  'chart.learning.percent': '百分比',
  'chart.learning.lossOf': '训练损失',
  'chart.learning.accuracy': '测试准确率',
  'chart.learning.sparsity': '稀疏度',
  'chart.learning.readBatch': '第 {epoch} 轮第 {batch} 批：损失 {loss}',
  'chart.learning.readEpoch': '第 {epoch} 轮后：准确率 {accuracy}',
  'chart.learning.readSparsity': '稀疏度 {sparsity}',
  'chart.learning.columnAccuracy': '测试准确率',
  'chart.learning.columnTrainLoss': '训练损失',
  'chart.learning.columnSparsity': '稀疏度',
});
