// @ts-check
/** Chinese texts of the feature `score`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'shape.weights': '单个权重（非结构化）',
  'shape.weights.help': '任何位置的权重都可以剪掉。',
  'shape.neurons': '整个神经元（结构化）',
  'shape.neurons.help': '隐藏神经元连同全部权重一起剪掉，矩阵随之变小。',
  'shape.groups': '每 M 个保留 N 个（半结构化）',
  'shape.groups.help': '每个神经元每 M 个相邻输入中保留得分最高的 N 个；NVIDIA 的稀疏张量核心支持 2:4。',
  'method.keep': '保留 N',
  'method.of': '每组 M',
  'help.method.keep': '每组保留的输入数。',
  'help.method.of': '每组的输入数。',
  'score.score': '重要性准则',
  'score.scope': '排序范围',
  'score.rule': '截断规则',
  'method.images': '校准图像数',
  'help.method.images': '用于计算得分的训练图像数。',
  'help.method.seed': '随机种子不同，顺序不同。',
  'method.correct': 'OBS 权重更新',
  'help.method.correct': '调整剩余权重以补偿剪掉的权重；曲线测量耗时更长。',
  'help.method.own': '滑块显示总体比例；移动滑块会同时缩放各层。',
  'method.noting': '启用移动量准则',
  'help.method.note': '按第 4 步的设置训练该网络，并记录每个权重的移动量。',
  'method.note': '训练并记录移动量',
  'fallen.score': '“{from}”不能用于{things}，已改用“{to}”。',
  'fallen.scope': '“{from}”不适用于{things}，已改为“{to}”。',
  'fallen.rule': '“{from}”不适用于{things}，已改为“{to}”。',
});
