// @ts-check
/** Chinese texts of the feature `schedules`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'schedule.title': '何时剪',
  'schedule.oneShot': '一次剪完',
  'schedule.oneShot.help': '滑块一次剪到位，第 4 步再恢复。',
  'schedule.iterative': '分轮剪',
  'schedule.iterative.help': '剪一点，微调，再剪：网络在每次剪枝之间适应。',
  'schedule.iterative.formula': 'n 轮中第 r 轮之后：剪去 1 − (1 − 比例)^(r / n)',
  'schedule.iterative.run': '分轮剪枝',
  'schedule.iterative.words': '{rounds} 轮剪到 {ratio}：每轮剪去剩余的 {share}，再按第 4 步的设置微调 {epochs} 轮。',
  'schedule.gradual': '边训练边剪',
  'schedule.gradual.help': '训练中每隔几批剪一次，先快后慢。',
  'schedule.gradual.formula': '稀疏度 s(t) = s_f + (s_i − s_f) (1 − (t − t₀) / (n Δt))³  (Zhu & Gupta 2017)',
  'schedule.gradual.run': '边训练边剪枝',
  'schedule.gradual.words': '按第 4 步的设置训练 {epochs} 轮；到四分之三时已剪去 {ratio}。',
  'schedule.lottery': '彩票',
  'schedule.lottery.help': '剪枝后，让剩下的权重回到最初的值再训练：小网络是否一直藏在大网络里？',
  'schedule.lottery.run': '打开彩票实验',
  'schedule.oneShot.run': '一次剪完',
  'help.schedule.rounds': '轮数越多伤害越小，用时越长。',
});
