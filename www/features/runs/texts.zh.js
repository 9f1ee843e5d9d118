// @ts-check
/** Chinese texts of the feature `runs`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'runs.title': '已有的运行',
  'runs.help': '点击任意一项即可回到该处。',
  'runs.empty': '还没有运行。',
  'runs.gone': '已剪 {sparsity}',
});
