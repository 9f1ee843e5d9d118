// @ts-check
/** Chinese texts of the feature `neuron`. */

/** @type {import('../../i18n/index.js').Table} */
export const zh = Object.freeze({
  'neuron.title': '第 {layer} 个隐藏层的神经元 {neuron}',
  'neuron.title.class': '类别 {neuron} 的权重',
  'neuron.activation': '激活值 {activation}',
  'neuron.close': '关闭',
  'neuron.field': '该神经元的输入权重。按方向键逐个读取。',
  'neuron.pixel': '像素 ({x}, {y})',
  'neuron.input': '神经元 {input}',
  'neuron.weight': '来自{from}：{weight}',
  'neuron.pruned': '来自{from}：已剪枝',
  'neuron.incoming': '{of} 个输入权重剩余 {left} 个',
  'neuron.left': '剩余 {left}/{of}',
  'neuron.feeds.classes': '到各类别的权重',
  'neuron.feeds.layer': '到第 {layer} 层的最强权重',
  'neuron.strongest': '激活最强的图像',
  'neuron.image': '测试图像 {number}，标签 {label}，激活值 {activation}',
  'neuron.cut': '剪掉此神经元',
  'neuron.restore': '恢复此神经元',
  'neuron.edit.help': '为当前记录增加一次操作，可撤销。',
});
