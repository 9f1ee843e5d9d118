// @ts-check
/** Chinese texts of the feature `choose`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'choose.method':
    '在 10% 到 99.75% 的 {rungs} 个比例上做二分查找：每次对当前网络剪枝，并保留掩码微调。答案是测试准确率损失仍可接受的最大比例。',
  'choose.loss': '可接受的损失（百分点）',
  'choose.loss.help': '测试准确率的百分点。',
  'choose.score': '重要性准则',
  'choose.scope': '排序范围',
  'choose.epochs': '微调轮数',
  'choose.epochs.help': '每个比例的微调轮数；其他设置取自第 4 步。',
  'choose.fair': '稠密网络训练同样多的轮数',
  'choose.fair.help': '基线也增加同样多的轮数，避免把多训练的收益算到剪枝上。',
  'choose.begin': '查找比例',
  'choose.progress': '查找进度',
  'choose.answer':
    '可剪枝 {ratio}。微调后测试准确率为 {accuracy}，与稠密网络的 {dense} 相差 {difference} 个百分点（可接受 {loss}），{sparsity} 的权重为零。',
  'choose.bytes': '最小文件为 {bytes}，稠密文件为 {dense}。',
  'choose.speed': '使用 {kernel} 算子时，速度是稠密网络的 {times} 倍（{low} 到 {high}，轮流计时）。',
  'choose.slower':
    '在这里并不更快：最好的稀疏算子 {kernel} 的速度是稠密算子的 {times} 倍（{low} 到 {high}，轮流计时）。',
  'choose.alike':
    '在这里看不出速度差别：最快的稀疏算子 {kernel} 的速度是稠密算子的 {times} 倍（{low} 到 {high}，轮流计时）。',
  'choose.untimed': '未计时。',
  'choose.next': '再进一步，在 {ratio} 处相差 {difference} 个百分点（{accuracy}）。',
  'choose.next.diverged': '再进一步，在 {ratio} 处微调发散。',
  'choose.top': '{ratio} 是所试的最大比例。',
  'choose.none':
    '用此方法（{method}），即使 {ratio} 也不在稠密网络（{dense}）的 {loss} 个百分点之内。请放宽损失、延长微调或换用其他准则。',
  'choose.limits':
    '仅一个随机种子；剪枝网络微调 {epochs} 轮，稠密网络未增加训练。在 {total} 幅测试图像上，准确率的标准误差为 {error} 个百分点。',
  'choose.limits.fair':
    '仅一个随机种子；两者各增加 {epochs} 轮训练（稠密网络此前为 {dense}）。在 {total} 幅测试图像上，准确率的标准误差为 {error} 个百分点。',
  'choose.needed': '须达到 {accuracy}',
  'choose.export': '导出该网络',
  'choose.run': '作为记录打开',
  'choose.table': '试过的比例',
  'choose.caption': '{method}；微调 {epochs} 轮；准确率须达到 {target}',
  'choose.column.ratio': '比例',
  'choose.column.before': '剪枝后',
  'choose.column.after': '微调后',
  'choose.column.difference': '与稠密之差（百分点）',
  'choose.column.bytes': '最小文件',
  'choose.column.verdict': '结论',
  'choose.column.run': '记录',
  'choose.accepted': '可接受',
  'choose.refused': '损失过大',
  'choose.diverged': '发散',
  'choose.open': '打开',
  'choose.open.label': '把剪枝 {ratio} 的网络作为记录打开',
  'choose.status': '剪枝 {ratio}：{accuracy}，{bytes}',
  'choose.status.none': '没有比例在可接受的损失之内',
});
