// @ts-check
/** English texts of the feature `tune-many`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'many.ratios': 'Ratios, %',
  'many.begin': 'Fine-tune all',
  'many.progress': 'Progress of the fine-tunings',
  'many.ratio': 'Ratio',
  'many.before': 'Before',
  'many.after': 'After',
  'many.open': 'Open the run at {ratio}',
  'many.diverged': 'diverged',
  'many.diverged.help': 'Training diverged; this is the last good network.',
  'help.many':
    'Prune and fine-tune at each ratio with the settings of step 4, in the background. Select a ratio to open its run.',
  'help.many.ratios': 'Percent, such as 50, 90, 97.5.',
  'fault.ratios.piece': '\u201c{piece}\u201d is not a number from 0 to 100.',
  'fault.ratios.count': 'Write 1 to {max} ratios, not {count}.',
});
