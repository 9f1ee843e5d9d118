// @ts-check
/** Chinese texts of the feature `tune-many`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'many.method':
    '在每个比例下对当前网络剪枝，再用第 4 步的设置微调（{epochs} 轮），每次都从同样的权重开始。点击比例可打开它的记录。',
  'many.ratios': '比例，%',
  'many.begin': '在全部比例下微调',
  'many.progress': '多次微调的进度',
  'many.ratio': '比例',
  'many.before': '剪枝后',
  'many.after': '微调后',
  'many.gain': '恢复（百分点）',
  'many.difference': '与稠密之差（百分点）',
  'many.table': '各比例的结果',
  'many.baseline': '稠密网络，训练同样久',
  'many.fair': '稠密网络训练同样多的轮数',
  'many.fair.help': '基线也增加同样多的轮数，避免把多训练的收益算到剪枝上。',
  'many.open': '打开 {ratio} 的记录',
  'many.diverged': '发散',
  'many.diverged.help': '训练发散；这是最后一个正常的网络。',
  'many.answer': '微调在 {ratio} 处恢复最多：从 {before} 到 {after}（{difference} 个百分点）。',
  'many.answer.within': '剪枝不超过 {ratio} 时，与稠密网络（{dense}）相比损失在 {small} 个百分点之内。',
  'many.answer.none': '在这些比例下，与稠密网络（{dense}）相比损失都超过 {small} 个百分点。',
  'many.limits': '仅一个随机种子。每个剪枝网络比稠密网络多训练 {epochs} 轮。',
  'many.limits.fair':
    '仅一个随机种子；所有网络都增加 {epochs} 轮训练，稠密网络此前为 {dense}。准确率的标准误差为 {error} 个百分点。',
  'many.status': '剪枝 {ratio}：{before} 到 {after}',
  'help.many.ratios': '百分数，例如 50, 90, 97.5。',
  'fault.ratios.piece': '“{piece}”不是 0 到 100 之间的数。',
  'fault.ratios.comma': '“{piece}”可能是一个数，也可能是两个数。请写 {one}，或带空格写 {two}。',
  'fault.ratios.count': '请写 1 到 {max} 个比例，现在是 {count} 个。',
});
