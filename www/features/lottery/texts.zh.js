// @ts-check
/** Chinese texts of the feature `lottery`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'lottery.method':
    '迭代幅值剪枝：训练一个新网络，剪掉剩余权重的 p%，重复 n 次。中奖彩票指掩码连同其初始权重，重新训练后能达到稠密网络的准确率。网络、优化器和第一个随机种子取自第 1 步。',
  'help.lottery.ticket': '掩码加初始权重（权重回退），重新训练。',
  'help.lottery.reinit': '同样的掩码，新的随机权重。',
  'help.lottery.shuffle': '掩码在各层内打乱，权重取初始值。',
  'help.lottery.kept': '迭代剪枝：每次剪枝后微调，不回退。',
  'help.lottery.dense': '不剪枝，训练轮数与微调的网络相同：公平的基线。',
  'help.lottery.rounds': '剪枝的次数。',
  'help.lottery.share': '输出层减半。',
  'help.lottery.epochs': '每个网络都相同。',
  'help.lottery.seeds': '均值与标准差由它们得出。',
  'help.lottery.step': '0：回退到初始权重。较大的网络需要先训练几批。',
  'fault.lottery.step': '请写 0 到小于一次训练批数的整数。',
  'chart.lottery.label': '各组的准确率随稀疏度的变化。按方向键逐次读取。',
  'chart.lottery.accuracy': '测试准确率，%（误差的对数刻度）',

  'lottery.arms': '实验组',
  'lottery.ticket': '中奖彩票',
  'lottery.reinit': '随机重新初始化',
  'lottery.shuffle': '打乱掩码',
  'lottery.kept': '仅微调（不回退）',
  'lottery.dense': '稠密，训练同样久',
  'lottery.field.share': '每次剪掉剩余的，%',
  'lottery.field.epochs': '每次训练的轮数',
  'lottery.field.seeds': '随机种子数',
  'lottery.field.step': '回退到第几批',
  'lottery.begin': '开始实验',
  'lottery.progress': '实验进度',
  'lottery.table': '各次剪枝的结果',
  'lottery.left': '剩余',
  'lottery.keeps': '剩余 {kept}',
  'lottery.epochs': '{epochs} 轮',
  'lottery.caption':
    '测试准确率，均值 ± 标准差（百分点）；{seeds} 个随机种子中已完成 {done} 个。点击数字可打开第一个种子的该网络。',
  'lottery.open': '{arm}，{accuracy}：打开第一个种子的这个网络',
  'lottery.answer.wins': '有：剩余 {kept} 的权重时，彩票的准确率为 {accuracy}，训练同样轮数的稠密网络为 {dense}。',
  'lottery.answer.none': '没有：任何一次剪枝后，彩票都未达到训练同样轮数的稠密网络（{dense}）。',
  'lottery.answer.reinit': '剩余 {kept} 时彩票为 {ticket}，同样掩码、新随机权重为 {reinit}（{difference} 个百分点）。',
  'lottery.answer.same': '同样掩码、新随机权重为 {reinit}（彩票高 {difference} 个百分点）。',
  'lottery.limits':
    '共 {done} 个随机种子；“达到”指相差不超过一个标准差。彩票、重新初始化和打乱掩码各训练 {epochs} 轮；微调与稠密网络每次再增加同样多，最后共 {total} 轮。找到彩票需要全部各次训练。',
  'lottery.limits.one':
    '一个随机种子说明不了什么（已完成 {done} 个）。彩票、重新初始化和打乱掩码各训练 {epochs} 轮；微调与稠密网络每次再增加同样多，最后共 {total} 轮。找到彩票需要全部各次训练。',
  'lottery.status.wins': '剩余 {kept} 时仍有中奖彩票',
  'lottery.status.none': '没有中奖彩票',
});
