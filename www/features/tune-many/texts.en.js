// @ts-check
/** English texts of the feature `tune-many`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'many.method':
    'Prunes the current network at each ratio and fine-tunes it with the settings of step 4 ({epochs} {epochs?epoch:epochs}), each from the same weights. Select a ratio to open its run.',
  'many.ratios': 'Ratios, %',
  'many.begin': 'Fine-tune at all ratios',
  'many.progress': 'Progress of the fine-tunings',
  'many.ratio': 'Ratio',
  'many.before': 'Pruned',
  'many.after': 'Fine-tuned',
  'many.gain': 'Gain, points',
  'many.difference': 'vs. dense, points',
  'many.table': 'Results by ratio',
  'many.baseline': 'Dense, trained as long',
  'many.fair': 'Train the dense network as long',
  'many.fair.help': 'The baseline gets the same additional epochs, so that more training is not counted as a gain.',
  'many.open': 'Open the run at {ratio}',
  'many.diverged': 'diverged',
  'many.diverged.help': 'Training diverged; this is the last good network.',
  'many.answer': 'Fine-tuning brings most back at {ratio}: from {before} to {after} ({difference} points).',
  'many.answer.within': 'Up to {ratio} pruned the loss stays within {small} points of the dense network ({dense}).',
  'many.answer.none': 'At none of these ratios the loss is within {small} points of the dense network ({dense}).',
  'many.limits': 'One seed. Each pruned network was trained {epochs} {epochs?epoch:epochs} longer than the dense one.',
  'many.limits.fair':
    'One seed, {epochs} more {epochs?epoch:epochs} for all; the dense network had {dense} before them. The standard error of an accuracy is {error} points.',
  'many.status': '{ratio} pruned: {before} to {after}',
  'help.many.ratios': 'Percent, such as 50, 90, 97.5.',
  'fault.ratios.piece': '\u201c{piece}\u201d is not a number from 0 to 100.',
  'fault.ratios.comma': '\u201c{piece}\u201d could be one number or two. Write {one}, or {two} with a space.',
  'fault.ratios.count': 'Write 1 to {max} ratios, not {count}.',
});
