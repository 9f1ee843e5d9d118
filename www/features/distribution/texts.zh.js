// @ts-check
/** Chinese texts of the feature `distribution`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'hist.empty': '网络训练完成后显示直方图。',
  'hist.by': '横轴内容',

  'chart.histogram.label': '权重直方图。按方向键逐柱读取。',
  'chart.histogram.weight': '权重值',
  'chart.histogram.count': '每柱权重数（平方根刻度）',
  'chart.histogram.negative': '保留的负权重',
  'chart.histogram.positive': '保留的正权重',
  'chart.histogram.removed': '已剪枝',
  'chart.histogram.beyond': '另有 {count} 个权重超出 ±{limit} 未画出（保留 {kept} 个）',
  'chart.histogram.threshold': '阈值',
  'chart.histogram.thresholdValue': '|w| 小于 {threshold}：剪掉',
  'chart.histogram.readRange': '{from} 到 {to}',
  'chart.histogram.readCount': '共 {total} 个，剪掉 {removed} 个',
  'chart.histogram.columnTotal': '个数',
  'chart.histogram.columnRemoved': '剪掉',
  'chart.scores.label': '得分直方图。按方向键逐柱读取。',
  'chart.scores.axis.log': '得分的常用对数（log₁₀）',
  'chart.scores.axis.even': '得分',
  'chart.scores.axis.signed': '得分',
  'chart.scores.count': '每柱神经元数（平方根刻度）',
  'chart.scores.negative': '保留的负得分',
  'chart.scores.positive': '保留',
  'chart.scores.columnTotal': '权重数',
  'chart.scores.columnTotal.neurons': '神经元数',
  'chart.scores.readCount': '共 {total} 个权重，剪掉 {removed} 个',
  'chart.scores.readCount.neurons': '共 {total} 个神经元，剪掉 {removed} 个',
  'chart.scores.thresholdValue': '得分不高于 {threshold}：剪掉',
  'chart.scores.beyond': '另有 {count} 个未画出（得分为 0 或超出刻度），其中保留 {kept} 个',
});
