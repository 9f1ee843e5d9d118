// @ts-check
/** Chinese texts of the feature `learn`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'lesson.count': '引导教程 {at}/{count}',
  'lesson.close': '关闭教程',
  'lesson.glossary': '术语表：每个术语一句话',
  'lesson.back': '上一步',
  'lesson.next': '下一步',
  'lesson.end': '结束',
  'lesson.learn.title': '网络在学习',
  'lesson.learn.text':
    '它看过成千上万个手写数字，每看一批就把 20 万个权重各调整一点。看看损失如何下降，权重中如何浮现出结构。',
  'lesson.learn.act': '现在训练',
  'lesson.look.title': '大多数权重接近零',
  'lesson.look.text': '看权重分布：中间一座高峰，两侧只有少量大权重。既然小权重作用不大，能不能不要它们？',
  'lesson.look.act': '查看权重分布',
  'lesson.half.title': '一半的权重可以不要',
  'lesson.half.text': '剪掉幅值最小的一半权重。它们现在显示为斜线。比较前后的准确率：几乎不变。',
  'lesson.half.act': '剪枝 50%',
  'lesson.cliff.title': '然后是悬崖',
  'lesson.cliff.text': '继续剪，曲线先转弯，再骤降。有些数字远比其他数字先认错，看看是哪些。',
  'lesson.cliff.act': '剪枝 95%',
  'lesson.heal.title': '微调恢复准确率',
  'lesson.heal.text': '把剩下的少量权重再训练几轮，剪掉的由掩码保持为零。准确率大多能恢复。',
  'lesson.heal.act': '微调，保持掩码',
  'lesson.trap.title': '陷阱：不保留掩码',
  'lesson.trap.text':
    '不保留掩码，再微调一次。准确率看起来甚至更高，但请看稀疏度：剪掉的权重又变为非零，什么也没省下。',
  'lesson.trap.act': '微调，不保留掩码',
  'lesson.global.title': '逐层还是全局？',
  'lesson.global.text':
    '不再逐层排序，而是把所有层放在一起排序。最后一层很小、权重较大，因此被剪得少。哪条曲线撑得更久？',
  'lesson.global.act': '切换比较范围',
});
