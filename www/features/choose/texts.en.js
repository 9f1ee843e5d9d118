// @ts-check
/** English texts of the feature `choose`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'choose.method':
    'Bisects over {rungs} ratios from 10 to 99.75 %: each time prunes the current network and fine-tunes it with its mask. The answer is the highest ratio whose loss of test accuracy you accept.',
  'choose.loss': 'Accepted loss, points',
  'choose.loss.help': 'Percentage points of test accuracy.',
  'choose.score': 'Importance score',
  'choose.scope': 'Scope',
  'choose.epochs': 'Epochs of fine-tuning',
  'choose.epochs.help': 'At each ratio; other settings are those of step 4.',
  'choose.fair': 'Train the dense network as long',
  'choose.fair.help': 'The baseline gets the same additional epochs, so that more training is not counted as a gain.',
  'choose.begin': 'Find the ratio',
  'choose.progress': 'Progress of the search',
  'choose.answer':
    'You may prune {ratio}. Fine-tuned, the network has {accuracy} test accuracy: {difference} points vs. {dense} of the dense network, where {loss} are accepted. {sparsity} of its weights are zero.',
  'choose.bytes': 'Its smallest file takes {bytes} instead of {dense}.',
  'choose.speed':
    'It runs {times} times as fast as the dense network ({low} to {high}, in turns), by the kernel {kernel}.',
  'choose.slower':
    'It is not faster here: the best sparse kernel, {kernel}, runs at {times} of the speed of the dense one ({low} to {high}, in turns).',
  'choose.alike':
    'No difference in speed can be told here: the fastest sparse kernel, {kernel}, runs at {times} of the speed of the dense one ({low} to {high}, in turns).',
  'choose.untimed': 'It was not timed.',
  'choose.next': 'One step further, at {ratio}, the difference is {difference} points ({accuracy}).',
  'choose.next.diverged': 'One step further, at {ratio}, fine-tuning diverged.',
  'choose.top': '{ratio} is the highest ratio tried.',
  'choose.none':
    'Not even {ratio} is within {loss} points of the dense network ({dense}) with this method ({method}). Accept more, fine-tune longer, or choose another score.',
  'choose.limits':
    'One seed, {epochs} {epochs?epoch:epochs} of fine-tuning against none of the dense network. On {total} test images an accuracy has a standard error of {error} points.',
  'choose.limits.fair':
    'One seed, {epochs} more {epochs?epoch:epochs} for both ({dense} for the dense network before them). On {total} test images an accuracy has a standard error of {error} points.',
  'choose.needed': 'needed {accuracy}',
  'choose.export': 'Export this network',
  'choose.run': 'Open as a run',
  'choose.table': 'Ratios that were tried',
  'choose.caption': '{method}; {epochs} {epochs?epoch:epochs} of fine-tuning; {target} accuracy is needed',
  'choose.column.ratio': 'Ratio',
  'choose.column.before': 'Pruned',
  'choose.column.after': 'Fine-tuned',
  'choose.column.difference': 'vs. dense, points',
  'choose.column.bytes': 'Smallest file',
  'choose.column.verdict': 'Verdict',
  'choose.column.run': 'Run',
  'choose.accepted': 'accepted',
  'choose.refused': 'too much lost',
  'choose.diverged': 'diverged',
  'choose.open': 'Open',
  'choose.open.label': 'Open the network pruned at {ratio} as a run',
  'choose.status': '{ratio} pruned: {accuracy}, {bytes}',
  'choose.status.none': 'No ratio within the accepted loss',
});
