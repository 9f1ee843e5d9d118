// @ts-check
/** English texts of the feature `score`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'shape.weights': 'Individual weights (unstructured)',
  'shape.weights.help': 'Any weight can be pruned, wherever it is.',
  'shape.neurons': 'Whole neurons (structured)',
  'shape.neurons.help': 'A hidden neuron is pruned with all its weights, so the matrices become smaller.',
  'shape.groups': 'N of every M (semi-structured)',
  'shape.groups.help':
    'In every M consecutive inputs of a neuron, the N highest-scoring are kept; NVIDIA’s sparse tensor cores run 2:4.',
  'method.keep': 'Keep N',
  'method.of': 'Of M',
  'help.method.keep': 'Inputs kept in every group.',
  'help.method.of': 'Inputs in a group.',
  'score.score': 'Importance score',
  'score.scope': 'Scope',
  'score.rule': 'Cut-off rule',
  'method.images': 'Calibration images',
  'help.method.images': 'Training images used to compute the scores.',
  'help.method.seed': 'A different seed gives a different order.',
  'method.correct': 'OBS weight update',
  'help.method.correct':
    'Adjusts the remaining weights to compensate for the pruned ones; the curve takes longer to measure.',
  'help.method.own': 'The slider shows the overall ratio; moving it scales all layers.',
  'method.noting': 'Enable movement scores',
  'help.method.note': 'Trains this network with the settings of step 4 and records how far each weight moves.',
  'method.note': 'Train and record movement',
  'fallen.score': '“{from}” cannot rank {things}; switched to “{to}”.',
  'fallen.scope': '“{from}” does not apply to {things}; switched to “{to}”.',
  'fallen.rule': '“{from}” does not apply to {things}; switched to “{to}”.',
});
