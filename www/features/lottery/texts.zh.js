// @ts-check
/** Chinese texts of the feature `lottery`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'help.lottery':
    '训练网络，剪枝，剩下的权重回到最初的值，一轮又一轮。三个对照说明起作用的是掩码还是权重。网络、优化器和第一个种子取自第 1 步。',
  'help.lottery.ticket': '找到的掩码，加上它最初的权重。',
  'help.lottery.reinit': '同样的掩码，另外的随机权重。',
  'help.lottery.shuffle': '每层保留同样多的权重，但换成别的，取最初的值。',
  'help.lottery.kept': '剪枝后继续训练同样久。学习率不变时，这就是学习率回退。',
  'help.lottery.rounds': '剪枝多少次。',
  'help.lottery.share': '占剩余的比例；输出层减半。',
  'help.lottery.epochs': '每个网络训练同样久。',
  'help.lottery.seeds': '每个种子是一次独立实验，均值和离散程度由此得出。',
  'help.lottery.step': '0：回到最初。更大的网络需要先训练几批。',
  'fault.lottery.step': '请写 0 到小于一次训练批数的整数。',
  'chart.lottery.label': '四种做法的准确率与稀疏度。方向键逐轮读出。',

  'lottery.ticket': '彩票',
  'lottery.reinit': '重新初始化',
  'lottery.shuffle': '打乱掩码',
  'lottery.kept': '从不回退',
  'lottery.field.share': '每轮剪去，%',
  'lottery.field.epochs': '每次训练的轮次',
  'lottery.field.seeds': '种子数',
  'lottery.field.step': '回退到第几批',
  'lottery.begin': '开始抽签',
  'lottery.progress': '彩票实验进度',
  'lottery.table': '彩票实验结果',
  'lottery.left': '剩余',
  'lottery.keeps': '剩余 {kept}',
  'lottery.caption': '测试准确率，均值 ± 标准差；{seeds} 个种子中已完成 {done} 个。点击数字可打开第一个种子的该网络。',
  'lottery.open': '{arm}，{accuracy}：打开第一个种子的这个网络',
});
