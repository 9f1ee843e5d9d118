// @ts-check
/** Chinese texts of the feature `schedules`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'schedule.title': '剪枝计划',
  'schedule.oneShot': '一次剪枝',
  'schedule.oneShot.help': '在滑块处剪枝一次，再微调（第 4 步）。',
  'schedule.iterative': '迭代剪枝',
  'schedule.iterative.help': '剪一点，微调，再重复：网络在其间适应。',
  'schedule.iterative.formula': 'n 次中第 r 次剪枝后的稀疏度：1 − (1 − 比例)^(r / n)',
  'schedule.iterative.run': '开始迭代剪枝',
  'schedule.iterative.words':
    '剪枝 {rounds} 次，到 {ratio}：每次剪掉剩余权重的 {share}，再按第 4 步的设置微调 {epochs} 轮。',
  'schedule.gradual': '渐进剪枝（训练中）',
  'schedule.gradual.help': '训练中每隔几批剪一次，先快后慢。',
  'schedule.gradual.formula': '稀疏度 s(t) = s_f + (s_i − s_f) (1 − (t − t₀) / (n Δt))³  (Zhu & Gupta 2017)',
  'schedule.gradual.run': '开始渐进剪枝',
  'schedule.gradual.words': '按第 4 步的设置训练 {epochs} 轮；到四分之三时稀疏度达到 {ratio}。',
  'schedule.lottery': '彩票假设（中奖彩票）',
  'schedule.lottery.help': '剪枝，把剩余权重回退到初始值，再训练。',
  'schedule.lottery.run': '打开实验',
  'help.schedule.rounds': '次数越多，准确率损失越小，用时越长。',
});
