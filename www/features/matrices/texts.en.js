// @ts-check
/** English texts of the feature `matrices`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'heat.title': 'Weights',
  'heat.source': 'Network shown',
  'heat.slider': 'At the slider',
  'heat.node': 'Fine-tuned',
  'heat.live': 'live',
  'heat.empty': 'The weights appear once training begins.',
  'heat.removed': 'pruned',
  'heat.layer': 'Layer {layer}: {rows} × {columns}, {share} pruned',
  'heat.outliers':
    '{count} {count?weight is:weights are} more than 100 times as large as the color scale, the largest {largest}',
  'heat.alt':
    'Weights of layer {layer}: {rows} inputs by {columns} {columns?neuron:neurons}, {share} pruned. Arrow keys read them one by one.',
  'heat.pixel': 'pixel ({x}, {y})',
  'heat.input': 'input {n}',
  'heat.cell.kept': 'Layer {layer}: {from} \u2192 neuron {neuron}, weight {weight}, kept',
  'heat.cell.removed': 'Layer {layer}: {from} → neuron {neuron}, weight {weight}, pruned',
  'heat.by': 'Color by',
  'heat.score': '{words}, score {score}',
});
