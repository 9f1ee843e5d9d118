// @ts-check
/** Chinese texts of the feature `tune-many`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'many.ratios': '比例，%',
  'many.begin': '全部微调',
  'many.progress': '多次微调的进度',
  'many.ratio': '比例',
  'many.before': '微调前',
  'many.after': '微调后',
  'many.open': '打开 {ratio} 的运行',
  'many.diverged': '发散',
  'many.diverged.help': '训练发散；这是最后一个正常的网络。',
  'help.many': '用上面的设置在每个比例下剪枝并微调，在后台进行。按一个比例即可打开它的运行。',
  'help.many.ratios': '百分数，例如 50, 90, 97.5。',
  'fault.ratios.piece': '“{piece}”不是 0 到 100 之间的数。',
  'fault.ratios.count': '请写 1 到 {max} 个比例，现在是 {count} 个。',
});
